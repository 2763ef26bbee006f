//! From data files to a snapshot, checked row by row.

use std::collections::HashMap;

use base::{AgencyId, codes::AgencyCode};
use jiff::civil::Date;

use super::domain::{Agencies, Agency, Code, Kind, Link, Period, ReportingSet, id_of};
use crate::{
    data::{DataError, Line, rows},
    places::{Level, Places},
    span::Span,
};

/// The data files of the agencies of a province, as CSV.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// `agencies.csv`: one line for each time an agency stood unchanged.
    pub agencies: &'a str,
    /// `aliases.csv`: agency, alias. Names that do not come down to the official ones by themselves.
    pub aliases: &'a str,
    /// `links.csv`: from_agency, to_agency, on, basis. Which agency took over from which.
    pub links: &'a str,
    /// `sets.csv`: the reporting sets.
    pub sets: &'a str,
    /// `members.csv`: set, agency, from, until; in the order of the set's tables, dates where they differ from the set's.
    pub members: &'a str,
}

impl Files<'static> {
    /// Bình Phước, and the committees of Đồng Nai into which its own went.
    pub const BINH_PHUOC: Self = Self {
        agencies: include_str!("../../../../provinces/binh-phuoc/agencies/agencies.csv"),
        aliases: include_str!("../../../../provinces/binh-phuoc/agencies/aliases.csv"),
        links: include_str!("../../../../provinces/binh-phuoc/agencies/links.csv"),
        sets: include_str!("../../../../provinces/binh-phuoc/agencies/sets.csv"),
        members: include_str!("../../../../provinces/binh-phuoc/agencies/members.csv"),
    };
}

#[derive(serde::Deserialize)]
struct AgencyRow {
    slug: String,
    code: Option<String>,
    code_status: Option<CodeStatus>,
    name: String,
    short: String,
    kind: Kind,
    level: Level,
    parent: Option<String>,
    place: Option<String>,
    one_stop: YesNo,
    from: Date,
    until: Option<Date>,
    basis: String,
}

#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum CodeStatus {
    Official,
    Provisional,
}

#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum YesNo {
    Yes,
    No,
}

#[derive(serde::Deserialize)]
struct AliasRow {
    agency: String,
    alias: String,
}

#[derive(serde::Deserialize)]
struct LinkRow {
    from_agency: String,
    to_agency: String,
    on: Date,
    basis: String,
}

#[derive(serde::Deserialize)]
struct SetRow {
    key: String,
    title_vi: String,
    title_en: String,
    unallocated: YesNo,
    from: Date,
    until: Option<Date>,
    basis: String,
}

#[derive(serde::Deserialize)]
struct MemberRow {
    set: String,
    agency: String,
    from: Option<Date>,
    until: Option<Date>,
}

/// Reads and checks the agencies against each other and against the places they govern.
///
/// # Errors
/// The first row that contradicts itself, the others or the places: file, line and reason.
pub fn read(files: Files, places: &Places) -> Result<Agencies, DataError> {
    let mut lines: Vec<Line<(String, Period)>> = Vec::new();
    for line in rows::<AgencyRow>("agencies/agencies.csv", files.agencies)? {
        let period = period(&line, places)?;
        let slug = line.slug.clone();
        lines.push(line.with((slug, period)));
    }
    let mut aliases: HashMap<String, Vec<String>> = HashMap::new();
    for line in rows::<AliasRow>("agencies/aliases.csv", files.aliases)? {
        known(&lines, &line, &line.agency)?;
        aliases.entry(line.row.agency).or_default().push(line.row.alias);
    }
    let mut histories: Vec<(usize, String, Vec<Period>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (slug, period) = &line.row;
        match histories.iter_mut().find(|(_, known, _)| known == slug) {
            Some((_, _, periods)) => periods.push(period.clone()),
            None => histories.push((at, slug.clone(), vec![period.clone()])),
        }
    }
    let mut agencies = Vec::new();
    for (at, slug, periods) in histories {
        let aliases = aliases.remove(&slug).unwrap_or_default();
        let fault = || lines[at].fault(format!("the lines of {slug} must follow each other without gap or overlap"));
        agencies.push(Agency::new(slug.clone(), aliases, periods).ok_or_else(fault)?);
    }
    let mut links: Vec<Line<Link>> = Vec::new();
    for line in rows::<LinkRow>("agencies/links.csv", files.links)? {
        let from = known(&lines, &line, &line.from_agency)?;
        let to = known(&lines, &line, &line.to_agency)?;
        let basis = line.basis.clone();
        links.push(line.with(Link { from, to, on: line.on, basis }));
    }
    let sets = sets(files, &lines)?;
    let register = Agencies::new(agencies, links.iter().map(|line| line.row.clone()).collect(), sets);
    for line in &lines {
        consistent(line, &register)?;
    }
    for link in &links {
        let ends = register.agency(link.from).and_then(|agency| agency.life().until);
        if ends != Some(link.on) || register.as_of(link.to, link.on).is_none() {
            return Err(link.fault("the first must end on that day and the second exist on it"));
        }
    }
    Ok(register)
}

fn period(line: &Line<AgencyRow>, places: &Places) -> Result<Period, DataError> {
    let row = &line.row;
    let Some(span) = Span::new(row.from, row.until) else {
        return Err(line.fault("it ends before it begins"));
    };
    if row.name.is_empty() || row.short.is_empty() || row.basis.is_empty() {
        return Err(line.fault("name, short name and act must be given"));
    }
    let code = match (&row.code, row.code_status) {
        (None, None) => None,
        (Some(code), Some(status)) => {
            let code = AgencyCode::parse(code).map_err(|error| line.fault(error.to_string()))?;
            Some(Code { code, provisional: status == CodeStatus::Provisional })
        }
        _ => return Err(line.fault("a code needs its status, official or provisional, and a status its code")),
    };
    if let Some(place) = &row.place
        && places.as_of(place, row.from).is_none()
    {
        return Err(line.fault(format!("no place has the code {place} on {}", row.from)));
    }
    Ok(Period {
        span,
        code,
        name: row.name.clone(),
        short: row.short.clone(),
        kind: row.kind,
        level: row.level,
        parent: row.parent.as_deref().map(id_of),
        place: row.place.clone(),
        one_stop: row.one_stop == YesNo::Yes,
        basis: row.basis.clone(),
    })
}

/// The id of a slug that some line of the agencies has.
fn known<T>(lines: &[Line<(String, Period)>], line: &Line<T>, slug: &str) -> Result<AgencyId, DataError> {
    let here = lines.iter().any(|line| line.row.0 == slug);
    here.then(|| id_of(slug)).ok_or_else(|| line.fault(format!("no agency is called {slug}")))
}

/// An agency's parent must exist for as long as it does, and nobody else may have its code at the same time.
fn consistent(line: &Line<(String, Period)>, register: &Agencies) -> Result<(), DataError> {
    let (slug, period) = &line.row;
    if let Some(parent) = period.parent {
        let lives = register.agency(parent).map(Agency::life);
        if !lives.is_some_and(|life| life.contains(&period.span)) {
            return Err(line.fault("the agency above it does not exist for the whole time"));
        }
    }
    let Some(code) = &period.code else { return Ok(()) };
    let others = register.all().iter().filter(|agency| agency.slug != *slug);
    let mut periods = others.flat_map(|agency| agency.periods().iter().map(move |p| (agency, p)));
    let same = |p: &Period| p.code.as_ref().is_some_and(|c| c.code == code.code) && p.span.overlaps(&period.span);
    match periods.find(|(_, p)| same(p)) {
        Some((other, _)) => Err(line.fault(format!("{} has the code {} at that time", other.slug, code.code))),
        None => Ok(()),
    }
}

fn sets(files: Files, lines: &[Line<(String, Period)>]) -> Result<Vec<ReportingSet>, DataError> {
    let mut sets: Vec<ReportingSet> = Vec::new();
    for line in rows::<SetRow>("agencies/sets.csv", files.sets)? {
        let Some(span) = Span::new(line.from, line.until) else {
            return Err(line.fault("it ends before it begins"));
        };
        if sets.iter().any(|set| set.key == line.key && set.span.overlaps(&span)) {
            return Err(line.fault(format!("there is a set {} at that time already", line.key)));
        }
        let SetRow { key, title_vi, title_en, unallocated, basis, .. } = line.row;
        let unallocated = unallocated == YesNo::Yes;
        sets.push(ReportingSet { key, title_vi, title_en, unallocated, span, basis, members: Vec::new() });
    }
    for line in rows::<MemberRow>("agencies/members.csv", files.members)? {
        let id = known(lines, &line, &line.agency)?;
        let of_key: Vec<usize> = (0..sets.len()).filter(|&at| sets[at].key == line.set).collect();
        if of_key.is_empty() {
            return Err(line.fault(format!("no set is called {}", line.set)));
        }
        for at in of_key {
            let whole = sets[at].span;
            let span = Span { from: line.from.unwrap_or(whole.from), until: line.until.or(whole.until) };
            if sets[at].members.iter().any(|(known, other)| *known == id && other.overlaps(&span)) {
                return Err(line.fault(format!("{} stands in the set twice", line.agency)));
            }
            sets[at].members.push((id, span));
        }
    }
    Ok(sets)
}
