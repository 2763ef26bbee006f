//! How full the disk was, a line a day, and when it will be full at the rate of late.

use jiff::{ToSpan as _, civil::Date};

use crate::{error::Result, tx::Tx, vals};

/// How many days back a forecast looks.
const LOOK_BACK: i32 = 30;
/// Days that must lie between the first and the last size before anything is foretold.
const LEAST: i32 = 3;

/// The sizes of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// The day, in Vietnam.
    pub day: Date,
    /// The size of the disk that holds the papers and the embedded database, in bytes.
    pub total: u64,
    /// What is free on it, in bytes.
    pub free: u64,
    /// The size of the database, in bytes.
    pub database: u64,
}

/// Notes the sizes of a day; the last of a day stays.
///
/// # Errors
/// The engine's.
pub fn note(tx: &mut Tx, sizes: &Sizes) -> Result<()> {
    tx.exec(
        "insert into sizes_daily (day, total, free, database) values ($1, $2, $3, $4) \
         on conflict (day) do update set total = excluded.total, free = excluded.free, database = excluded.database",
        &vals![sizes.day, sizes.total, sizes.free, sizes.database],
    )?;
    Ok(())
}

/// The sizes of the last month, the oldest first.
///
/// # Errors
/// The engine's.
pub fn lately(tx: &mut Tx, today: Date) -> Result<Vec<Sizes>> {
    let since = today.saturating_sub(LOOK_BACK.days());
    tx.all(
        "select day, total, free, database from sizes_daily where day >= $1 and day <= $2 order by day",
        &vals![since, today],
        |row| {
            let bytes = |name| row.get::<i64>(name).map(i64::unsigned_abs);
            Ok(Sizes {
                day: row.get("day")?,
                total: bytes("total")?,
                free: bytes("free")?,
                database: bytes("database")?,
            })
        },
    )
}

/// In how many days only `reserve` bytes will be free, at the rate of the sizes given: the straight line that fits them best.
/// Nothing when they tell too little or nothing grows. Sizes of another disk, from before it was enlarged, do not count.
pub fn days_left(sizes: &[Sizes], free: u64, reserve: u64) -> Option<u32> {
    let last = sizes.last()?;
    let same: Vec<&Sizes> = sizes.iter().filter(|other| other.total == last.total).collect();
    let first = same.first()?;
    if (last.day - first.day).get_days() < LEAST {
        return None;
    }
    let points: Vec<(f64, f64)> = same
        .iter()
        .map(|at| (f64::from((at.day - first.day).get_days()), at.total.saturating_sub(at.free) as f64))
        .collect();
    let n = points.len() as f64;
    let (mean_x, mean_y) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let slope = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum::<f64>() / spread;
    // Less than a megabyte a day is nothing that fills a disk.
    (slope >= 1_048_576.0).then(|| (free.saturating_sub(reserve) as f64 / slope).min(f64::from(u32::MAX)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const GB: u64 = 1 << 30;

    fn days(used: &[u64]) -> Vec<Sizes> {
        let line = |(index, used): (usize, &u64)| Sizes {
            day: date(2024, 2, 1).saturating_add((index as i64).days()),
            total: 100 * GB,
            free: 100 * GB - used * GB,
            database: GB,
        };
        used.iter().enumerate().map(line).collect()
    }

    #[test]
    fn a_disk_that_fills_by_two_gigabytes_a_day_is_full_in_half_as_many_days() {
        assert_eq!(days_left(&days(&[10, 12, 14, 16, 18]), 82 * GB, 2 * GB), Some(40));
    }

    #[test]
    fn nothing_is_foretold_from_a_day_or_two_or_where_nothing_grows() {
        assert_eq!(days_left(&days(&[10, 20]), 80 * GB, 0), None);
        assert_eq!(days_left(&days(&[10, 10, 10, 10, 10]), 90 * GB, 0), None);
        assert_eq!(days_left(&[], 90 * GB, 0), None);
    }

    #[test]
    fn what_is_below_the_reserve_already_is_full_today() {
        assert_eq!(days_left(&days(&[90, 92, 94, 96, 99]), GB, 2 * GB), Some(0));
    }
}
