//! Which agencies take a procedure today.

use base::AgencyId;
use directory::{agencies::Kind, places::Level as Tier};
use jiff::civil::Date;

use crate::{
    catalogue::domain::{Level, Package},
    office::Snapshot,
};

/// An agency that takes a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taker {
    pub(super) id: AgencyId,
    pub(super) name: String,
    pub(super) level: Level,
    /// The district that a commune belongs to; none elsewhere, and none since there are no districts.
    pub(super) district: Option<String>,
}

/// The agencies of the right level and, at province level, the right department, that have a counter and a code today.
pub(super) fn takers(snapshot: &Snapshot, package: &Package, today: Date) -> Vec<Taker> {
    let levels = package.levels_on(today);
    let mut takers: Vec<Taker> = Vec::new();
    for (agency, period) in snapshot.agencies.on(today).filter(|(_, period)| period.code.is_some()) {
        let level = match period.level {
            Tier::Province => Level::Province,
            Tier::District => Level::District,
            Tier::Commune => Level::Commune,
        };
        let takes = levels.contains(&level)
            && match level {
                Level::Province => package.departments.contains(&agency.slug),
                Level::District | Level::Commune => period.one_stop && period.kind == Kind::Committee,
            };
        if takes {
            let district = period
                .place
                .as_deref()
                .filter(|_| level == Level::Commune)
                .and_then(|place| directory::places().district_of(place, today))
                .map(|district| district.name.clone());
            takers.push(Taker { id: agency.id, name: period.name.clone(), level, district });
        }
    }
    // The register is in the order of tiers and names; communes of one district stand together.
    takers.sort_by_cached_key(|taker| (taker.level, taker.district.as_deref().map(base::text::sort_key)));
    takers
}
