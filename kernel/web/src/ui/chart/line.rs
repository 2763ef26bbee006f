//! Lines over time, with the target dashed in gold.

use base::Lang;
use maud::{Markup, Render, html};

use super::axis::ticks;

/// One line.
#[derive(Debug, Clone)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// A value for each point in time; a gap where there is none.
    pub values: Vec<Option<f64>>,
}

/// A line chart with its table.
pub struct Line {
    lang: Lang,
    title: String,
    about: String,
    times: Vec<String>,
    series: Vec<Series>,
    target: Option<(f64, String)>,
    write: fn(f64) -> String,
    from_zero: bool,
}

impl Line {
    /// `title` says what is shown, `about` what there is to see in it (read out), `times` name the points.
    pub fn new(lang: Lang, title: impl Into<String>, about: impl Into<String>, times: Vec<String>) -> Self {
        let write = |value: f64| base::text::format::decimal(value, 0);
        Self {
            lang,
            title: title.into(),
            about: about.into(),
            times,
            series: Vec::new(),
            target: None,
            write,
            from_zero: false,
        }
    }

    /// A line; the first is the strongest. Up to three can be told apart.
    #[must_use]
    pub fn series(mut self, name: impl Into<String>, values: Vec<Option<f64>>) -> Self {
        self.series.push(Series { name: name.into(), values });
        self
    }

    /// The target, and what it is called.
    #[must_use]
    pub fn target(mut self, value: f64, words: impl Into<String>) -> Self {
        self.target = Some((value, words.into()));
        self
    }

    /// How a value is written; whole numbers otherwise.
    #[must_use]
    pub fn write(mut self, write: fn(f64) -> String) -> Self {
        self.write = write;
        self
    }

    /// The axis begins at zero: for counts, where it would otherwise exaggerate.
    #[must_use]
    pub const fn from_zero(mut self) -> Self {
        self.from_zero = true;
        self
    }

    fn range(&self) -> Vec<f64> {
        let all = || {
            self.series
                .iter()
                .flat_map(|line| line.values.iter().flatten().copied())
                .chain(self.target.iter().map(|t| t.0))
        };
        let least = all().fold(f64::INFINITY, f64::min);
        let most = all().fold(f64::NEG_INFINITY, f64::max);
        if least > most {
            return ticks(0.0, 1.0, 4);
        }
        ticks(if self.from_zero { least.min(0.0) } else { least }, most, 4)
    }

    /// The drawing for one width: letters keep their size, so a phone gets its own.
    fn draw(&self, class: &str, width: f64, height: f64) -> Markup {
        let ticks = self.range();
        let (low, high) = (ticks[0], ticks[ticks.len() - 1]);
        let widest = ticks.iter().map(|tick| (self.write)(*tick).chars().count()).max().unwrap_or(1) as f64;
        let (left, right, top, bottom) = (10.0 + widest * 7.2, width - 10.0, 12.0, height - 26.0);
        let count = self.times.len().max(2) as f64;
        let x = |i: usize| left + (right - left) * i as f64 / (count - 1.0);
        let y = |value: f64| bottom - (bottom - top) * (value - low) / (high - low);
        let room = self.times.iter().map(|time| time.chars().count()).max().unwrap_or(1) as f64 * 7.0 + 14.0;
        let every = (room / ((right - left) / (count - 1.0))).ceil().max(1.0) as usize;
        let last = self.times.len().saturating_sub(1);
        html! {
            svg.{ "line " (class) } role="img" viewBox={"0 0 " (width) " " (height)} {
                title { (self.title) }
                desc { (self.about) }
                @for tick in &ticks {
                    line.grid x1=(num(left)) x2=(num(right)) y1=(num(y(*tick))) y2=(num(y(*tick))) {}
                    text.tick x=(num(left - 8.0)) y=(num(y(*tick) + 4.0)) text-anchor="end" { ((self.write)(*tick)) }
                }
                @for (i, time) in self.times.iter().enumerate() {
                    @if (last - i).is_multiple_of(every) {
                        @let anchor = if i == last { "end" } else if i == 0 { "start" } else { "middle" };
                        @let at = if i == last { right + 6.0 } else { x(i) };
                        text.tick x=(num(at)) y=(num(height - 6.0)) text-anchor=(anchor) { (time) }
                    }
                }
                @if let Some((target, _)) = &self.target {
                    line.target x1=(num(left)) x2=(num(right)) y1=(num(y(*target))) y2=(num(y(*target))) {}
                }
                @for (n, line) in self.series.iter().enumerate() {
                    @for run in runs(&line.values) {
                        polyline.{ "s" (n + 1) } points=(run.iter().map(|(i, v)| format!("{},{}", num(x(*i)), num(y(*v)))).collect::<Vec<_>>().join(" ")) {}
                    }
                    @if let Some((i, value)) = line.values.iter().enumerate().rev().find_map(|(i, v)| v.map(|v| (i, v))) {
                        circle.{ "s" (n + 1) } cx=(num(x(i))) cy=(num(y(value))) r="3.5" {}
                    }
                }
            }
        }
    }
}

impl Render for Line {
    fn render(&self) -> Markup {
        let lang = self.lang;
        let cell = |value: Option<&Option<f64>>| value.copied().flatten().map_or_else(|| "–".to_owned(), self.write);
        html! {
            figure.chart {
                figcaption { (self.title) }
                (self.draw("narrow", 340.0, 220.0))
                (self.draw("broad", 620.0, 250.0))
                (self.draw("vast", 1020.0, 300.0))
                @if self.series.len() > 1 || self.target.is_some() {
                    ul.legend {
                        @for (n, line) in self.series.iter().enumerate() {
                            li { svg.key aria-hidden="true" viewBox="0 0 28 8" width="28" height="8" { line.{ "s" (n + 1) } x1="0" x2="28" y1="4" y2="4" {} } " " (line.name) }
                        }
                        @if let Some((value, words)) = &self.target {
                            li { svg.key aria-hidden="true" viewBox="0 0 28 8" width="28" height="8" { line.target x1="0" x2="28" y1="4" y2="4" {} } " " (words) " " ((self.write)(*value)) }
                        }
                    }
                }
                details.data {
                    summary { (lang.pick("Số liệu của biểu đồ", "Data of this chart")) }
                    table.dense {
                        caption.unseen { (self.title) }
                        thead { tr { th scope="col" { (lang.pick("Thời gian", "Time")) } @for line in &self.series { th.number scope="col" { (line.name) } } } }
                        tbody {
                            @for (i, time) in self.times.iter().enumerate() {
                                tr { th scope="row" { (time) } @for line in &self.series { td.number { (cell(line.values.get(i))) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A line without axes beside a figure. `label` says in words what it shows: the first and last value.
pub fn sparkline(label: &str, values: &[Option<f64>], target: Option<f64>) -> Markup {
    let all = || values.iter().flatten().copied().chain(target);
    let least = all().fold(f64::INFINITY, f64::min);
    let most = all().fold(f64::NEG_INFINITY, f64::max);
    let span = if most > least { most - least } else { 1.0 };
    let x = |i: usize| 1.0 + 198.0 * i as f64 / (values.len().max(2) - 1) as f64;
    let y = |value: f64| 36.0 - 32.0 * (value - least) / span;
    html! {
        svg.spark role="img" viewBox="0 0 200 40" preserveAspectRatio="none" {
            title { (label) }
            @if let Some(target) = target { line.target x1="0" x2="200" y1=(num(y(target))) y2=(num(y(target))) {} }
            @for run in runs(values) {
                polyline.s1 points=(run.iter().map(|(i, v)| format!("{},{}", num(x(*i)), num(y(*v)))).collect::<Vec<_>>().join(" ")) {}
            }
        }
    }
}

/// The stretches without a gap.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let numbered: Vec<_> = values.iter().copied().enumerate().collect();
    numbered
        .split(|(_, value)| value.is_none())
        .map(|run| run.iter().filter_map(|(i, value)| value.map(|value| (*i, value))).collect::<Vec<_>>())
        .filter(|run| !run.is_empty())
        .collect()
}

fn num(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_a_gap_and_not_a_zero() {
        assert_eq!(runs(&[Some(1.0), None, Some(3.0), Some(4.0)]), [vec![(0, 1.0)], vec![(2, 3.0), (3, 4.0)]]);
    }

    #[test]
    fn a_chart_says_what_it_shows_and_carries_its_table() {
        let chart = Line::new(Lang::Vi, "Đúng hạn", "Tăng dần", vec!["T1".into(), "T2".into()])
            .series("Toàn tỉnh", vec![Some(97.0), None])
            .target(98.0, "Mục tiêu")
            .render()
            .into_string();
        for part in [
            "<title>Đúng hạn</title>",
            "<desc>Tăng dần</desc>",
            "<td class=\"number\">97</td>",
            "<td class=\"number\">–</td>",
        ] {
            assert!(chart.contains(part), "{part}");
        }
        assert!(!chart.contains("style="));
    }
}
