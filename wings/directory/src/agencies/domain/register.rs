use std::collections::{BTreeSet, HashMap};

use base::{AgencyId, Text, text::Query};
use jiff::civil::Date;

use super::agency::{Agency, Kind, Period};
use crate::{naming, span::Span};

/// One step of succession: an agency ended on a day and another took over from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The agency that ended.
    pub from: AgencyId,
    /// The one that took over.
    pub to: AgencyId,
    /// The day.
    pub on: Date,
    /// The act and clause.
    pub basis: String,
}

/// A named list of agencies by which the province counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportingSet {
    /// Its key: `27`, `33`, `24`, `11`, `12`.
    pub key: String,
    /// Its title in Vietnamese.
    pub title_vi: String,
    /// Its title in English.
    pub title_en: String,
    /// Whether its tables have one row more, "Không xác định", for what belongs to no agency.
    pub unallocated: bool,
    /// When it is in use.
    pub span: Span,
    /// Where it is laid down.
    pub basis: String,
    /// Its members in the order of its tables, each for a time.
    pub members: Vec<(AgencyId, Span)>,
}

/// The title of the row for what belongs to no agency.
pub const UNALLOCATED: Text = Text::new("Không xác định", "Not determined");

impl ReportingSet {
    /// How many rows its tables have on a day.
    pub fn rows(&self, agencies: &Agencies, day: Date) -> usize {
        agencies.members(self, day).len() + usize::from(self.unallocated)
    }
}

/// Every agency at every time: a snapshot that is replaced whole when something changes.
#[derive(Debug, Clone, Default)]
pub struct Agencies {
    agencies: Vec<Agency>,
    links: Vec<Link>,
    sets: Vec<ReportingSet>,
    by_id: HashMap<AgencyId, usize>,
    children: HashMap<AgencyId, BTreeSet<usize>>,
    by_key: HashMap<String, BTreeSet<usize>>,
    search: Vec<String>,
}

impl Agencies {
    /// A snapshot. Lists come out in the order of tiers, kinds and Vietnamese names.
    pub fn new(mut agencies: Vec<Agency>, mut links: Vec<Link>, sets: Vec<ReportingSet>) -> Self {
        agencies.sort_by_cached_key(|agency| {
            let last = agency.last();
            (last.level, last.kind, base::text::sort_key(&last.name), agency.life().from)
        });
        links.sort_by_key(|link| (link.on, link.to, link.from));
        let mut register = Self { links, sets, ..Self::default() };
        for (at, agency) in agencies.iter().enumerate() {
            register.by_id.insert(agency.id, at);
            let mut search = String::new();
            for name in agency.aliases.iter().chain(agency.periods().iter().flat_map(|p| [&p.name, &p.short])) {
                search.push_str(&base::text::search_key(name));
                search.push('\n');
                for key in keys(name) {
                    register.by_key.entry(key).or_default().insert(at);
                }
            }
            for code in agency.periods().iter().filter_map(|period| period.code.as_ref()) {
                search.push_str(&base::text::search_key(code.code.as_str()));
                search.push('\n');
            }
            register.search.push(search);
            for parent in agency.periods().iter().filter_map(|period| period.parent) {
                register.children.entry(parent).or_default().insert(at);
            }
        }
        register.agencies = agencies;
        register
    }

    /// Every agency there ever was.
    pub fn all(&self) -> &[Agency] {
        &self.agencies
    }

    /// The agencies that exist on a day, and how they stand.
    pub fn on(&self, day: Date) -> impl Iterator<Item = (&Agency, &Period)> {
        self.agencies.iter().filter_map(move |agency| Some((agency, agency.as_of(day)?)))
    }

    /// The agency with an id.
    pub fn agency(&self, id: AgencyId) -> Option<&Agency> {
        self.by_id.get(&id).map(|&at| &self.agencies[at])
    }

    /// The agency with a slug.
    pub fn by_slug(&self, slug: &str) -> Option<&Agency> {
        self.agency(super::id_of(slug)).filter(|agency| agency.slug == slug)
    }

    /// The agency that has an official code on a day.
    pub fn by_code(&self, code: &str, day: Date) -> Option<&Agency> {
        let has = |period: &Period| period.code.as_ref().is_some_and(|known| known.code.as_str() == code);
        self.on(day).find(|(_, period)| has(period)).map(|(agency, _)| agency)
    }

    /// How an agency stands on a day; nothing when it does not exist then.
    pub fn as_of(&self, id: AgencyId, day: Date) -> Option<&Period> {
        self.agency(id)?.as_of(day)
    }

    /// The full name of an agency on a day, or the nearest it had. Empty for an id nobody has.
    pub fn name_as_of(&self, id: AgencyId, day: Date) -> &str {
        self.agency(id).map_or("", |agency| &agency.near(day).name)
    }

    /// The short name of an agency on a day, or the nearest it had. Empty for an id nobody has.
    pub fn short_as_of(&self, id: AgencyId, day: Date) -> &str {
        self.agency(id).map_or("", |agency| &agency.near(day).short)
    }

    /// The agencies directly under another on a day.
    pub fn children(&self, id: AgencyId, day: Date) -> Vec<&Agency> {
        let ever = self.children.get(&id).into_iter().flatten().map(|&at| &self.agencies[at]);
        ever.filter(|agency| agency.as_of(day).is_some_and(|period| period.parent == Some(id))).collect()
    }

    /// An agency and every agency below it on a day: what its head answers for. Empty when it does not exist then.
    pub fn covers(&self, id: AgencyId, day: Date) -> Vec<AgencyId> {
        if self.as_of(id, day).is_none() {
            return Vec::new();
        }
        let mut covered = vec![id];
        let mut at = 0;
        while let Some(&above) = covered.get(at) {
            covered.extend(self.children(above, day).iter().map(|agency| agency.id));
            at += 1;
        }
        covered
    }

    /// The agencies above one on a day, the nearest first.
    pub fn above(&self, id: AgencyId, day: Date) -> impl Iterator<Item = &Agency> {
        let parent = move |id| self.agency(self.as_of(id, day)?.parent?);
        std::iter::successors(parent(id), move |agency| parent(agency.id))
    }

    /// The agencies at the top on a day.
    pub fn roots(&self, day: Date) -> Vec<&Agency> {
        self.on(day).filter(|(_, period)| period.parent.is_none()).map(|(agency, _)| agency).collect()
    }

    /// The people's committee of a place on a day.
    pub fn committee_of(&self, place: &str, day: Date) -> Option<&Agency> {
        let governs = |period: &Period| period.kind == Kind::Committee && period.place.as_deref() == Some(place);
        self.on(day).find(|(_, period)| governs(period)).map(|(agency, _)| agency)
    }

    /// The agencies that people can file with on a day.
    pub fn one_stops(&self, day: Date) -> impl Iterator<Item = (&Agency, &Period)> {
        self.on(day).filter(|(_, period)| period.one_stop)
    }

    /// The agencies that exist on a day and that a name may mean, however it is spelled and whatever they were called
    /// at other times. More than one when the name is ambiguous.
    pub fn named(&self, name: &str, day: Date) -> Vec<&Agency> {
        let known = self.by_key.get(&naming::key(name)).into_iter().flatten().map(|&at| &self.agencies[at]);
        let found: Vec<_> = known.filter(|agency| agency.as_of(day).is_some()).collect();
        let key = naming::key(name);
        let exactly: Vec<_> = found
            .iter()
            .copied()
            .filter(|agency| {
                agency.as_of(day).is_some_and(|p| [&p.name, &p.short].iter().any(|n| naming::key(n) == key))
            })
            .collect();
        if exactly.is_empty() { found } else { exactly }
    }

    /// The agencies whose names of any time, or codes, hold what was typed.
    pub fn search(&self, query: &Query) -> Vec<&Agency> {
        let found = self.agencies.iter().zip(&self.search).filter(|(_, key)| query.finds_key(key));
        found.map(|(agency, _)| agency).collect()
    }

    /// The reporting sets, in use or not.
    pub fn sets(&self) -> &[ReportingSet] {
        &self.sets
    }

    /// The reporting set in use on a day under a key.
    pub fn set(&self, key: &str, day: Date) -> Option<&ReportingSet> {
        self.sets.iter().find(|set| set.key == key && set.span.holds(day))
    }

    /// The agencies of a reporting set on a day, in the order of its tables; nothing when the set is not in use then.
    pub fn reporting_set(&self, key: &str, day: Date) -> Option<Vec<AgencyId>> {
        Some(self.members(self.set(key, day)?, day))
    }

    pub(super) fn members(&self, set: &ReportingSet, day: Date) -> Vec<AgencyId> {
        let here = |&&(id, span): &&(AgencyId, Span)| span.holds(day) && self.as_of(id, day).is_some();
        set.members.iter().filter(here).map(|&(id, _)| id).collect()
    }

    /// Every step of succession, by day.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The agencies that an agency's work has passed to by a day: itself while it exists. Empty when it ended without
    /// a successor, as the committees of districts did.
    pub fn successors(&self, id: AgencyId, day: Date) -> Vec<AgencyId> {
        let mut found = vec![id];
        for link in self.links.iter().filter(|link| link.on <= day) {
            if found.contains(&link.from) && !found.contains(&link.to) {
                found.push(link.to);
            }
        }
        found.retain(|&id| self.as_of(id, day).is_some());
        found
    }

    /// The agencies whose work an agency took over when it began or later, directly.
    pub fn predecessors(&self, id: AgencyId) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.to == id)
    }
}

/// The keys under which a name is found: its own and, for a committee, that of its place with and without its kind.
fn keys(name: &str) -> Vec<String> {
    let key = naming::key(name);
    let place = naming::place(&key).map(str::to_owned);
    let bare = place.as_deref().map(|place| naming::bare(place).to_owned());
    std::iter::once(key).chain(place).chain(bare).collect()
}
