//! The agencies as they stand in the record.

use std::collections::HashMap;

use base::{AgencyId, codes::AgencyCode};
use store::{Error, Result, Row, Tx, vals};

use super::domain::{Agencies, Agency, Code, Kind, Link, Period, ReportingSet};
use crate::{places::Level, span::Span};

/// Grows with every change to the agencies.
pub(crate) fn version(tx: &mut Tx) -> Result<i64> {
    tx.one("select n from agencies_version where one = 1", &[], |row| row.get("n"))
}

/// Every agency, link and set.
pub(crate) fn load(tx: &mut Tx) -> Result<Agencies> {
    let mut periods: HashMap<AgencyId, Vec<Period>> = HashMap::new();
    let sql = "select agency, from_day, until_day, code, provisional, name, short, kind, level, parent, place, one_stop, basis \
               from agencies_periods order by agency, from_day";
    tx.each(sql, &[], |row| {
        periods.entry(row.get("agency")?).or_default().push(period(row)?);
        Ok(())
    })?;
    let mut aliases: HashMap<AgencyId, Vec<String>> = HashMap::new();
    tx.each("select agency, alias from agencies_aliases order by agency, alias", &[], |row| {
        aliases.entry(row.get("agency")?).or_default().push(row.get("alias")?);
        Ok(())
    })?;
    let agencies = tx.all("select id, slug from agencies", &[], |row| {
        let (id, slug): (AgencyId, String) = (row.get("id")?, row.get("slug")?);
        let history = periods.remove(&id).unwrap_or_default();
        Agency::new(slug, aliases.remove(&id).unwrap_or_default(), history)
            .ok_or(Error::Column { name: "from_day".into(), expected: "a history without gaps" })
    })?;
    let links = tx.all("select from_agency, to_agency, on_day, basis from agencies_links", &[], |row| {
        let (from, to) = (row.get("from_agency")?, row.get("to_agency")?);
        Ok(Link { from, to, on: row.get("on_day")?, basis: row.get("basis")? })
    })?;
    Ok(Agencies::new(agencies, links, sets(tx)?))
}

fn sets(tx: &mut Tx) -> Result<Vec<ReportingSet>> {
    let sql = "select key, from_day, until_day, title_vi, title_en, unallocated, basis from agencies_sets order by key, from_day";
    let mut sets = tx.all(sql, &[], |row| {
        Ok(ReportingSet {
            key: row.get("key")?,
            title_vi: row.get("title_vi")?,
            title_en: row.get("title_en")?,
            unallocated: row.get("unallocated")?,
            span: span(row)?,
            basis: row.get("basis")?,
            members: Vec::new(),
        })
    })?;
    let sql = "select set_key, set_from, agency, from_day, until_day from agencies_members order by set_key, set_from, position";
    tx.each(sql, &[], |row| {
        let (key, from): (String, jiff::civil::Date) = (row.get("set_key")?, row.get("set_from")?);
        if let Some(set) = sets.iter_mut().find(|set| set.key == key && set.span.from == from) {
            set.members.push((row.get("agency")?, span(row)?));
        }
        Ok(())
    })?;
    Ok(sets)
}

fn span(row: &Row) -> Result<Span> {
    Ok(Span { from: row.get("from_day")?, until: row.get("until_day")? })
}

fn period(row: &Row) -> Result<Period> {
    let wrong = |name: &str, expected| Error::Column { name: name.into(), expected };
    let (kind, level): (String, String) = (row.get("kind")?, row.get("level")?);
    let code = row.get::<Option<String>>("code")?.map(|code| AgencyCode::parse(&code));
    let code = code.transpose().map_err(|_| wrong("code", "a code of an agency"))?;
    let provisional = row.get("provisional")?;
    Ok(Period {
        span: span(row)?,
        code: code.map(|code| Code { code, provisional }),
        name: row.get("name")?,
        short: row.get("short")?,
        kind: Kind::from_key(&kind).ok_or_else(|| wrong("kind", "a kind of agency"))?,
        level: Level::from_key(&level).ok_or_else(|| wrong("level", "a tier"))?,
        parent: row.get("parent")?,
        place: row.get("place")?,
        one_stop: row.get("one_stop")?,
        basis: row.get("basis")?,
    })
}

/// Writes a new agency without its history; `seq` is the number of its first journal entry.
pub(super) fn insert(tx: &mut Tx, agency: &Agency, seq: i64) -> Result<()> {
    tx.exec("insert into agencies (id, slug, seq) values ($1, $2, $3)", &vals![agency.id, agency.slug, seq])?;
    for alias in &agency.aliases {
        tx.exec("insert into agencies_aliases (agency, alias) values ($1, $2)", &vals![agency.id, alias])?;
    }
    Ok(())
}

/// Writes how an agency stands, in place of what stood before.
pub(super) fn put_history(tx: &mut Tx, agency: &Agency) -> Result<()> {
    tx.exec("delete from agencies_periods where agency = $1", &vals![agency.id])?;
    for period in agency.periods() {
        let (code, provisional) = match &period.code {
            Some(code) => (Some(code.code.as_str()), code.provisional),
            None => (None, false),
        };
        tx.exec(
            "insert into agencies_periods (agency, from_day, until_day, code, provisional, name, short, kind, level, parent, place, one_stop, basis) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            &vals![
                agency.id,
                period.span.from,
                period.span.until,
                code,
                provisional,
                period.name,
                period.short,
                period.kind.key(),
                period.level.key(),
                period.parent,
                period.place,
                period.one_stop,
                period.basis
            ],
        )?;
    }
    Ok(())
}

/// Writes a step of succession.
pub(super) fn put_link(tx: &mut Tx, link: &Link) -> Result<()> {
    let sql = "insert into agencies_links (from_agency, to_agency, on_day, basis) values ($1, $2, $3, $4) on conflict do nothing";
    tx.exec(sql, &vals![link.from, link.to, link.on, link.basis])?;
    Ok(())
}

/// Writes a reporting set, unless one begins on that day under its key.
pub(super) fn put_set(tx: &mut Tx, set: &ReportingSet) -> Result<()> {
    let sql = "insert into agencies_sets (key, from_day, until_day, title_vi, title_en, unallocated, basis) \
               values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    let (from, until) = (set.span.from, set.span.until);
    let fresh = tx.exec(sql, &vals![set.key, from, until, set.title_vi, set.title_en, set.unallocated, set.basis])?;
    if fresh == 0 {
        return Ok(());
    }
    for (position, (agency, span)) in set.members.iter().enumerate() {
        let sql = "insert into agencies_members (set_key, set_from, position, agency, from_day, until_day) values ($1, $2, $3, $4, $5, $6)";
        tx.exec(sql, &vals![set.key, from, position, *agency, span.from, span.until])?;
    }
    Ok(())
}

/// Notes the last journal entry of an agency and that what is held in memory is old.
pub(super) fn changed(tx: &mut Tx, agency: AgencyId, seq: i64) -> Result<()> {
    tx.exec("update agencies set seq = $1 where id = $2", &vals![seq, agency])?;
    tx.exec("update agencies_version set n = n + 1 where one = 1", &[])?;
    Ok(())
}
