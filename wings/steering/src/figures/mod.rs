//! Figures of the one-stop: what came in, what was resolved and how, what is open — by agency, field and period.
//!
//! Nothing is counted here from dossiers: figures are sums of daily facts, and each opens down to the dossiers behind it.
//! What is overdue is the one exception: it depends on the day it is looked at.

pub mod export;
pub mod indicator;
pub mod pages;
pub mod period;
pub mod permissions;
mod queries;
pub mod units;

pub use indicator::{Indicator, Target};
pub use period::{Period, Shape};
pub use queries::{
    DAYS_OF_A_CURVE, Figures, Point, by_agency, by_measure, by_procedure, curve, daily, open_on_record, overdue,
    province, services_share, trend,
};
