//! Tables change by numbered steps that a room carries with it. A step is written once for both engines.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::{
    Engine, Store,
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

pub(crate) fn run(store: &Store, room: &Room) -> Result<usize> {
    store.write(|tx| {
        tx.batch(&expand(
            "create table if not exists schema_steps (room text not null, step text not null, checksum text not null, primary key (room, step)) {strict}",
            tx.engine(),
        ))
    })?;
    let mut applied = 0;
    for (step, text) in room.steps {
        let checksum = Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
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
