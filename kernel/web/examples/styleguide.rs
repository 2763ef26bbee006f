//! Serves the style guide alone: `cargo run -p web --example styleguide`, then open the address it prints.

use std::net::SocketAddr;

use base::{Clock as _, FixedClock, Ids, SystemClock, Text};
use store::{Durability, Store};
use web::{Access, App, NavItem, Routes, Settings, Words};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let store = Store::sqlite(&folder.path().join("styleguide.db"), Durability::Relaxed)?;
    store.migrate(&[web::session::MIGRATIONS])?;
    let clock = FixedClock::from(SystemClock.now()).arc();
    let settings = Settings {
        brand: "Tỉnh Số · Bình Phước".into(),
        owner: Words::new("Ủy ban nhân dân tỉnh Bình Phước", "People's Committee of Bình Phước province"),
        demo: true,
        rates: web::limits::Rates::unlimited(),
        ..Settings::default()
    };
    let nav = [
        NavItem::new(Text::new("Dịch vụ công", "Services"), "/he-thong/mau", Access::Public),
        NavItem::new(Text::new("Tra cứu hồ sơ", "Track a case"), "/he-thong/mau/bieu-mau", Access::Public),
        NavItem::new(Text::new("Số liệu", "Figures"), "/he-thong/mau/ban-lam-viec", Access::Public),
    ];
    let app = App::new(store, clock.clone(), Ids::random(clock), settings).nav(nav);
    let address = SocketAddr::from(([127, 0, 0, 1], std::env::args().nth(1).map_or(Ok(8099), |port| port.parse())?));
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{address}/he-thong/mau");
    let service = web::door::open(app, Routes::new()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
