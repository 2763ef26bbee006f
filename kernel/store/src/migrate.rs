//! Tables change by numbered steps that a room carries with it. A step is written once for both engines.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::{
    Engine, Store, Tx,
    error::{Error, Result},
};

/// A room's steps, oldest first.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The room's name; its tables begin with it.
    pub name: &'static str,
    /// Name and text of each step.
    pub steps: &'static [(&'static str, &'static str)],
}

/// A room's steps from the files `migrations/NAME.sql` beside the calling file.
#[macro_export]
macro_rules! room {
    ($name:literal $(, $step:literal)* $(,)?) => {
        $crate::Room { name: $name, steps: &[$(($step, include_str!(concat!("migrations/", $step, ".sql")))),*] }
    };
}

/// A step that was applied to a database, or is written down with a copy of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Step {
    /// The room it belongs to.
    pub room: String,
    /// Its name.
    pub step: String,
    /// SHA-256 of its text.
    pub checksum: String,
}

/// The steps that were applied to a database, by room and name; none when it has no tables.
///
/// # Errors
/// The engine's.
pub fn steps(tx: &mut Tx) -> Result<Vec<Step>> {
    let there = match tx.engine() {
        Engine::Sqlite => "select count(*) as n from sqlite_schema where name = 'schema_steps'",
        Engine::Postgres => {
            "select count(*) as n from pg_class where relname = 'schema_steps' and relnamespace = current_schema()::regnamespace"
        }
    };
    if tx.one(there, &[], |row| row.get::<i64>("n"))? == 0 {
        return Ok(Vec::new());
    }
    tx.all("select room, step, checksum from schema_steps order by room, step", &[], |row| {
        Ok(Step { room: row.get("room")?, step: row.get("step")?, checksum: row.get("checksum")? })
    })
}

/// Every step these rooms carry, the kernel's own first.
pub fn carried(rooms: &[Room]) -> Vec<Step> {
    let all = std::iter::once(&crate::MIGRATIONS).chain(rooms);
    all.flat_map(|room| {
        room.steps.iter().map(|(step, text)| Step {
            room: room.name.to_owned(),
            step: (*step).to_owned(),
            checksum: checksum(text),
        })
    })
    .collect()
}

fn checksum(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Applies the steps of a room that `wanted` lets through and that were not applied yet; how many.
pub(crate) fn run(store: &Store, room: &Room, wanted: &dyn Fn(&str, &str) -> bool) -> Result<usize> {
    store.write(|tx| {
        tx.batch(&expand(
            "create table if not exists schema_steps (room text not null, step text not null, checksum text not null, primary key (room, step)) {strict}",
            tx.engine(),
        ))
    })?;
    let mut applied = 0;
    for (step, text) in room.steps.iter().filter(|(step, _)| wanted(room.name, step)) {
        let checksum = checksum(text);
        applied += store.write(|tx| {
            if tx.engine() == Engine::Postgres {
                // Two processes that start at once take turns.
                tx.batch("lock table schema_steps in exclusive mode")?;
            }
            let before = tx.opt(
                "select checksum from schema_steps where room = $1 and step = $2",
                &crate::vals![room.name, *step],
                |row| row.get::<String>("checksum"),
            )?;
            match before {
                Some(known) if known == checksum => return Ok(0),
                Some(_) => {
                    return Err(Error::Migration(format!("{}/{step} was edited after it had been applied", room.name)));
                }
                None => {}
            }
            tx.batch(&expand(text, tx.engine()))
                .map_err(|error| Error::Migration(format!("{}/{step}: {error}", room.name)))?;
            tx.exec(
                "insert into schema_steps (room, step, checksum) values ($1, $2, $3)",
                &crate::vals![room.name, *step, checksum],
            )?;
            Ok(1)
        })?;
    }
    Ok(applied)
}

/// Writes one engine's DDL from the text for both.
fn expand(text: &str, engine: Engine) -> String {
    let types: [(&str, &str, &str); 9] = [
        ("{id}", "blob", "uuid"),
        ("{ts}", "text", "timestamptz"),
        ("{date}", "text", "date"),
        ("{json}", "text", "jsonb"),
        ("{bytes}", "blob", "bytea"),
        ("{bool}", "integer", "boolean"),
        ("{int}", "integer", "bigint"),
        ("{real}", "real", "double precision"),
        ("{strict}", "strict", ""),
    ];
    let mut kept = String::with_capacity(text.len());
    let mut here = true;
    for line in text.lines() {
        match line.trim() {
            "--@sqlite" => here = engine == Engine::Sqlite,
            "--@postgres" => here = engine == Engine::Postgres,
            "--@both" => here = true,
            _ if here => {
                kept.push_str(line);
                kept.push('\n');
            }
            _ => {}
        }
    }
    types.iter().fold(kept, |sql, (name, sqlite, postgres)| {
        sql.replace(name, if engine == Engine::Sqlite { sqlite } else { postgres })
    })
}
