//! The steering wing: figures that leaders decide by.

pub mod figures;

/// Every page and operation of the wing.
pub fn routes() -> web::Routes {
    figures::pages::routes()
}
