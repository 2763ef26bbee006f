//! The shares that figures are judged by, and the targets they are held against.

use std::sync::LazyLock;

use base::Text;
use directory::{DataError, Span, data};
use jiff::civil::Date;

use super::Figures;

/// A share that has a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Indicator {
    /// Of what was resolved, how much before or on the promised day.
    InTime,
    /// Of what was newly received, how much was filed online.
    Online,
    /// Of what was resolved, how much with papers and result in electronic form.
    Digitised,
    /// Of the services offered online, how many got at least one dossier online.
    Services,
}

impl Indicator {
    /// Those that can be computed for every agency.
    pub const OF_AGENCIES: [Self; 3] = [Self::InTime, Self::Online, Self::Digitised];

    /// The key in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::InTime => "dung-han",
            Self::Online => "truc-tuyen",
            Self::Digitised => "so-hoa",
            Self::Services => "dich-vu",
        }
    }

    /// The indicator of a key, among those of agencies.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::OF_AGENCIES.into_iter().find(|indicator| indicator.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::InTime => Text::new("Giải quyết trước và đúng hạn", "Resolved early or on time"),
            Self::Online => Text::new("Hồ sơ nộp trực tuyến", "Filed online"),
            Self::Digitised => Text::new("Số hoá hồ sơ, kết quả", "Digitised"),
            Self::Services => Text::new("Dịch vụ công có hồ sơ trực tuyến", "Services with online dossiers"),
        }
    }

    /// Its name where there is little room.
    pub const fn short(self) -> Text {
        match self {
            Self::InTime => Text::new("Đúng hạn", "In time"),
            Self::Online => Text::new("Trực tuyến", "Online"),
            Self::Digitised => Text::new("Số hoá", "Digitised"),
            Self::Services => Text::new("Dịch vụ", "Services"),
        }
    }

    /// Part and whole; nothing of [`Indicator::Services`], which is not a count of dossiers.
    pub fn of(self, figures: &Figures) -> (i64, i64) {
        match self {
            Self::InTime => (figures.resolved_in_time(), figures.resolved),
            Self::Online => (figures.received_online, figures.received_new()),
            Self::Digitised => (figures.digitised, figures.resolved),
            Self::Services => (0, 0),
        }
    }

    /// The share in percent; none of nothing.
    pub fn percent(self, figures: &Figures) -> Option<f64> {
        let (part, whole) = self.of(figures);
        (whole != 0).then(|| part as f64 * 100.0 / whole as f64)
    }

    /// The target that holds on a day.
    pub fn target(self, day: Date) -> Option<&'static Target> {
        TARGETS.iter().find(|target| target.indicator == self && target.span.holds(day))
    }
}

/// A target for as long as it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// What is held against it.
    pub indicator: Indicator,
    /// In percent.
    pub percent: f64,
    /// When it holds.
    pub span: Span,
    /// Whether a document sets it; otherwise it is a setting of whoever runs the program.
    pub official: bool,
    /// The document, or what the setting rests on.
    pub basis: String,
}

#[derive(serde::Deserialize)]
struct Row {
    indicator: Indicator,
    target: f64,
    from: Date,
    until: Option<Date>,
    status: Status,
    basis: String,
}

#[derive(PartialEq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Official,
    Setting,
}

static TARGETS: LazyLock<Vec<Target>> = LazyLock::new(|| {
    read(include_str!("../../../../provinces/binh-phuoc/figures/targets.csv"))
        .unwrap_or_else(|fault| panic!("the program's own data files: {fault}"))
});

/// Reads targets from CSV: `indicator,target,from,until,status,basis`.
///
/// # Errors
/// The first line that is no target, or holds at the same time as another of its indicator.
pub fn read(text: &str) -> Result<Vec<Target>, DataError> {
    let mut targets: Vec<Target> = Vec::new();
    for line in data::rows::<Row>("figures/targets.csv", text)? {
        let span = Span::new(line.from, line.until).ok_or_else(|| line.fault("it ends before it begins"))?;
        if !(0.0..=100.0).contains(&line.target) {
            return Err(line.fault("a target is from 0 to 100 percent"));
        }
        if targets.iter().any(|other| other.indicator == line.indicator && other.span.overlaps(&span)) {
            return Err(line.fault("another target of this indicator holds at the same time"));
        }
        targets.push(Target {
            indicator: line.indicator,
            percent: line.target,
            span,
            official: line.status == Status::Official,
            basis: line.basis.clone(),
        });
    }
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn half_of_the_dossiers_of_2024_should_come_online() {
        let target = Indicator::Online.target(date(2024, 2, 20)).expect("a target");
        assert_eq!((target.percent, target.official), (50.0, true));
        assert_eq!(Indicator::Online.target(date(2022, 12, 31)), None, "nobody had set one yet");
    }

    #[test]
    fn a_target_that_no_document_sets_says_so() {
        assert!(!Indicator::InTime.target(date(2023, 6, 30)).expect("a target").official);
    }

    #[test]
    fn two_targets_may_follow_each_other_but_not_hold_together() {
        let head = "indicator,target,from,until,status,basis\n";
        let one = "online,50,2023-01-01,2024-01-01,official,A\n";
        assert_eq!(read(&format!("{head}{one}online,60,2024-01-01,,official,B\n")).map(|all| all.len()), Ok(2));
        let fault = read(&format!("{head}{one}online,60,2023-12-31,,official,B\n")).unwrap_err();
        assert_eq!(fault.line, 3);
    }

    #[test]
    fn a_share_of_nothing_is_no_share() {
        assert_eq!(Indicator::InTime.percent(&Figures::default()), None);
        let figures =
            Figures { resolved: 158_452, resolved_early: 96_497, resolved_on_time: 60_054, ..Figures::default() };
        let percent = Indicator::InTime.percent(&figures).expect("a share");
        assert_eq!(base::text::format::decimal(percent, 2), "98,80");
    }
}
