//! Which lines a table of figures has: agencies gathered under those above them, on the map of a day.

use std::{collections::BTreeMap, sync::LazyLock};

use base::AgencyId;
use directory::{
    DataError,
    agencies::{Agencies, Kind},
    data,
    places::Level,
};
use jiff::civil::Date;

use super::Figures;

/// A line: an agency, its own figures, and those of all below it together with its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The agency.
    pub agency: AgencyId,
    /// What is counted at the agency itself.
    pub own: Figures,
    /// The same and everything counted below it.
    pub all: Figures,
    /// What was overdue, everything below it included.
    pub overdue: i64,
    /// How many agencies below it count anything.
    pub below: usize,
    /// Whether the other lines are under it: then this one counts only what is its own.
    pub top: bool,
}

/// Gathers figures by the agencies directly under `top` (and `top` itself), as the agencies stood on a day. Without a
/// top, the province's committee and bodies without one above them stand side by side with what is directly under the
/// committee. The lines come in the order of lists: tiers, kinds, names.
pub fn gather(
    agencies: &Agencies,
    day: Date,
    top: Option<AgencyId>,
    figures: &BTreeMap<AgencyId, Figures>,
    overdue: &BTreeMap<AgencyId, i64>,
) -> Vec<Unit> {
    let mut units: BTreeMap<AgencyId, Unit> = BTreeMap::new();
    let empty = |agency| Unit {
        agency,
        own: Figures::default(),
        all: Figures::default(),
        overdue: 0,
        below: 0,
        top: top == Some(agency),
    };
    for (&agency, of_it) in figures {
        let head = head(agencies, agency, day, top);
        let unit = units.entry(head).or_insert_with(|| empty(head));
        unit.all = unit.all.plus(of_it);
        if head == agency { unit.own = *of_it } else { unit.below += 1 }
    }
    for (&agency, late) in overdue {
        let head = head(agencies, agency, day, top);
        units.entry(head).or_insert_with(|| empty(head)).overdue += late;
    }
    let mut ordered: Vec<Unit> =
        agencies.all().iter().filter_map(|agency| units.remove(&agency.id)).filter(|unit| !is_empty(unit)).collect();
    ordered.extend(units.into_values().filter(|unit| !is_empty(unit)));
    let alone = ordered.len() == 1;
    ordered.iter_mut().for_each(|unit| unit.top &= !alone);
    ordered
}

fn is_empty(unit: &Unit) -> bool {
    unit.all.is_empty() && unit.overdue == 0
}

/// The line an agency is counted in.
fn head(agencies: &Agencies, agency: AgencyId, day: Date, top: Option<AgencyId>) -> AgencyId {
    let mut head = agency;
    if top == Some(agency) {
        return agency;
    }
    for above in agencies.above(agency, day) {
        match top {
            Some(top) if above.id == top => return head,
            None if is_province(agencies, above.id, day) => return head,
            _ => head = above.id,
        }
    }
    // Not under the top at all: it stands for itself.
    if top.is_some() { agency } else { head }
}

fn is_province(agencies: &Agencies, agency: AgencyId, day: Date) -> bool {
    agencies.as_of(agency, day).is_some_and(|period| period.kind == Kind::Committee && period.level == Level::Province)
}

/// Moves counts to the agencies that carry the work on by a day, where there is exactly one; the rest stay where they
/// were counted: committees of districts ended without a successor.
pub fn on_map_of<T: Default + Copy>(
    agencies: &Agencies,
    day: Date,
    counts: &BTreeMap<AgencyId, T>,
    plus: impl Fn(T, T) -> T,
) -> BTreeMap<AgencyId, T> {
    let mut moved: BTreeMap<AgencyId, T> = BTreeMap::new();
    for (&agency, &count) in counts {
        let to = match agencies.successors(agency, day)[..] {
            [one] => one,
            _ => agency,
        };
        let slot = moved.entry(to).or_default();
        *slot = plus(*slot, count);
    }
    moved
}

/// The tier of a line: provincial bodies, districts, communes.
pub fn level(agencies: &Agencies, agency: AgencyId, day: Date) -> Option<Level> {
    agencies.agency(agency).map(|agency| agency.near(day).level)
}

/// A district's place on the map of tiles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Spot {
    /// Code of the district.
    pub place: String,
    /// Row from 1 in the north.
    pub row: u8,
    /// Column from 1 in the west.
    pub col: u8,
}

static SPOTS: LazyLock<Vec<Spot>> = LazyLock::new(|| {
    read_spots(include_str!("../../../../provinces/binh-phuoc/figures/tiles.csv"))
        .unwrap_or_else(|fault| panic!("the program's own data files: {fault}"))
});

fn read_spots(text: &str) -> Result<Vec<Spot>, DataError> {
    Ok(data::rows::<Spot>("figures/tiles.csv", text)?.into_iter().map(|line| line.row).collect())
}

/// The districts' committees of a day with their places on the map of tiles; none since districts ended.
pub fn districts(agencies: &Agencies, day: Date) -> Vec<(AgencyId, &'static Spot)> {
    let committee = |spot: &'static Spot| Some((agencies.committee_of(&spot.place, day)?.id, spot));
    SPOTS.iter().filter_map(committee).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::agencies::{Files, id_of, read};
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const DAY: Date = date(2024, 2, 20);

    fn agencies() -> Agencies {
        read(Files::BINH_PHUOC, directory::snapshot::places()).expect("the province's own files are right")
    }

    fn received(n: i64) -> Figures {
        Figures { received: n, received_online: n, open: n, ..Figures::default() }
    }

    #[test]
    fn a_district_counts_its_communes_and_the_province_counts_everything_once() {
        let agencies = agencies();
        let every: BTreeMap<_, _> = agencies.on(DAY).map(|(agency, _)| (agency.id, received(1))).collect();
        let units = gather(&agencies, DAY, None, &every, &BTreeMap::new());
        let district = id_of("thanh-pho-dong-xoai");
        let unit = units.iter().find(|unit| unit.agency == district).expect("Đồng Xoài is a line of its own");
        assert_eq!(unit.all.received, agencies.covers(district, DAY).len() as i64);
        assert_eq!((unit.own.received, unit.below as i64), (1, unit.all.received - 1));
        assert_eq!(units.iter().map(|unit| unit.all.received).sum::<i64>(), every.len() as i64);
    }

    #[test]
    fn under_a_district_stand_its_own_office_and_each_commune() {
        let agencies = agencies();
        let district = id_of("thanh-pho-dong-xoai");
        let covered = agencies.covers(district, DAY);
        let every: BTreeMap<_, _> = covered.iter().map(|&id| (id, received(2))).collect();
        let units = gather(&agencies, DAY, Some(district), &every, &BTreeMap::from([(district, 3)]));
        assert_eq!(units.len(), covered.len());
        assert_eq!(units.iter().find(|unit| unit.agency == district).map(|unit| unit.overdue), Some(3));
        assert!(units.iter().all(|unit| unit.own == unit.all));
    }

    #[test]
    fn all_eleven_districts_have_a_tile_of_their_own_until_districts_end() {
        let agencies = agencies();
        let tiles = districts(&agencies, DAY);
        let spots: BTreeSet<_> = tiles.iter().map(|(_, spot)| (spot.row, spot.col)).collect();
        let committees: BTreeSet<_> = tiles.iter().map(|(id, _)| *id).collect();
        assert_eq!((spots.len(), committees.len()), (11, 11));
        assert!(districts(&agencies, date(2025, 7, 1)).is_empty());
    }

    #[test]
    fn on_the_map_of_today_a_merged_commune_counts_for_its_successor() {
        let agencies = agencies();
        let (ward, district) = (id_of("dong-xoai-phuong-tan-phu"), id_of("thanh-pho-dong-xoai"));
        let counted = BTreeMap::from([(ward, received(5)), (district, received(7))]);
        let today = on_map_of(&agencies, date(2026, 1, 1), &counted, |a, b| a.plus(&b));
        assert_eq!(today.get(&id_of("dong-nai-binh-phuoc")), Some(&received(5)));
        assert_eq!(today.get(&district), Some(&received(7)), "it ended without a successor");
        let then = on_map_of(&agencies, DAY, &counted, |a, b| a.plus(&b));
        assert_eq!(then, counted);
    }
}
