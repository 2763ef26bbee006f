use std::collections::{BTreeMap, HashMap};

use jiff::{ToSpan, civil::Date};

use super::unit::{Kind, Level, Place};
use crate::naming;

/// How a unit went over into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// It ended and became part of a new one.
    Merged,
    /// It went on as it was under the new order (the resolution says "không sắp xếp").
    Kept,
}

/// One step of succession: a whole unit became part of another on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Code of the old unit, as it stood the day before.
    pub from: String,
    /// Code of the new unit.
    pub to: String,
    /// The day.
    pub on: Date,
    /// How.
    pub kind: LinkKind,
    /// The act and clause.
    pub basis: String,
}

/// A new unit made of parts of several old districts: figures of the old districts cannot be had from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing<'a> {
    /// The new unit.
    pub unit: &'a Place,
    /// The old districts its parts came from, by code.
    pub districts: Vec<&'a Place>,
}

/// The register of places: every unit at every time. Immutable once read.
#[derive(Debug, Clone, Default)]
pub struct Places {
    rows: Vec<Place>,
    by_code: HashMap<String, std::ops::Range<usize>>,
    children: HashMap<String, Vec<usize>>,
    by_key: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, Vec<String>>,
    links: Vec<Link>,
}

impl Places {
    /// A register of these rows. The reader of data files has checked them; see [`super::super::read`].
    pub(crate) fn new(mut rows: Vec<Place>, mut links: Vec<Link>, aliases: &[(String, String)]) -> Self {
        rows.sort_by(|a, b| (&a.code, a.span.from).cmp(&(&b.code, b.span.from)));
        links.sort_by(|a, b| (a.on, &a.from).cmp(&(b.on, &b.from)));
        let mut by_code: HashMap<String, std::ops::Range<usize>> = HashMap::new();
        let mut children: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            by_code.entry(row.code.clone()).or_insert(at..at).end = at + 1;
            if let Some(parent) = &row.parent {
                children.entry(parent.clone()).or_default().push(at);
            }
            let key = naming::key(&row.name);
            let bare = naming::bare(&key).to_owned();
            by_key.entry(bare).or_default().push(at);
            by_key.entry(key).or_default().push(at);
        }
        let mut by_alias: HashMap<String, Vec<String>> = HashMap::new();
        for (code, alias) in aliases {
            by_alias.entry(naming::key(alias)).or_default().push(code.clone());
        }
        Self { rows, by_code, children, by_key, by_alias, links }
    }

    /// Every row of the register, by code and time.
    pub fn rows(&self) -> &[Place] {
        &self.rows
    }

    /// The first day the register knows of. A unit that begins on it existed before.
    pub fn first_day(&self) -> Option<Date> {
        self.rows.iter().map(|row| row.span.from).min()
    }

    /// The unit that has a code on a day.
    pub fn as_of(&self, code: &str, day: Date) -> Option<&Place> {
        self.history(code).iter().find(|row| row.holds(day))
    }

    /// Everything a code has meant, oldest first.
    pub fn history(&self, code: &str) -> &[Place] {
        self.by_code.get(code).map_or(&[], |range| &self.rows[range.clone()])
    }

    /// The units directly under another on a day, by code.
    pub fn children(&self, code: &str, day: Date) -> Vec<&Place> {
        let rows = self.children.get(code).into_iter().flatten().map(|&at| &self.rows[at]);
        rows.filter(|row| row.holds(day)).collect()
    }

    /// The units of a tier on a day, by code: of the whole register.
    pub fn of_level(&self, level: Level, day: Date) -> impl Iterator<Item = &Place> {
        self.rows.iter().filter(move |row| row.level() == level && row.holds(day))
    }

    /// The units of a tier that are another's, directly or not, on a day, by code.
    pub fn below(&self, code: &str, level: Level, day: Date) -> Vec<&Place> {
        self.of_level(level, day).filter(|row| self.above(&row.code, day).any(|unit| unit.code == code)).collect()
    }

    /// How many units of each kind are under another on a day.
    pub fn counts(&self, code: &str, day: Date) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for level in [Level::District, Level::Commune] {
            for unit in self.below(code, level, day) {
                *counts.entry(unit.kind).or_default() += 1;
            }
        }
        counts
    }

    /// The units above one on a day, the nearest first.
    pub fn above(&self, code: &str, day: Date) -> impl Iterator<Item = &Place> {
        std::iter::successors(self.parent(code, day), move |unit| self.parent(&unit.code, day))
    }

    fn parent(&self, code: &str, day: Date) -> Option<&Place> {
        self.as_of(self.as_of(code, day)?.parent.as_deref()?, day)
    }

    /// The district of a commune on a day; none since there are no districts.
    pub fn district_of(&self, code: &str, day: Date) -> Option<&Place> {
        self.above(code, day).find(|unit| unit.level() == Level::District)
    }

    /// The province of a unit on a day.
    pub fn province_of(&self, code: &str, day: Date) -> Option<&Place> {
        self.above(code, day).find(|unit| unit.level() == Level::Province)
    }

    /// The unit with those above it, as in an address: `Xã Tân Hưng, Huyện Hớn Quản, Tỉnh Bình Phước`.
    pub fn address(&self, code: &str, day: Date) -> Option<String> {
        let unit = self.as_of(code, day)?;
        Some(std::iter::once(unit).chain(self.above(code, day)).map(|u| u.name.as_str()).collect::<Vec<_>>().join(", "))
    }

    /// The units that a name may mean on a day, however it is spelled: those so called that day; else those known by
    /// that spelling, or so called at another time. More than one when the name is ambiguous: never join on names alone.
    pub fn named(&self, name: &str, day: Date) -> Vec<&Place> {
        let key = naming::key(name);
        let rows: Vec<&Place> = self.by_key.get(&key).into_iter().flatten().map(|&at| &self.rows[at]).collect();
        let mut found: Vec<&Place> = rows.iter().copied().filter(|row| row.holds(day)).collect();
        if found.is_empty() {
            let known = self.by_alias.get(&key).into_iter().flatten().map(String::as_str);
            let once = rows.iter().filter(|row| self.same_unit(row, day)).map(|row| row.code.as_str());
            found = known.chain(once).filter_map(|code| self.as_of(code, day)).collect();
        }
        found.sort_by_key(|row| &row.code);
        found.dedup_by_key(|row| &row.code);
        found
    }

    /// Whether the code of a row still means the same unit on a day: renamed perhaps, not merged away.
    fn same_unit(&self, row: &Place, day: Date) -> bool {
        let (first, last) = if row.span.from <= day { (row.span.from, day) } else { (day, row.span.from) };
        let changed = |link: &&Link| first < link.on && link.on <= last && link.kind == LinkKind::Merged;
        !self.links.iter().filter(changed).any(|link| link.from == row.code || link.to == row.code)
    }

    /// Names that more than one unit of a tier has on a day, with those units.
    pub fn ambiguous(&self, level: Level, day: Date) -> Vec<(&str, Vec<&Place>)> {
        let mut names: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
        for unit in self.of_level(level, day) {
            names.entry(&unit.name).or_default().push(unit);
        }
        names.into_iter().filter(|(_, units)| units.len() > 1).collect()
    }

    /// What has become, by a day, of the unit that had a code on an earlier day; or what it was made of, when the day is
    /// the earlier one. Renaming and a new parent do not change the code. By code; empty when the unit ended without a
    /// successor, as districts did on 1/7/2025.
    pub fn map(&self, code: &str, known: Date, day: Date) -> Vec<&Place> {
        let mut codes = vec![code.to_owned()];
        if self.as_of(code, known).is_none() {
            return Vec::new();
        }
        if known <= day {
            for on in self.days_of_change().filter(|&on| known < on && on <= day) {
                codes = self.step(codes, on, |link| (&link.from, &link.to));
            }
        } else {
            let mut days: Vec<Date> = self.days_of_change().filter(|&on| day < on && on <= known).collect();
            days.reverse();
            for on in days {
                codes = self.step(codes, on, |link| (&link.to, &link.from));
            }
        }
        codes.sort();
        codes.dedup();
        codes.iter().filter_map(|code| self.as_of(code, day)).collect()
    }

    fn step<'a>(&'a self, codes: Vec<String>, on: Date, ends: impl Fn(&'a Link) -> (&'a str, &'a str)) -> Vec<String> {
        let mut next = Vec::new();
        for code in codes {
            let links = self.links.iter().filter(|link| link.on == on);
            let linked: Vec<_> = links.map(&ends).filter(|(this, _)| *this == code).map(|(_, other)| other).collect();
            // A code that meant two units on both sides of the day is not the same unit without a link.
            let touched = self.links.iter().any(|link| link.on == on && (link.from == code || link.to == code));
            match linked.as_slice() {
                [] if touched => {}
                [] => next.push(code),
                others => next.extend(others.iter().map(|&other| other.to_owned())),
            }
        }
        next
    }

    fn days_of_change(&self) -> impl Iterator<Item = Date> {
        self.links.chunk_by(|a, b| a.on == b.on).map(|links| links[0].on)
    }

    /// The steps that end a unit which has a code on a day, or begin it.
    pub fn links_of(&self, place: &Place) -> impl Iterator<Item = &Link> {
        let (from, until) = (place.span.from, place.span.until);
        self.links.iter().filter(move |link| {
            (link.to == place.code && link.on == from) || (link.from == place.code && Some(link.on) == until)
        })
    }

    /// Every step of succession, by day.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The units that began on a day from parts of more than one district.
    pub fn crossings(&self, on: Date) -> Vec<Crossing<'_>> {
        let eve = on.saturating_sub(1.day());
        let mut parts: BTreeMap<&str, BTreeMap<&str, &Place>> = BTreeMap::new();
        for link in self.links.iter().filter(|link| link.on == on) {
            if let Some(district) = self.district_of(&link.from, eve) {
                parts.entry(&link.to).or_default().insert(&district.code, district);
            }
        }
        let crossed = parts.into_iter().filter(|(_, districts)| districts.len() > 1);
        crossed
            .filter_map(|(code, districts)| {
                Some(Crossing { unit: self.as_of(code, on)?, districts: districts.into_values().collect() })
            })
            .collect()
    }
}
