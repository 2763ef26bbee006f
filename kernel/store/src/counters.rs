//! Numbers without gaps or doubles: taken inside the transaction that uses them, given back when it fails.

use crate::{error::Result, tx::Tx, vals};

/// The next number of a series, from 1. Transactions that ask for the same series take turns.
///
/// # Errors
/// The engine's.
pub fn next(tx: &mut Tx, series: &str) -> Result<i64> {
    tx.one(
        "insert into counters (name, n) values ($1, 1) on conflict (name) do update set n = counters.n + 1 returning n",
        &vals![series],
        |row| row.get("n"),
    )
}
