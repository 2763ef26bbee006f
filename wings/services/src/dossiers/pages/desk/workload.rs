//! Who has how much to do: for the head of an agency by role and colleague, for the province by agency.

use std::cmp::Reverse;

use axum::extract::State;
use base::{AgencyId, Lang, Reach, Role, Text, text::format};
use maud::{Markup, html};
use web::{
    App, Field, Page, Problem, Submitted, Visitor,
    ui::{
        Choice, Form, Stat, Tone, button,
        chart::{Bar, bars},
        empty, layout,
    },
};

use super::{WORKLOAD, people::Names, rows::Now, work};
use crate::{
    dossiers::{
        permissions as may,
        queries::{self, Load},
    },
    office::{Office, Snapshot},
};

const AGENCY: Field = Field::new("don-vi", Text::new("Đơn vị", "Agency"));

/// `GET /khoi-luong`: the agency asked for, the actor's only one, or all in reach.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let snapshot = app.get::<Office>().snapshot();
    let now = Now::of(&snapshot, visitor.now);
    let actor = visitor.actor()?;
    let reach = actor.reach(&may::WORKLOAD);
    let own = match &reach {
        Reach::Agencies(agencies) => agencies.first().copied().filter(|_| agencies.len() == 1),
        Reach::All => None,
    };
    let asked = typed.parsed(&AGENCY).or(own);
    if asked.is_some_and(|agency| !reach.contains(agency)) {
        return Err(Problem::not_found());
    }
    let at = now.at;
    let Some(agency) = asked else {
        let loads = app.read(move |tx| Ok::<_, Problem>(queries::workload_by_agency(tx, &reach, at)?)).await?;
        let page = Page::new(lang.pick("Khối lượng công việc", "Workload"));
        return Ok(page.desk().body(agencies(lang, &snapshot, loads, now)));
    };
    let (loads, names) = app
        .read(move |tx| {
            let loads = queries::workload(tx, agency, &reach, at)?;
            let names = Names::of(tx, loads.iter().filter_map(|load| load.staff))?;
            Ok::<_, Problem>((loads, names))
        })
        .await?;
    let may_open = actor.may(&may::REASSIGN, agency);
    let name = snapshot.agencies.name_as_of(agency, now.today).to_owned();
    let page = Page::new(lang.pick("Khối lượng công việc", "Workload")).lead(name);
    let page = if own.is_none() { page.crumb(lang.pick("Mọi đơn vị", "All agencies"), WORKLOAD) } else { page };
    let choose = (own.is_none()).then(|| choose(lang, &snapshot, &typed, now));
    Ok(page.desk().body(html! {
        (choose.unwrap_or_default())
        (colleagues(lang, agency, &loads, &names, may_open))
    }))
}

/// Which agency to look at, for those who reach several.
fn choose(lang: Lang, snapshot: &Snapshot, typed: &Submitted, now: Now) -> Markup {
    let choices: Vec<Choice> = snapshot
        .agencies
        .one_stops(now.today)
        .map(|(agency, period)| Choice::new(agency.id.to_string(), &period.name))
        .collect();
    let field = AGENCY.required();
    html! {
        form.search.narrow method="get" action=(WORKLOAD) {
            div.more {
                (Form::new(lang, typed).select(&field, &choices).none(lang.pick("Mọi đơn vị", "All agencies")))
                (button(lang.pick("Xem", "Show")).quiet())
            }
        }
    }
}

/// By role and colleague.
fn colleagues(lang: Lang, agency: AgencyId, loads: &[Load], names: &Names, may_open: bool) -> Markup {
    let (open, late) = loads.iter().fold((0, 0), |(open, late), load| (open + load.open, late + load.late));
    if open == 0 {
        return empty(lang.pick("Không có hồ sơ nào đang xử lý", "No dossiers are in hand"), html! {});
    }
    // One scale for all roles, so that their bars can be compared.
    let most = loads.iter().map(|load| load.open).max().map(|most| most as f64);
    let of_role = |role: Role| {
        let mut of_role: Vec<&Load> = loads.iter().filter(|load| load.role == role).collect();
        of_role.sort_by_key(|load| (Reverse(load.late), Reverse(load.open)));
        of_role
    };
    html! {
        (totals(lang, open, late))
        @for role in Role::ALL {
            @let of_role = of_role(role);
            @if !of_role.is_empty() {
                section.card {
                    h2 { (role.label().get(lang)) }
                    (bars(
                        &caption(lang, role),
                        lang.pick("Người xử lý", "Colleague"),
                        &heads(lang),
                        &of_role.iter().map(|load| {
                            let name = load.staff.map_or(lang.pick("Chưa giao ai", "Given to nobody"), |staff| names.get(staff));
                            let bar = bar(name, load.open, load.late);
                            if may_open { bar.href(work::address((agency, role), Some(load.staff))) } else { bar }
                        }).collect::<Vec<_>>(),
                        most,
                        None,
                    ))
                }
            }
        }
        @if may_open {
            p.hint { (lang.pick("Mở tên một người để xem hồ sơ và giao lại cho người khác.", "Open a name to see the dossiers and give them to somebody else.")) }
        }
    }
}

/// By agency, the latest first.
fn agencies(lang: Lang, snapshot: &Snapshot, mut loads: Vec<(AgencyId, i64, i64)>, now: Now) -> Markup {
    let (open, late) = loads.iter().fold((0, 0), |(open, late), (_, o, l)| (open + o, late + l));
    if open == 0 {
        return empty(lang.pick("Không có hồ sơ nào đang xử lý", "No dossiers are in hand"), html! {});
    }
    loads.sort_by_key(|(_, open, late)| (Reverse(*late), Reverse(*open)));
    let rows: Vec<Bar> = loads
        .iter()
        .map(|(agency, open, late)| {
            let name = snapshot.agencies.short_as_of(*agency, now.today);
            bar(name, *open, *late).href(format!("{WORKLOAD}?{}={agency}", AGENCY.name))
        })
        .collect();
    html! {
        (totals(lang, open, late))
        section.card {
            h2 { (lang.pick("Theo đơn vị", "By agency")) }
            (bars(
                lang.pick("Hồ sơ đang xử lý theo đơn vị", "Dossiers in hand by agency"),
                lang.pick("Đơn vị", "Agency"),
                &heads(lang),
                &rows,
                None,
                None,
            ))
        }
    }
}

fn totals(lang: Lang, open: i64, late: i64) -> Markup {
    let share = format::percent(late, open, 1).unwrap_or_default();
    let tone = if late > 0 { Tone::Bad } else { Tone::Good };
    let open = Stat::new(lang.pick("Đang xử lý", "In hand"), format::integer(open));
    let late = Stat::new(lang.pick("Đã quá hạn", "Late"), format::integer(late)).change(tone, share);
    layout::grid(&[html! { (open) }, html! { (late) }])
}

fn caption(lang: Lang, role: Role) -> String {
    let role = role.label().get(lang).to_lowercase();
    match lang {
        Lang::Vi => format!("Hồ sơ chờ {role}, theo người"),
        Lang::En => format!("Dossiers that wait for the {role}, by colleague"),
    }
}

fn heads(lang: Lang) -> [&'static str; 2] {
    lang.pick(["Quá hạn", "Còn lại"], ["Late", "Others"])
}

fn bar(name: &str, open: i64, late: i64) -> Bar {
    let part = |n: i64| (n as f64, format::integer(n));
    Bar::stacked(name, [part(late), part(open - late)])
}
