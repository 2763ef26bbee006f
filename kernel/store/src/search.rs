//! Finding by words, with or without Vietnamese marks, on both engines: what is indexed and what is asked are folded alike.

use base::{AgencyId, Reach};
use uuid::Uuid;

use crate::{
    error::Result,
    tx::{Engine, Tx, placeholders},
    val::Val,
    vals,
};

/// Puts a document under its words, or renews it.
///
/// # Errors
/// The engine's.
pub fn index(tx: &mut Tx, kind: &str, doc: Uuid, scope: Option<AgencyId>, text: &str) -> Result<()> {
    let body = base::text::fold(text);
    if tx.engine() == Engine::Postgres {
        tx.exec(
            "insert into search_docs (kind, doc, scope, body) values ($1, $2, $3, $4) \
             on conflict (kind, doc) do update set scope = excluded.scope, body = excluded.body",
            &vals![kind, doc, scope, body],
        )?;
        return Ok(());
    }
    let known = tx.opt("select id, body from search_docs where kind = $1 and doc = $2", &vals![kind, doc], |row| {
        Ok((row.get::<i64>("id")?, row.get::<String>("body")?))
    })?;
    let id = match known {
        None => tx.one(
            "insert into search_docs (kind, doc, scope, body) values ($1, $2, $3, $4) returning id",
            &vals![kind, doc, scope, body],
            |row| row.get::<i64>("id"),
        )?,
        Some((id, before)) => {
            tx.exec("update search_docs set scope = $1, body = $2 where id = $3", &vals![scope, body, id])?;
            if before == body {
                return Ok(());
            }
            tx.exec(
                "insert into search_words (search_words, rowid, body) values ('delete', $1, $2)",
                &vals![id, before],
            )?;
            id
        }
    };
    tx.exec("insert into search_words (rowid, body) values ($1, $2)", &vals![id, body])?;
    Ok(())
}

/// Documents that hold every word of a query, the last word as a beginning; the newest first, at most `limit`.
///
/// # Errors
/// The engine's.
pub fn find(tx: &mut Tx, kind: &str, query: &str, reach: &Reach, limit: usize) -> Result<Vec<Uuid>> {
    let folded = base::text::fold(query);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let Some((last, others)) = words.split_last() else { return Ok(Vec::new()) };
    let asked = match tx.engine() {
        Engine::Sqlite => {
            others.iter().map(|word| format!("\"{word}\" ")).collect::<String>() + &format!("\"{last}\"*")
        }
        Engine::Postgres => others.iter().map(|word| format!("{word} & ")).collect::<String>() + &format!("{last}:*"),
    };
    let mut values = vals![asked, kind].to_vec();
    let scope = match reach {
        Reach::All => String::new(),
        Reach::Agencies(list) if list.is_empty() => return Ok(Vec::new()),
        Reach::Agencies(list) => {
            let first = values.len() + 1;
            values.extend(list.iter().map(|agency| Val::Id((*agency).into())));
            format!(" and d.scope in ({})", placeholders(first, list.len()))
        }
    };
    let sql = match tx.engine() {
        Engine::Sqlite => format!(
            "select d.doc from search_words w join search_docs d on d.id = w.rowid \
             where search_words match $1 and d.kind = $2{scope} order by w.rowid desc limit {limit}"
        ),
        // Materialised, or the planner walks the primary key for rare words.
        Engine::Postgres => format!(
            "with hits as materialized (select id, kind, doc, scope from search_docs where words @@ to_tsquery('simple', $1)) \
             select d.doc from hits d where d.kind = $2{scope} order by d.id desc limit {limit}"
        ),
    };
    tx.all(&sql, &values, |row| row.get("doc"))
}
