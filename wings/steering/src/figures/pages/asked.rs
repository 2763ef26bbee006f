//! What a page of figures is asked for: the period, the indicator that is compared, the map the agencies stand on.

use base::{Lang, Text};
use jiff::civil::{Date, date};
use web::{
    Field, Markup, Submitted, html,
    redirect::query_value,
    ui::{Form, Tab, button, tabs},
};

use crate::figures::{Indicator, Period, Shape};

const FROM: Field = Field::new("tu", Text::new("Từ ngày", "From")).required();
const TO: Field = Field::new("den", Text::new("Đến ngày", "To")).required();

/// Figures begin with the record.
const EARLIEST: Date = date(2000, 1, 1);
/// The longest stretch of days that can be asked for.
const LONGEST: i64 = 3_700;

/// What was asked, with a default for what was not.
pub(super) struct Asked {
    pub(super) period: Period,
    pub(super) indicator: Indicator,
    /// Whether agencies that are no more count for those that took over from them.
    pub(super) on_map_of_today: bool,
    pub(super) today: Date,
    typed: Submitted,
}

impl Asked {
    /// Reads the query of an address. What makes no sense is said beside the field, and the usual period is shown.
    pub(super) fn read(mut typed: Submitted, today: Date, usual: Shape) -> Self {
        let usual = Period::around(usual, today);
        let free = typed.has(FROM.name) || typed.has(TO.name);
        let period = if free {
            free_period(&mut typed)
        } else {
            typed.get("ky").parse().ok().filter(|period| is_sensible(*period))
        };
        Self {
            period: period.unwrap_or(usual),
            indicator: Indicator::from_key(typed.get("chi-so")).unwrap_or(Indicator::InTime),
            on_map_of_today: typed.get("ban-do") == "nay",
            today,
            typed,
        }
    }

    /// The last day that counts: figures of days to come are not shown.
    pub(super) fn until(&self) -> Date {
        self.period.to.min(self.today)
    }

    /// The day whose map the agencies stand on.
    pub(super) fn map_day(&self) -> Date {
        if self.on_map_of_today { self.today } else { self.until() }
    }

    /// The address of a page that shows the same period.
    pub(super) fn href(&self, path: &str) -> String {
        self.link(path, self.period, self.indicator, self.on_map_of_today)
    }

    fn link(&self, path: &str, period: Period, indicator: Indicator, on_map_of_today: bool) -> String {
        let sign = if path.contains('?') { '&' } else { '?' };
        let mut href = format!("{path}{sign}ky={}", query_value(&period.code()));
        if indicator != Indicator::InTime {
            href += &format!("&chi-so={}", indicator.key());
        }
        if on_map_of_today {
            href += "&ban-do=nay";
        }
        href
    }

    /// The period in words, and how much of it is over while it runs.
    pub(super) fn name(&self, lang: Lang) -> String {
        let name = self.period.name(lang);
        if self.period.by(self.today) == self.period {
            return name;
        }
        let today = base::text::format::date(self.today);
        format!("{name} ({} {today})", lang.pick("tính đến", "up to"))
    }

    /// Which period: the running ones, one back or forth, or any days.
    pub(super) fn chooser(&self, lang: Lang, path: &str) -> Markup {
        let running = [
            (Shape::Month, lang.pick("Tháng", "Month")),
            (Shape::Quarter, lang.pick("Quý", "Quarter")),
            (Shape::Half, lang.pick("6 tháng", "Half-year")),
            (Shape::Year, lang.pick("Năm", "Year")),
        ];
        let views: Vec<Tab> = running
            .into_iter()
            .map(|(shape, label)| {
                let period = Period::around(shape, self.today);
                Tab::new(label, self.link(path, period, self.indicator, self.on_map_of_today))
                    .here(period == self.period)
            })
            .collect();
        let (before, after) = (self.period.previous(), self.period.next());
        let step = |period: Period| self.link(path, period, self.indicator, self.on_map_of_today);
        let fields = Form::new(lang, &self.typed);
        html! {
            div.period {
                (tabs(lang.pick("Kỳ số liệu", "Period"), &views))
                (fields.summary())
                div.around {
                nav.pager aria-label=(lang.pick("Kỳ trước, kỳ sau", "Period before and after")) {
                    @if before.from >= EARLIEST { a rel="prev" href=(step(before)) { span aria-hidden="true" { "← " } (before.name(lang)) } }
                    @if after.from <= self.today { a rel="next" href=(step(after)) { (after.name(lang)) span aria-hidden="true" { " →" } } }
                }
                details.opens open[!self.typed.is_good()] {
                    summary { (lang.pick("Chọn ngày khác", "Choose other days")) }
                    form.days method="get" action=(path) novalidate {
                        @if self.indicator != Indicator::InTime { input type="hidden" name="chi-so" value=(self.indicator.key()); }
                        @if self.on_map_of_today { input type="hidden" name="ban-do" value="nay"; }
                        (self.day(lang, &FROM, self.period.from))
                        (self.day(lang, &TO, self.period.to))
                        (button(lang.pick("Xem", "Show")).quiet())
                    }
                }
                }
            }
        }
    }

    /// A day to choose: what was typed, else the period in sight.
    fn day(&self, lang: Lang, field: &Field<'static>, of: Date) -> Markup {
        let shown = if self.typed.has(field.name) {
            self.typed.clone()
        } else {
            Submitted::blank().with(field.name, of.to_string())
        };
        html! { (Form::new(lang, &shown).day(field)) }
    }

    /// Which share is compared between agencies.
    pub(super) fn indicators(&self, lang: Lang, path: &str) -> Markup {
        let views: Vec<Tab> = Indicator::OF_AGENCIES
            .into_iter()
            .map(|indicator| {
                let href = self.link(path, self.period, indicator, self.on_map_of_today) + "#so-sanh";
                Tab::new(indicator.short().get(lang), href).here(indicator == self.indicator)
            })
            .collect();
        tabs(lang.pick("Chỉ số so sánh", "Indicator compared"), &views)
    }

    /// Leads to the same figures on the other map: of the period, or of today.
    pub(super) fn maps(&self, lang: Lang, path: &str) -> Markup {
        let href = self.link(path, self.period, self.indicator, !self.on_map_of_today);
        let today = base::text::format::date(self.today);
        html! {
            p.aside {
                @if self.on_map_of_today {
                    (lang.pick("Đơn vị theo bản đồ hôm nay, ", "Agencies as of today, ")) (today) ". "
                    a href=(href) { (lang.pick("Xem theo đơn vị của kỳ số liệu", "Show them as they were in the period")) }
                } @else {
                    (lang.pick("Đơn vị như trong kỳ số liệu. ", "Agencies as they were in the period. "))
                    a href=(href) { (lang.pick("Xem theo đơn vị hôm nay", "Show them as they are today")) }
                }
            }
        }
    }
}

fn free_period(typed: &mut Submitted) -> Option<Period> {
    let (from, to) = (typed.date(&FROM), typed.date(&TO));
    let period = Period { from: from?, to: to? };
    if period.to < period.from {
        typed.error(TO.name, Text::new("Ngày cuối phải sau ngày đầu.", "The last day must come after the first."));
    } else if !is_sensible(period) {
        typed.error(
            FROM.name,
            Text::new("Hãy chọn một kỳ trong vòng mười năm, từ năm 2000.", "Choose at most ten years, from 2000 on."),
        );
    }
    typed.is_good().then_some(period)
}

fn is_sensible(period: Period) -> bool {
    period.from >= EARLIEST && period.to.year() <= 2100 && period.days() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2024, 2, 20);

    fn asked(query: &str) -> Asked {
        Asked::read(Submitted::from_query(query), TODAY, Shape::Month)
    }

    #[test]
    fn without_a_question_the_running_month_is_shown() {
        let asked = asked("");
        assert_eq!((asked.period.code().as_str(), asked.until()), ("2024-02", TODAY));
        assert_eq!(asked.name(Lang::Vi), "Tháng 2/2024 (tính đến 20/2/2024)");
    }

    #[test]
    fn a_period_stays_in_every_link() {
        let asked = asked("ky=2023H1&chi-so=so-hoa");
        assert_eq!(asked.href("/dieu-hanh/thu-tuc"), "/dieu-hanh/thu-tuc?ky=2023H1&chi-so=so-hoa");
        assert_eq!(asked.name(Lang::En), "First half of 2023");
    }

    #[test]
    fn days_that_make_no_period_are_explained_and_the_usual_one_is_shown() {
        for wrong in [
            "tu=2024-02-20&den=2024-01-01",
            "tu=2024-02-31&den=2024-03-01",
            "tu=&den=2024-03-01",
            "tu=1990-01-01&den=1990-02-01",
        ] {
            let asked = asked(wrong);
            assert!(!asked.typed.is_good(), "{wrong}");
            assert_eq!(asked.period.code(), "2024-02", "{wrong}");
        }
        assert_eq!(asked("tu=2024-01-01&den=20/02/2024").period.code(), "2024-01-01..2024-02-20");
        assert_eq!(asked("ky=0001..9999").period.code(), "2024-02");
    }
}
