//! Serving the application over HTTP until it is asked to stop.

use std::net::SocketAddr;

use axum::Router;
use tokio::{net::TcpListener, signal};
use web::App;

/// Serves until SIGINT or SIGTERM; requests in progress are finished.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(app: App, listen: SocketAddr, ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    listen_to(web::door::open(app, crate::routes()), listen, ready).await
}

/// Serves any service until SIGINT or SIGTERM; requests in progress are finished.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn listen_to(service: Router, listen: SocketAddr, ready: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    ready(listener.local_addr()?);
    axum::serve(listener, service.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(asked())
        .await?;
    Ok(())
}

async fn asked() {
    let mut terminate = match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            let _ = signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
