//! From data files to a register, checked row by row.

use jiff::{ToSpan, civil::Date};

use super::domain::{Kind, Level, Link, LinkKind, Place, Places};
use crate::{
    data::{DataError, Line, rows},
    span::Span,
};

/// The data files of the places of a province, as CSV.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// `units.csv`: code, name, kind, parent, from, until, basis. One line for each time a unit stood unchanged.
    pub units: &'a str,
    /// `links.csv`: from_code, to_code, on, kind, basis. Which unit became part of which.
    pub links: &'a str,
    /// `aliases.csv`: code, alias, seen. Spellings that do not come down to the official name by themselves.
    pub aliases: &'a str,
}

impl Files<'static> {
    /// Bình Phước, and Đồng Nai into which it went.
    pub const BINH_PHUOC: Self = Self {
        units: include_str!("../../../../provinces/binh-phuoc/places/units.csv"),
        links: include_str!("../../../../provinces/binh-phuoc/places/links.csv"),
        aliases: include_str!("../../../../provinces/binh-phuoc/places/aliases.csv"),
    };
}

#[derive(serde::Deserialize)]
struct UnitRow {
    code: String,
    name: String,
    kind: Kind,
    parent: Option<String>,
    from: Date,
    until: Option<Date>,
    basis: String,
}

#[derive(serde::Deserialize)]
struct LinkRow {
    from_code: String,
    to_code: String,
    on: Date,
    kind: LinkKind,
    basis: String,
}

#[derive(serde::Deserialize)]
struct AliasRow {
    code: String,
    alias: String,
}

/// Reads and checks the register.
///
/// # Errors
/// The first row that contradicts itself or the others: file, line and reason.
pub fn read(files: Files) -> Result<Places, DataError> {
    let mut units: Vec<Line<Place>> = Vec::new();
    for line in rows::<UnitRow>("places/units.csv", files.units)? {
        let place = unit(&line)?;
        let clash = units.iter().find(|other| other.code == place.code && other.span.overlaps(&place.span));
        if let Some(other) = clash {
            return Err(
                line.fault(format!("{} is already {} at that time (line {})", place.code, other.name, other.line))
            );
        }
        units.push(line.with(place));
    }
    for line in &units {
        parent(line, &units)?;
    }
    let known = |code: &str, day: Date| units.iter().any(|unit| unit.code == code && unit.holds(day));
    let mut links = Vec::new();
    for line in rows::<LinkRow>("places/links.csv", files.links)? {
        let eve = line.on.saturating_sub(1.day());
        if !known(&line.from_code, eve) {
            return Err(line.fault(format!("no unit has the code {} on {eve}", line.from_code)));
        }
        if !known(&line.to_code, line.on) {
            return Err(line.fault(format!("no unit has the code {} on {}", line.to_code, line.on)));
        }
        let LinkRow { from_code: from, to_code: to, on, kind, basis } = line.row;
        links.push(Link { from, to, on, kind, basis });
    }
    let mut aliases = Vec::new();
    for line in rows::<AliasRow>("places/aliases.csv", files.aliases)? {
        if !units.iter().any(|unit| unit.code == line.code) {
            return Err(line.fault(format!("no unit has ever had the code {}", line.code)));
        }
        aliases.push((line.row.code, line.row.alias));
    }
    Ok(Places::new(units.into_iter().map(|line| line.row).collect(), links, &aliases))
}

fn unit(line: &Line<UnitRow>) -> Result<Place, DataError> {
    let UnitRow { code, name, kind, parent, from, until, basis } = &line.row;
    let digits = kind.level().digits();
    if code.len() != digits || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(line.fault(format!("the code {code} must have {digits} digits")));
    }
    if !name.starts_with(&format!("{} ", kind.label().vi)) {
        return Err(line.fault(format!("the name {name} must begin with {}", kind.label().vi)));
    }
    let Some(span) = Span::new(*from, *until) else {
        return Err(line.fault("it ends before it begins"));
    };
    if basis.is_empty() {
        return Err(line.fault("the act is missing"));
    }
    let (code, name, parent, basis) = (code.clone(), name.clone(), parent.clone(), basis.clone());
    Ok(Place { code, name, kind: *kind, parent, span, basis })
}

/// A unit's parent must be of a tier above it and stand, whatever its name, for as long as the unit does.
fn parent(line: &Line<Place>, units: &[Line<Place>]) -> Result<(), DataError> {
    let Some(parent) = &line.parent else {
        return match line.level() {
            Level::Province => Ok(()),
            _ => Err(line.fault("the unit above it is missing")),
        };
    };
    let mut spans: Vec<Span> =
        units.iter().filter(|u| &u.code == parent && u.level() < line.level()).map(|u| u.span).collect();
    spans.sort_by_key(|span| span.from);
    let covered =
        spans.into_iter().reduce(|a, b| if a.until == Some(b.from) { Span { until: b.until, ..a } } else { a });
    match covered {
        Some(span) if span.contains(&line.span) => Ok(()),
        _ => Err(line.fault(format!("no unit of a tier above has the code {parent} for the whole time"))),
    }
}
