//! Work that comes round again, once in each round however many processes there are.
//!
//! Each process looks at its clock; the first that finds a new round begun writes it down and puts the job down in the same
//! transaction, under an id made of kind and round. The others find the round written down. What is missed while nobody
//! works is made up for once, not once for every round missed.

use base::clock::{instant, wall};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};
use serde_json::json;
use uuid::Uuid;

use super::enqueue;
use crate::{error::Result, tx::Tx, vals};

/// When work comes round again, on the wall clock of Vietnam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// Every so many minutes, counted from midnight: a divisor of a day's 1440.
    Minutes(u16),
    /// Every day at this time.
    Day(Time),
}

impl Each {
    /// When the round began that an instant lies in.
    pub fn round(self, at: Timestamp) -> Timestamp {
        let now = wall(at);
        let midnight = instant(now.date().at(0, 0, 0, 0));
        match self {
            Self::Minutes(minutes) => {
                let length = i64::from(minutes.max(1)) * 60;
                let passed = at.duration_since(midnight).as_secs();
                midnight + SignedDuration::from_secs(passed - passed % length)
            }
            Self::Day(time) if now.time() >= time => instant(now.date().to_datetime(time)),
            Self::Day(time) => instant(before(now.date()).to_datetime(time)),
        }
    }
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// Puts down the job of the round that `now` lies in, unless that was done already, by whatever process. The job's payload
/// says when its round began: `{"round": "2024-02-05T00:30:00Z"}`. True when it was put down here.
///
/// # Errors
/// The engine's.
pub fn every(tx: &mut Tx, kind: &str, each: Each, now: Timestamp) -> Result<bool> {
    let round = each.round(now);
    let first = tx.exec(
        "insert into job_rounds (kind, round) values ($1, $2) \
         on conflict (kind) do update set round = excluded.round where job_rounds.round < excluded.round",
        &vals![kind, round],
    )? == 1;
    if first {
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{kind} {round}").as_bytes());
        // A clock that was turned back and forth may come to a round whose job still waits.
        tx.exec("delete from jobs where id = $1", &vals![id])?;
        enqueue(tx, id, kind, &json!({ "round": round }), now)?;
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(hour: i8, minute: i8) -> Timestamp {
        instant(date(2024, 2, 5).at(hour, minute, 0, 0))
    }

    #[test]
    fn a_day_begins_its_round_at_the_hour_said() {
        let morning = Each::Day(Time::constant(7, 30, 0, 0));
        assert_eq!(morning.round(at(7, 30)), at(7, 30));
        assert_eq!(morning.round(at(23, 59)), at(7, 30));
        assert_eq!(morning.round(at(7, 29)), instant(date(2024, 2, 4).at(7, 30, 0, 0)));
    }

    #[test]
    fn minutes_are_counted_from_midnight_in_vietnam() {
        let quarter = Each::Minutes(15);
        assert_eq!(quarter.round(at(0, 0)), at(0, 0));
        assert_eq!(quarter.round(at(9, 44)), at(9, 30));
    }
}
