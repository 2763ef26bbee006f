//! Small things the program must remember about itself: which province it was made for, the time a demo province lives in.

use crate::{error::Result, tx::Tx, vals};

/// A remembered value.
///
/// # Errors
/// The engine's.
pub fn get(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    tx.opt("select value from settings where key = $1", &vals![key], |row| row.get("value"))
}

/// Remembers a value.
///
/// # Errors
/// The engine's.
pub fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.exec(
        "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
        &vals![key, value],
    )?;
    Ok(())
}
