//! The pieces that the pages of figures are put together from.

use base::{Lang, Text, calendar::Calendar, text::format};
use directory::places::Level as Tier;
use jiff::civil::Date;
use web::{
    Markup, html,
    ui::{
        Level, Stat, Tile, Tone,
        chart::{Bar, Line, bars, sparkline},
        meter, tag, tiles,
    },
};

use super::{asked::Asked, board::Board, names::Names};
use crate::figures::{DAYS_OF_A_CURVE, Figures, Indicator, Point, Target, units::districts};

/// A share as written: two places, as in reports.
pub(super) fn share(part: i64, whole: i64) -> String {
    format::percent(part, whole, 2).unwrap_or_else(|| "–".into())
}

/// A share as it stands where there is little room.
pub(super) fn short_share(indicator: Indicator, figures: &Figures) -> String {
    indicator.percent(figures).map_or_else(|| "–".into(), |percent| format::decimal(percent, 1))
}

/// The tiles of a board: value, target, trend.
pub(super) fn stats(lang: Lang, asked: &Asked, board: &Board) -> Markup {
    let (whole, before) = (&board.whole, &board.before);
    let history = |of: &dyn Fn(&Figures) -> Option<f64>| -> Vec<Option<f64>> {
        board.trend.iter().map(|(_, figures)| of(figures)).collect()
    };
    // A month that still runs has less in it than a whole one: it would look like a fall.
    let runs = board.trend.last().is_some_and(|(month, _)| asked.until() < month.last_of_month());
    let count = |label: Text, n: i64, was: i64, flows: bool, of: &dyn Fn(&Figures) -> i64| {
        let mut values = history(&|figures| Some(of(figures) as f64));
        if flows && runs {
            values.pop();
        }
        let chart = sparkline(&told(lang, &board.trend, &values, 0), &values, None);
        let moved = moved_count(lang, n, was).unwrap_or_default();
        (Stat::new(label.get(lang), format::integer(n)).chart(chart), moved)
    };
    let judged = |indicator: Indicator| {
        let target = indicator.target(asked.until());
        let values = history(&|figures| indicator.percent(figures));
        let chart = sparkline(&told(lang, &board.trend, &values, 2), &values, target.map(|t| t.percent));
        let (part, total) = indicator.of(whole);
        let stat = Stat::new(indicator.label().get(lang), share(part, total)).chart(chart);
        let moved = match (indicator.percent(whole), indicator.percent(before)) {
            (Some(now), Some(was)) => moved_share(lang, now, was),
            _ => String::new(),
        };
        against(lang, stat, indicator.percent(whole), target, moved)
    };
    let (received, received_moved) = count(
        Text::new("Mới tiếp nhận", "Newly received"),
        whole.received_new(),
        before.received_new(),
        true,
        &Figures::received_new,
    );
    let (resolved, resolved_moved) =
        count(Text::new("Đã giải quyết", "Resolved"), whole.resolved, before.resolved, true, &|figures| {
            figures.resolved
        });
    let (open, open_moved) =
        count(Text::new("Đang giải quyết", "Open"), whole.open, before.open, false, &|figures| figures.open);
    let late = board.late();
    let late_words = format!("{} {}", share(late, whole.open), lang.pick("số đang mở", "of what is open"));
    let overdue = Stat::new(lang.pick("Quá hạn chưa giải quyết", "Open and overdue"), format::integer(late))
        .change(
            if late == 0 { Tone::Good } else { Tone::Bad },
            if late == 0 { lang.pick("không có", "none").to_owned() } else { late_agencies(lang, board) },
        )
        .chart(meter(lang.pick("Quá hạn", "Overdue"), late as f64, whole.open.max(1) as f64, &late_words))
        .feet(late_words, as_of(lang, asked));
    let (used, offered) = (board.services.0 as i64, board.services.1 as i64);
    let services_target = Indicator::Services.target(asked.until());
    let services_share = (offered > 0).then(|| used as f64 * 100.0 / offered as f64);
    let services = Stat::new(Indicator::Services.label().get(lang), share(used, offered)).chart(meter(
        Indicator::Services.label().get(lang),
        used as f64,
        offered as f64,
        &format!("{used}/{offered}"),
    ));
    let services = against(
        lang,
        services,
        services_share,
        services_target,
        format!("{}/{} {}", format::integer(used), format::integer(offered), lang.pick("dịch vụ", "services")),
    );
    let carried =
        format!("{} {}", lang.pick("Kỳ trước chuyển sang", "Carried over"), format::integer(whole.carried_over));
    let ended = format!("{} {}", lang.pick("Rút, dừng", "Withdrawn, stopped"), format::integer(whole.ended));
    html! {
        div.board {
            (received.feet(carried, received_moved))
            (judged(Indicator::Online))
            (resolved.feet(ended, resolved_moved))
            (judged(Indicator::InTime))
            (open.feet(as_of(lang, asked), open_moved))
            (overdue)
            (judged(Indicator::Digitised))
            (services)
        }
    }
}

fn as_of(lang: Lang, asked: &Asked) -> String {
    format!("{} {}", lang.pick("Cuối ngày", "End of"), format::date(asked.until()))
}

fn late_agencies(lang: Lang, board: &Board) -> String {
    let agencies = board.overdue.values().filter(|n| **n > 0).count();
    match (agencies, lang) {
        (1, Lang::En) => "at 1 agency".into(),
        (n, _) => format!("{}{n} {}", lang.pick("", "at "), lang.pick("cơ quan", "agencies")),
    }
}

/// A figure held against its target: whether it is met, and by how much not.
fn against(lang: Lang, stat: Stat, percent: Option<f64>, target: Option<&Target>, moved: String) -> Stat {
    let Some(target) = target else { return stat.feet(lang.pick("Chưa có chỉ tiêu", "No target"), moved) };
    let words = target_words(lang, target);
    let stat = match percent {
        None => stat,
        Some(percent) if percent >= target.percent => stat.change(Tone::Good, lang.pick("đạt", "met")),
        Some(percent) => {
            let tone = if percent >= target.percent - NEAR { Tone::Warn } else { Tone::Bad };
            let gap = format::decimal(target.percent - percent, 2);
            stat.change(tone, format!("{} {gap}", lang.pick("còn thiếu", "short by")))
        }
    };
    stat.feet(words, moved)
}

pub(super) fn target_words(lang: Lang, target: &Target) -> String {
    let what =
        if target.official { lang.pick("Chỉ tiêu", "Target") } else { lang.pick("Mức đặt", "Set level") };
    format!("{what} {}%", format::decimal(target.percent, 0))
}

/// How a count moved, in percent of what it was; nothing when there was none.
fn moved_count(lang: Lang, now: i64, was: i64) -> Option<String> {
    if was == 0 {
        return None;
    }
    let change = format::decimal((now - was).abs() as f64 * 100.0 / was as f64, 1);
    Some(match now.cmp(&was) {
        std::cmp::Ordering::Less => format!("{} {change}%", lang.pick("giảm", "down")),
        std::cmp::Ordering::Equal => lang.pick("bằng", "the same").to_owned(),
        std::cmp::Ordering::Greater => format!("{} {change}%", lang.pick("tăng", "up")),
    })
}

/// How a share moved, in points.
fn moved_share(lang: Lang, now: f64, was: f64) -> String {
    let points = format::decimal((now - was).abs(), 2);
    if points == "0,00" {
        return lang.pick("bằng", "the same").to_owned();
    }
    let way = if now < was { lang.pick("giảm", "down") } else { lang.pick("tăng", "up") };
    format!("{way} {points} {}", lang.pick("điểm", "points"))
}

/// What a trend shows, for those who do not see it.
fn told(lang: Lang, trend: &[(Date, Figures)], values: &[Option<f64>], places: u8) -> String {
    let known: Vec<(Date, f64)> =
        trend.iter().zip(values).filter_map(|((month, _), value)| value.map(|value| (*month, value))).collect();
    let at = |(month, value): &(Date, f64)| {
        format!("{} ({}/{})", format::decimal(*value, places), month.month(), month.year())
    };
    match (known.first(), known.last()) {
        (Some(first), Some(last)) if known.len() > 1 => {
            format!("{} {}: {} → {}", known.len(), lang.pick("tháng", "months"), at(first), at(last))
        }
        (Some(only), _) => at(only),
        _ => lang.pick("Chưa có số liệu", "No figures yet").to_owned(),
    }
}

/// The line under the tiles: everything is accounted for, and the record says the same.
pub(super) fn identity(lang: Lang, board: &Board) -> Markup {
    let whole = &board.whole;
    let n = format::integer;
    html! {
        p.identity {
            @if board.balances() { (tag(Tone::Good, lang.pick("Khớp", "Adds up"))) } @else { (tag(Tone::Bad, lang.pick("Lệch", "Does not add up"))) }
            " " strong { (n(whole.received)) } (lang.pick(" phải giải quyết", " to be done"))
            " = " strong { (n(whole.resolved)) } (lang.pick(" đã giải quyết", " resolved"))
            " + " strong { (n(whole.open)) } (lang.pick(" đang giải quyết", " open"))
            " + " strong { (n(whole.ended)) } (lang.pick(" rút hoặc dừng", " withdrawn or stopped")) ". "
            @if let Some(open) = board.on_record {
                span.small {
                    (lang.pick("Sổ hồ sơ đếm được ", "The record counts ")) (n(open)) (lang.pick(" hồ sơ đang mở.", " open dossiers."))
                }
            }
        }
    }
}

/// What came in and what was resolved, over the period. Days on which nobody works and nothing happened are left out.
pub(super) fn flow(lang: Lang, asked: &Asked, calendar: &Calendar, points: &[Point]) -> Markup {
    let daily = asked.period.by(asked.today).days() <= DAYS_OF_A_CURVE;
    let points: Vec<&Point> = points
        .iter()
        .filter(|point| !daily || point.received + point.resolved > 0 || calendar.is_working_day(point.days.from))
        .collect();
    let times: Vec<String> = points
        .iter()
        .map(|point| {
            let (from, to) = (point.days.from, point.days.to);
            if daily {
                format!("{}/{}", from.day(), from.month())
            } else if from.day() == 1 && (to == to.last_of_month() || to == asked.today) {
                format!("{}/{}", from.month(), from.year())
            } else {
                format!("{}–{}/{}", from.day(), to.day(), from.month())
            }
        })
        .collect();
    let (received, resolved) =
        points.iter().fold((0, 0), |sum, point| (sum.0 + point.received, sum.1 + point.resolved));
    let title = if daily {
        lang.pick("Tiếp nhận và giải quyết từng ngày làm việc", "Received and resolved by working day")
    } else {
        lang.pick("Tiếp nhận và giải quyết từng tháng", "Received and resolved by month")
    };
    let about = format!(
        "{}: {}; {}: {}",
        lang.pick("Tiếp nhận", "Received"),
        format::integer(received),
        lang.pick("giải quyết", "resolved"),
        format::integer(resolved)
    );
    let values = |of: fn(&Point) -> i64| points.iter().map(|point| Some(of(point) as f64)).collect::<Vec<_>>();
    html! {
        (Line::new(lang, title, about, times)
            .series(lang.pick("Tiếp nhận", "Received"), values(|point| point.received))
            .series(lang.pick("Đã giải quyết", "Resolved"), values(|point| point.resolved))
            .from_zero())
    }
}

/// Below the target by no more than this many points is near it.
const NEAR: f64 = 3.0;

/// How a share does against its target. The best are those half-way from the target to the whole, or beyond.
pub(super) fn level(percent: Option<f64>, target: Option<&Target>) -> Level {
    let (Some(percent), Some(target)) = (percent, target.map(|target| target.percent)) else { return Level::None };
    if percent >= f64::midpoint(target, 100.0) {
        Level::Best
    } else if percent >= target {
        Level::Good
    } else if percent >= target - NEAR {
        Level::Near
    } else {
        Level::Low
    }
}

/// A line to compare: its name, its figures, where it opens down to.
pub(super) struct Compared {
    pub(super) name: String,
    /// Whether the others are under it.
    pub(super) top: bool,
    pub(super) figures: Figures,
    pub(super) overdue: i64,
    pub(super) href: Option<String>,
    /// Its place on the map of tiles: row and column.
    pub(super) spot: Option<(u8, u8)>,
    /// Its tier.
    pub(super) tier: Option<Tier>,
}

/// The map of tiles of one share: every district of the day, also those that count nothing.
pub(super) fn map(lang: Lang, asked: &Asked, names: &Names, units: &[Compared]) -> Markup {
    let indicator = asked.indicator;
    let target = indicator.target(asked.until());
    let on_map: Vec<Tile> = districts(&names.agencies, asked.map_day())
        .into_iter()
        .map(|(_, spot)| {
            let unit = units.iter().find(|unit| unit.spot == Some((spot.row, spot.col)));
            let place = directory::places().as_of(&spot.place, asked.map_day());
            Tile {
                label: place.map_or_else(|| spot.place.clone(), |place| place.bare_name().to_owned()),
                row: spot.row,
                col: spot.col,
                value: unit.map_or_else(|| "–".into(), |unit| short_share(indicator, &unit.figures)),
                level: level(unit.and_then(|unit| indicator.percent(&unit.figures)), target),
                href: unit.and_then(|unit| unit.href.clone()),
            }
        })
        .collect();
    let legend = target.map_or_else(Vec::new, |target| {
        let at = |percent: f64| format::decimal(percent, if percent.fract() == 0.0 { 0 } else { 1 });
        let (best, met, near) = (f64::midpoint(target.percent, 100.0), target.percent, target.percent - NEAR);
        let from = lang.pick("từ", "from");
        let mut legend = vec![(Level::Best, format!("{from} {}%", at(best)))];
        if met < best {
            legend.push((Level::Good, format!("{from} {}%", at(met))));
        }
        legend.push((Level::Near, format!("{from} {}%", at(near))));
        legend.push((Level::Low, format!("{} {}%", lang.pick("dưới", "below"), at(near))));
        legend
    });
    html! { (tiles(indicator.label().get(lang), &on_map, &legend)) }
}

/// More agencies than this are not compared one by one: the lowest are.
const MANY: usize = 30;
/// How many of them.
const LOWEST: usize = 15;

/// Bars of one share, the lowest first: that is where to look. Those with nothing to judge are left out.
pub(super) fn comparison(lang: Lang, asked: &Asked, title: &str, units: &[&Compared]) -> Markup {
    let indicator = asked.indicator;
    let target = indicator.target(asked.until());
    let mut known: Vec<(f64, &Compared)> =
        units.iter().filter_map(|unit| Some((indicator.percent(&unit.figures)?, *unit))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| base::text::sort::compare(&a.1.name, &b.1.name)));
    let title = if known.len() > MANY {
        known.truncate(LOWEST);
        format!("{title} ({LOWEST} {})", lang.pick("nơi thấp nhất", "lowest"))
    } else {
        title.to_owned()
    };
    let rows: Vec<Bar> = known
        .into_iter()
        .map(|(percent, unit)| {
            let (part, whole) = indicator.of(&unit.figures);
            let written = format!("{} ({}/{})", share(part, whole), format::integer(part), format::integer(whole));
            let bar = Bar::one(&unit.name, percent, written);
            match &unit.href {
                Some(href) => bar.href(href),
                None => bar,
            }
        })
        .collect();
    let head = [lang.pick("Tỷ lệ", "Share")];
    html! { (bars(&title, lang.pick("Cơ quan", "Agency"), &head, &rows, Some(100.0), target.map(|target| target.percent))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_share_just_below_its_target_is_near_it() {
        let target = Indicator::InTime.target(date(2024, 2, 20));
        let at = |percent| level(Some(percent), target);
        assert_eq!([at(99.6), at(98.0), at(96.8), at(94.1)], [Level::Best, Level::Good, Level::Near, Level::Low]);
        assert_eq!(level(None, target), Level::None);
        assert_eq!(level(Some(50.0), None), Level::None, "nobody set a target");
    }

    #[test]
    fn movements_are_said_in_words() {
        assert_eq!(moved_count(Lang::Vi, 110, 100).as_deref(), Some("tăng 10,0%"));
        assert_eq!(moved_count(Lang::En, 75, 100).as_deref(), Some("down 25,0%"));
        assert_eq!(moved_count(Lang::Vi, 5, 0), None, "there is no percentage of nothing");
        assert_eq!(moved_share(Lang::Vi, 98.4, 98.8), "giảm 0,40 điểm");
        assert_eq!(moved_share(Lang::Vi, 98.401, 98.402), "bằng");
    }
}
