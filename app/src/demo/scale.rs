//! How large the demo province is, and what its figures must come out at.

use jiff::civil::{Date, DateTime, date, datetime};

/// How many dossiers came in each way and how they went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Accepted before the period and still open when it began.
    pub carried_over: u32,
    /// Accepted in the period, filed online.
    pub online: u32,
    /// Accepted in the period, at the counter.
    pub counter: u32,
    /// Accepted in the period, by post.
    pub post: u32,
    /// Resolved in the period before the promised day.
    pub early: u32,
    /// Resolved in the period on the promised day.
    pub on_time: u32,
    /// Resolved in the period after it.
    pub late: u32,
}

impl Counts {
    /// All that was there to be done.
    pub const fn received(&self) -> u32 {
        self.carried_over + self.online + self.counter + self.post
    }

    /// Resolved in the period.
    pub const fn resolved(&self) -> u32 {
        self.early + self.on_time + self.late
    }

    /// Open when the period ends.
    pub const fn open(&self) -> u32 {
        self.received() - self.resolved()
    }
}

/// A demo province.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// First day of the period.
    pub from: Date,
    /// The moment the story stops, and the demo's present begins.
    pub now: DateTime,
    /// What must come out.
    pub counts: Counts,
}

/// Six weeks of a small province, ready in seconds: a Monday morning before Tết 2024.
pub const SMALL: Scale = Scale {
    from: date(2024, 1, 1),
    now: datetime(2024, 2, 5, 9, 30, 0, 0),
    counts: Counts { carried_over: 240, online: 640, counter: 700, post: 80, early: 780, on_time: 480, late: 16 },
};

/// The first half of 2023, as the province reported it.
pub const FULL: Scale = Scale {
    from: date(2023, 1, 1),
    now: datetime(2023, 6, 30, 17, 30, 0, 0),
    counts: Counts {
        carried_over: 25_344,
        online: 67_954,
        counter: 80_541,
        post: 8_722,
        early: 96_497,
        on_time: 60_054,
        late: 1_901,
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_scale_is_the_half_year_of_the_report() {
        assert_eq!(FULL.counts.received(), 182_561);
        assert_eq!(FULL.counts.counter + FULL.counts.post, 89_263);
        assert_eq!(FULL.counts.resolved(), 158_452);
        assert_eq!(FULL.counts.open(), 24_109);
    }
}
