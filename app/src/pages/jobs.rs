//! Background jobs on the administrator's screen: what waits, what runs, what will not succeed and why.

use axum::extract::State;
use base::{Lang, Permission, Role, Text, clock, text::format};
use directory::notices;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use services::dossiers::reminders;
use store::{
    jobs::{self, Job, TRIES},
    journal,
};
use uuid::Uuid;
use web::{
    Access, Answer, App, Markup, Page, Problem, Routes, SeeOther, Submitted, Visitor, Words, html,
    ui::{Column, Confirm, Stat, Table, Tone, button, empty},
};

/// Seeing background jobs, trying them again and giving them up.
pub const MANAGE: Permission = Permission {
    id: "job.manage",
    label: Text::new("Quản lý công việc nền", "Manage background jobs"),
    roles: &[Role::Admin],
};

/// All of them, for the printed table.
pub const PERMISSIONS: &[&Permission] = &[&MANAGE];

/// Where it is.
pub const PATH: &str = "/quan-tri/cong-viec-nen";
/// How many jobs of a state are shown, and tried again at once.
const MOST: usize = 200;
/// A job that was due this long ago is late: nobody works, or there is more than can be done.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// The routes of the page.
pub fn routes() -> Routes {
    const ADMIN: Access = Access::Needs(&MANAGE);
    Routes::new().get(PATH, ADMIN, show).post(PATH, ADMIN, change)
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let (counts, dead, running, queued) = app
        .read(|tx| {
            Ok::<_, Problem>((
                jobs::count(tx)?,
                jobs::list(tx, "dead", MOST)?,
                jobs::list(tx, "running", MOST)?,
                jobs::list(tx, "queued", MOST)?,
            ))
        })
        .await?;
    let count = |state: &str| counts.iter().find(|(known, _)| known == state).map_or(0, |(_, n)| *n);
    let late = queued.iter().filter(|job| visitor.now.duration_since(job.run_at) > LATE).count();
    let n = format::integer;
    let body = html! {
        div.tiles-of {
            (Stat::new(lang.pick("Không làm được", "Given up"), n(count("dead")))
                .change(if dead.is_empty() { Tone::Good } else { Tone::Bad }, if dead.is_empty() { lang.pick("không có", "none") } else { lang.pick("cần xem", "look at them") })
                .feet(lang.pick(format!("Sau {TRIES} lần thử"), format!("After {TRIES} tries")), ""))
            (Stat::new(lang.pick("Đang làm", "Running"), n(count("running"))).feet(lang.pick("Giữ chỗ tối đa 5 phút", "Held for at most 5 minutes"), ""))
            (Stat::new(lang.pick("Đang chờ", "Waiting"), n(count("queued")))
                .change(if late == 0 { Tone::Good } else { Tone::Warn }, if late == 0 { lang.pick("đúng lúc", "in time").to_owned() } else { format!("{} {}", n(late as i64), lang.pick("trễ", "late")) })
                .feet(lang.pick("Trễ là quá 5 phút", "Late is more than 5 minutes"), ""))
        }
        section.card #khong-lam-duoc {
            h2 { (lang.pick("Không làm được", "Given up")) }
            @if dead.is_empty() {
                (empty(lang.pick("Mọi việc đều làm được", "Everything could be done"), html! {}))
            } @else {
                (given_up(lang, &dead))
                @if dead.len() > 1 {
                    form method="post" action=(PATH) { p.actions { (button(lang.pick("Thử lại tất cả", "Try all again")).quiet().sends("viec", "thu-lai-tat-ca")) } }
                }
            }
        }
        @if !running.is_empty() {
            section.card { h2 { (lang.pick("Đang làm", "Running")) } (list(lang, lang.pick("Đang làm", "Running"), &running, visitor.now)) }
        }
        @if !queued.is_empty() {
            section.card {
                h2 { (lang.pick("Đang chờ", "Waiting")) }
                (list(lang, lang.pick("Đang chờ", "Waiting"), &queued, visitor.now))
                @if count("queued") > MOST as i64 {
                    p.aside { (lang.pick(format!("Chỉ hiện {MOST} việc lâu nhất."), format!("Only the oldest {MOST} are shown."))) }
                }
            }
        }
    };
    Ok(Page::new(lang.pick("Công việc nền", "Background jobs"))
        .lead(lang.pick(
            "Việc phải làm sau mỗi thay đổi, như gửi thông báo. Việc nào lỗi sẽ tự thử lại; thử mãi không được thì nằm ở đây chờ bạn.",
            "What must follow a change, such as sending notices. What fails is tried again by itself; what never succeeds waits here for you.",
        ))
        .desk()
        .body(body))
}

/// What a kind of job does, in words.
fn title(lang: Lang, kind: &str) -> String {
    match kind {
        notices::WRITE => lang.pick("Soạn thông báo", "Write a notice").into(),
        notices::SEND => lang.pick("Gửi thông báo", "Send a notice").into(),
        reminders::JOB => lang.pick("Nhắc hạn hằng ngày", "Daily reminders").into(),
        other => other.to_owned(),
    }
}

fn when(at: Timestamp) -> String {
    format::date_time(clock::wall(at))
}

fn given_up(lang: Lang, dead: &[Job]) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Việc", "Job")),
        Column::text(lang.pick("Lý do", "Reason")),
        Column::text(lang.pick("Ghi nhận lúc", "Put down at")),
        Column::actions(lang.pick("Việc có thể làm", "What can be done")),
    ];
    let rows = dead.iter().map(|job| {
        let about = format!("{} {}", title(lang, &job.kind), when(job.created_at));
        let question = html! {
            p { (lang.pick("Việc này sẽ không được làm nữa.", "This will not be done any more.")) }
            form method="post" action=(PATH) {
                input type="hidden" name="id" value=(job.id);
                (button(lang.pick("Bỏ việc này", "Give it up")).danger().sends("viec", "bo").about(&about))
            }
        };
        vec![
            html! { (title(lang, &job.kind)) span.sub { code { (job.id) } } },
            html! { div { (job.last_error.as_deref().unwrap_or("–")) span.sub { (lang.pick("Đã thử ", "Tried ")) (job.attempts) (lang.pick(" lần", " times")) } } },
            html! { (when(job.created_at)) },
            html! {
                div.row-actions {
                    form method="post" action=(PATH) {
                        input type="hidden" name="id" value=(job.id);
                        (button(lang.pick("Thử lại", "Try again")).quiet().sends("viec", "thu-lai").about(&about))
                    }
                    (Confirm::new(lang.pick("Bỏ", "Give up"), question).danger())
                }
            },
        ]
    });
    html! { (Table::new(lang.pick("Không làm được", "Given up"), columns).quiet().rows(rows)) }
}

fn list(lang: Lang, caption: &str, jobs: &[Job], now: Timestamp) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Việc", "Job")),
        Column::text(lang.pick("Đến hạn lúc", "Due at")),
        Column::number(lang.pick("Số lần thử", "Tries")),
        Column::text(lang.pick("Lỗi lần trước", "Last error")),
    ];
    let rows = jobs.iter().map(|job| {
        let late = job.state == "queued" && now.duration_since(job.run_at) > LATE;
        vec![
            html! { (title(lang, &job.kind)) },
            html! { (when(job.run_at)) @if late { " " (web::ui::tag(Tone::Warn, lang.pick("trễ", "late"))) } },
            html! { (job.attempts) },
            html! { (job.last_error.as_deref().unwrap_or("–")) },
        ]
    });
    html! { (Table::new(caption, columns).quiet().rows(rows)) }
}

async fn change(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let actor = visitor.actor()?.clone();
    let now = visitor.now;
    let doing = typed.get("viec").to_owned();
    let id: Option<Uuid> = typed.get("id").parse().ok();
    let done = app
        .write(move |tx| {
            let ids = match (doing.as_str(), id) {
                ("thu-lai" | "bo", Some(id)) => vec![id],
                ("thu-lai-tat-ca", _) => jobs::list(tx, "dead", MOST)?.into_iter().map(|job| job.id).collect(),
                _ => return Err(Problem::invalid(Words::new("Không rõ việc cần làm.", "It is not clear what to do."))),
            };
            let give_up = doing == "bo";
            let mut done = 0;
            for id in ids {
                if if give_up { jobs::discard(tx, id)? } else { jobs::revive(tx, id, now)? } {
                    let kind = if give_up { "job.given_up" } else { "job.tried_again" };
                    journal::append(tx, id, &journal::Entry { at: now, actor: &actor, kind, body: json!({}) })?;
                    done += 1;
                }
            }
            Ok((done, give_up))
        })
        .await?;
    let words = match done {
        (0, _) => {
            return Ok(SeeOther::to(PATH)
                .flash(Tone::Warn, Text::new("Việc này đã được xử lý trước đó.", "It had been dealt with already."))
                .into());
        }
        (_, true) => Words::new("Đã bỏ việc này.", "It was given up."),
        (n, false) => Words::new(format!("Sẽ thử lại {n} việc."), format!("To be tried again: {n}.")),
    };
    Ok(SeeOther::to(PATH).done(words).into())
}
