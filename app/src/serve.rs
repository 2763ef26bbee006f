//! Serving the application over HTTP until it is asked to stop.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::State, http::StatusCode, http::header, response::IntoResponse, routing::get};
use sd_notify::NotifyState;
use tokio::{net::TcpListener, signal, sync::watch, time};
use web::App;

use crate::{metrics, operation::Operation};

/// Serves until SIGINT or SIGTERM. Then nobody new is let in, and requests in progress have `grace` to come to their end.
/// A supervisor is told when it is ready, that it lives, and when it stops.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    app: App,
    listen: SocketAddr,
    grace: Duration,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let operation = app.get::<Operation>();
    let service = web::door::open(app, crate::routes());
    let told = async {
        asked().await;
        operation.stop();
        tell(&[NotifyState::Stopping]);
    };
    let alive = tokio::spawn(watchdog());
    let served = until(service, listen, grace, told, |at| {
        ready(at);
        tell(&[NotifyState::Ready]);
    });
    let result = served.await;
    alive.abort();
    result
}

/// Serves any service until SIGINT or SIGTERM, as [`serve`] does.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn listen_to(
    service: Router,
    listen: SocketAddr,
    grace: Duration,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    until(service, listen, grace, asked(), ready).await
}

async fn until(
    service: Router,
    listen: SocketAddr,
    grace: Duration,
    stop: impl Future<Output = ()>,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    ready(listener.local_addr()?);
    let (say, mut hear) = watch::channel(false);
    let closing = async move {
        let _ = hear.wait_for(|stop| *stop).await;
    };
    let served = axum::serve(listener, service.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(closing);
    let late = async {
        stop.await;
        let _ = say.send(true);
        time::sleep(grace).await;
    };
    tokio::select! {
        done = served => done?,
        () = late => tracing::warn!("requests were cut off: they took longer than the grace they have"),
    }
    Ok(())
}

/// The figures of operation, on an address of their own.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn measure(app: App, listen: SocketAddr) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(listen).await?;
    let at = listener.local_addr()?;
    let service = Router::new().route("/metrics", get(figures)).with_state(app);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, service).await {
            tracing::error!(%error, "the figures of operation are served no more");
        }
    });
    Ok(at)
}

async fn figures(State(app): State<App>) -> impl IntoResponse {
    let operation = app.get::<Operation>();
    let asked = tokio::task::spawn_blocking(move || {
        let (room, accepts) = (operation.room(), operation.has_room());
        operation.metrics().text(&app.store, room, accepts, app.clock.now())
    });
    match asked.await {
        Ok(Ok(text)) => Ok(([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], text)),
        failed => {
            tracing::error!(?failed, "the figures of operation cannot be put together");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// Tells the supervisor twice in the time it waits, as long as this runtime turns.
async fn watchdog() {
    let Some(patience) = sd_notify::watchdog_enabled() else { return };
    let mut beat = time::interval(patience / 2);
    loop {
        beat.tick().await;
        tell(&[NotifyState::Watchdog]);
    }
}

fn tell(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::warn!(%error, "the supervisor cannot be told");
    }
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
