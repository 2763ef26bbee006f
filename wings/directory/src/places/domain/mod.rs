//! What a place is and what can be asked of the register.

mod register;
mod unit;

pub use register::{Crossing, Link, LinkKind, Places};
pub use unit::{Kind, Level, Place};
