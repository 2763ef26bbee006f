//! Everything that a page of figures shows, read in one snapshot, so that the numbers on it agree with each other.

use std::collections::BTreeMap;

use base::{AgencyId, Reach};
use jiff::civil::Date;
use store::{Result, Tx};

use super::asked::Asked;
use crate::figures::{Figures, Period, Point, by_agency, curve, open_on_record, overdue, services_share, trend};

/// How many months a trend shows.
const TREND: usize = 12;

/// The figures of a page.
pub(super) struct Board {
    /// Of everything in reach.
    pub(super) whole: Figures,
    /// The same in the period it is compared with.
    pub(super) before: Figures,
    pub(super) compared: Period,
    /// Of each agency, on the map that was asked for.
    pub(super) agencies: BTreeMap<AgencyId, Figures>,
    pub(super) overdue: BTreeMap<AgencyId, i64>,
    pub(super) curve: Vec<Point>,
    pub(super) trend: Vec<(Date, Figures)>,
    /// How many of the services offered online got a dossier online.
    pub(super) services: (usize, usize),
    /// What the record itself holds open, when the period reaches to today.
    pub(super) on_record: Option<i64>,
}

/// What is read, beside the agencies' own figures.
pub(super) struct Wanted {
    pub(super) period: Period,
    pub(super) today: Date,
    pub(super) reach: Reach,
    /// Codes of the procedures that can be filed online.
    pub(super) offered: Vec<String>,
}

impl Wanted {
    pub(super) fn new(asked: &Asked, reach: Reach, offered: Vec<String>) -> Self {
        Self { period: asked.period, today: asked.today, reach, offered }
    }
}

impl Board {
    /// Reads it.
    pub(super) fn read(tx: &mut Tx, wanted: &Wanted) -> Result<Self> {
        let Wanted { period, today, reach, offered } = wanted;
        let (over, compared) = (period.by(*today), period.compared(*today));
        let agencies = by_agency(tx, over, reach)?;
        let sum = |agencies: &BTreeMap<AgencyId, Figures>| {
            agencies.values().fold(Figures::default(), |sum, one| sum.plus(one))
        };
        Ok(Self {
            whole: sum(&agencies),
            before: sum(&by_agency(tx, compared, reach)?),
            compared,
            overdue: overdue(tx, over.to.min(*today), reach)?,
            curve: curve(tx, over, reach)?,
            trend: trend(tx, over.to.min(*today), TREND, reach)?,
            services: services_share(tx, over, reach, offered)?,
            on_record: (over.to >= *today).then(|| open_on_record(tx, reach)).transpose()?,
            agencies,
        })
    }

    /// What was overdue when the period ended, or is now.
    pub(super) fn late(&self) -> i64 {
        self.overdue.values().sum()
    }

    /// Whether the figures add up, and the record agrees with them.
    pub(super) fn balances(&self) -> bool {
        self.whole.balances() && self.on_record.is_none_or(|open| open == self.whole.open)
    }
}
