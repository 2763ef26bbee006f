//! What waits for an officer: what is due, worst first, for each post; questions of other agencies; finding a dossier.

use std::collections::HashMap;

use axum::extract::State;
use base::{Actor, AgencyId, Lang, Role, StaffId, Text, text::format};
use jiff::Timestamp;
use maud::{Markup, html};
use uuid::Uuid;
use web::{
    App, Field, Page, Problem, Submitted, Visitor,
    ui::{Choice, Form, Search, Tab, button, empty, layout, tabs, tag},
};

use super::{
    FIND, WORK,
    people::{self, Colleague, Names},
    rows::{self, Now},
};
use crate::{
    dossiers::{
        domain::Dossier,
        pages::names,
        papers, permissions as may,
        queries::{self, Consultation, Counts, Inbox, Slice, Stage, Urgency, Whose},
    },
    office::{Office, Snapshot},
};

mod table;

pub(super) use table::{BACK, PICKED, TO};

/// A role held in an agency.
pub(super) type Post = (AgencyId, Role);

const AGENCY: &str = "don-vi";
const ROLE: &str = "vai";
const STAGE: &str = "viec";
const WHOSE: Field = Field::new("cua", Text::new("Hiện hồ sơ", "Show"));

const MINE: &str = "toi";
const FREE: &str = "chua-giao";
const ALL: &str = "tat-ca";

/// The stage's word in addresses, and its name.
const fn stage_words(stage: Stage) -> (&'static str, Text) {
    match stage {
        Stage::ToAccept => ("tiep-nhan", Text::new("Chờ tiếp nhận", "To be accepted")),
        Stage::ToDo => ("xu-ly", Text::new("Đang xử lý", "In hand")),
        Stage::Paused => ("tam-dung", Text::new("Đang dừng tính hạn", "Clock stands still")),
        Stage::ToHandOver => ("tra-ket-qua", Text::new("Chờ trả kết quả", "Results to hand over")),
    }
}

/// Everything the page shows, read at one moment.
pub(super) struct Seen {
    posts: Vec<(Post, Counts)>,
    pub(super) here: Post,
    pub(super) stage: Stage,
    whose: Whose,
    counts: Counts,
    pub(super) slice: Slice<Dossier>,
    pub(super) names: Names,
    pub(super) missing: HashMap<Uuid, Vec<Option<String>>>,
    questions: Vec<(Consultation, Dossier)>,
    colleagues: Vec<Colleague>,
}

impl Seen {
    /// Whether the actor may accept what is shown, one by one or many at once.
    pub(super) fn may_accept(&self, actor: &Actor) -> bool {
        self.stage == Stage::ToAccept
            && held(actor).any(|post| post == self.here)
            && actor.may(&may::ACCEPT, self.here.0)
    }

    /// Whether the actor may give what is shown to somebody else.
    pub(super) fn may_assign(&self, actor: &Actor) -> bool {
        matches!(self.stage, Stage::ToDo | Stage::Paused) && actor.may(&may::REASSIGN, self.here.0)
    }
}

/// The posts of the actor that have dossiers to work on.
fn held(actor: &Actor) -> impl Iterator<Item = Post> {
    actor.posts.iter().filter(|post| may::READ.roles.contains(&post.role)).map(|post| (post.agency, post.role))
}

/// The post asked for: one's own, or for a head that of anybody in the agency.
fn asked(actor: &Actor, typed: &Submitted) -> Option<Post> {
    if !typed.has(AGENCY) {
        return held(actor).next();
    }
    let post = (typed.get(AGENCY).parse().ok()?, Role::from_key(typed.get(ROLE))?);
    let theirs = actor.may(&may::REASSIGN, post.0) && may::READ.roles.contains(&post.1);
    (theirs || held(actor).any(|own| own == post)).then_some(post)
}

fn whose(actor: &Actor, here: Post, typed: &Submitted) -> Whose {
    let own = held(actor).any(|post| post == here);
    match (typed.get(WHOSE.name), actor.staff) {
        (ALL, _) => Whose::All,
        (FREE, _) => Whose::Free,
        ("" | MINE, Some(me)) if own => Whose::MineOrFree(me),
        (somebody, _) => somebody.parse::<StaffId>().map_or(Whose::All, Whose::Of),
    }
}

/// The address of a part of the work: where the workload leads, and where a form comes back to.
pub(super) fn address((agency, role): Post, staff: Option<Option<StaffId>>) -> String {
    let whose = match staff {
        None => ALL.to_owned(),
        Some(None) => FREE.to_owned(),
        Some(Some(staff)) => staff.to_string(),
    };
    format!("{WORK}?{AGENCY}={agency}&{ROLE}={}&{}={whose}", role.key(), WHOSE.name)
}

/// Reads what the page shows.
///
/// # Errors
/// [`Problem`] of kind not found for a post that is neither the actor's nor below the actor.
pub(super) async fn read(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    typed: &Submitted,
) -> Result<Seen, Problem> {
    let actor = visitor.actor()?.clone();
    let here = asked(&actor, typed).ok_or_else(Problem::not_found)?;
    let (whose, turn) = (whose(&actor, here, typed), rows::turn::<Timestamp>(typed));
    let wanted = Stage::ALL.into_iter().find(|stage| stage_words(*stage).0 == typed.get(STAGE));
    let now = Now::of(snapshot, visitor.now);
    app.read(move |tx| {
        let mut posts = Vec::new();
        for post in held(&actor) {
            let own = actor.staff.map_or(Whose::All, Whose::MineOrFree);
            posts.push((post, queries::inbox_counts(tx, post.0, post.1, own, now.at, now.today, now.soon)?));
        }
        let counts = queries::inbox_counts(tx, here.0, here.1, whose, now.at, now.today, now.soon)?;
        let first = || Stage::ALL.into_iter().find(|stage| counts.at(*stage) > 0);
        let stage = wanted.or_else(first).unwrap_or(Stage::ToDo);
        let slice = queries::inbox(tx, &Inbox { agency: here.0, role: here.1, stage, whose, turn })?;
        let missing = match stage {
            Stage::ToAccept => {
                papers::components(tx, &slice.rows.iter().map(|dossier| dossier.id.into()).collect::<Vec<_>>())?
            }
            _ => HashMap::new(),
        };
        let mut seen = Seen {
            posts,
            here,
            stage,
            whose,
            counts,
            names: Names::of(tx, slice.rows.iter().filter_map(|dossier| dossier.assignee))?,
            slice,
            missing,
            questions: queries::consultations(tx, &actor)?,
            colleagues: Vec::new(),
        };
        if actor.may(&may::REASSIGN, here.0) {
            seen.colleagues = people::colleagues(tx, here.0, [here.1], now.today)?;
        }
        Ok::<_, Problem>(seen)
    })
    .await
}

/// `GET /cong-viec`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Page, Problem> {
    let snapshot = app.get::<Office>().snapshot();
    let seen = read(&app, &visitor, &snapshot, &typed).await?;
    page(&app, &visitor, &snapshot, &typed, &seen, html! {})
}

/// The page; `above` is what is said first, such as how accepting many went.
pub(super) fn page(
    app: &App,
    visitor: &Visitor,
    snapshot: &Snapshot,
    typed: &Submitted,
    seen: &Seen,
    above: Markup,
) -> Result<Page, Problem> {
    let (lang, actor) = (visitor.lang, visitor.actor()?);
    let now = Now::of(snapshot, visitor.now);
    let agency = snapshot.agencies.short_as_of(seen.here.0, now.today);
    let body = html! {
        (above)
        (Search::new(lang, FIND, "q", lang.pick("Tìm hồ sơ", "Find a dossier"))
            .placeholder(lang.pick("Mã hồ sơ, tên người nộp hoặc thủ tục; có dấu hay không dấu đều được", "Code, applicant or procedure, with or without marks")))
        @if !seen.questions.is_empty() { (questions(lang, snapshot, &seen.questions, now)) }
        @if seen.posts.len() > 1 { (posts(lang, snapshot, seen, now)) }
        section.card {
            h2.unseen { (lang.pick("Hồ sơ chờ xử lý", "Dossiers that wait")) }
            (stages(lang, typed, seen))
            div.stack {
                @if seen.stage == Stage::ToDo { (summary(lang, &seen.counts)) }
                @if matches!(seen.stage, Stage::ToDo | Stage::Paused) { (filter(lang, actor, seen)) }
                (table::shown(app, visitor, actor, snapshot, typed, seen, now))
                (rows::pager(lang, WORK, typed, &seen.slice, |dossier| seen.stage.key(dossier)))
            }
        }
    };
    let role = seen.here.1.label().get(lang);
    let page = if held(actor).any(|post| post == seen.here) {
        Page::new(lang.pick("Việc của tôi", "My work")).lead(format!("{role}, {agency}"))
    } else {
        let title = match lang {
            Lang::Vi => format!("Việc của {}", role.to_lowercase()),
            Lang::En => format!("Work of {}", role.to_lowercase()),
        };
        Page::new(title).lead(agency).crumb(lang.pick("Khối lượng công việc", "Workload"), super::WORKLOAD)
    };
    Ok(page.desk().body(body))
}

/// The actor's posts, when there are several.
fn posts(lang: Lang, snapshot: &Snapshot, seen: &Seen, now: Now) -> Markup {
    let views: Vec<Tab> = seen
        .posts
        .iter()
        .map(|((agency, role), counts)| {
            let name = format!("{}, {}", role.label().get(lang), snapshot.agencies.short_as_of(*agency, now.today));
            Tab::new(name, format!("{WORK}?{AGENCY}={agency}&{ROLE}={}", role.key()))
                .count(format::integer(counts.all()))
                .here((*agency, *role) == seen.here)
        })
        .collect();
    tabs(lang.pick("Vị trí công tác", "Posts"), &views)
}

/// What is to be done, as views: those that the role never has are left out.
fn stages(lang: Lang, typed: &Submitted, seen: &Seen) -> Markup {
    let counter = seen.here.1 == Role::Reception;
    let shown = |stage: &Stage| match stage {
        Stage::ToDo => true,
        Stage::ToAccept | Stage::ToHandOver => counter,
        Stage::Paused => seen.counts.paused > 0,
    };
    let views: Vec<Tab> = Stage::ALL
        .into_iter()
        .filter(|stage| shown(stage) || *stage == seen.stage)
        .map(|stage| {
            let (word, name) = stage_words(stage);
            let query = typed.query_with(&[(STAGE, word), ("sau", ""), ("truoc", "")]);
            Tab::new(name.get(lang), format!("{WORK}?{query}"))
                .count(format::integer(seen.counts.at(stage)))
                .here(stage == seen.stage)
        })
        .collect();
    tabs(lang.pick("Việc cần làm", "What is to be done"), &views)
}

/// How many are late, due today, soon and later.
fn summary(lang: Lang, counts: &Counts) -> Markup {
    let piles = [
        (Urgency::Late, counts.late, Text::new("quá hạn", "late")),
        (Urgency::Today, counts.today, Text::new("hôm nay", "due today")),
        (Urgency::Soon, counts.soon, Text::new("sắp đến hạn", "due soon")),
        (Urgency::Fine, counts.fine, Text::new("còn thời gian", "in good time")),
    ];
    html! {
        @if counts.at(Stage::ToDo) > 0 {
            p {
                @for (urgency, n, words) in piles.into_iter().filter(|(_, n, _)| *n > 0) {
                    (tag(rows::tone(urgency), &format!("{} {}", format::integer(n), words.get(lang)))) " "
                }
            }
        }
    }
}

/// Whose dossiers are shown.
fn filter(lang: Lang, actor: &Actor, seen: &Seen) -> Markup {
    let mut choices = Vec::new();
    let own = held(actor).any(|post| post == seen.here);
    if own {
        choices.push(Choice::new(MINE, lang.pick("Của tôi và chưa giao ai", "Mine and given to nobody")));
    }
    choices.push(Choice::new(ALL, lang.pick("Tất cả của vai trò này", "All of this role")));
    choices.push(Choice::new(FREE, lang.pick("Chưa giao ai", "Given to nobody")));
    choices.extend(people::choices(&seen.colleagues, &[seen.here.1], lang));
    let now = match seen.whose {
        Whose::All => ALL.to_owned(),
        Whose::Free => FREE.to_owned(),
        Whose::MineOrFree(_) => MINE.to_owned(),
        Whose::Of(staff) => staff.to_string(),
    };
    let chosen = Submitted::blank().with(WHOSE.name, now);
    let field = WHOSE.required();
    html! {
        form.search.narrow method="get" action=(WORK) {
            input type="hidden" name=(AGENCY) value=(seen.here.0);
            input type="hidden" name=(ROLE) value=(seen.here.1.key());
            input type="hidden" name=(STAGE) value=(stage_words(seen.stage).0);
            div.more {
                (Form::new(lang, &chosen).select(&field, &choices))
                (button(lang.pick("Xem", "Show")).quiet())
            }
        }
    }
}

/// What other agencies ask and wait for.
fn questions(lang: Lang, snapshot: &Snapshot, open: &[(Consultation, Dossier)], now: Now) -> Markup {
    let ways: Vec<layout::Way> = open
        .iter()
        .map(|(question, dossier)| {
            let left = base::calendar::Due::Day(question.reply_by).remaining(now.at, &snapshot.calendar);
            let tone = match left.urgency(snapshot.rules.on(now.today).soon()) {
                base::calendar::Urgency::Late => web::ui::Tone::Bad,
                base::calendar::Urgency::Today | base::calendar::Urgency::Soon => web::ui::Tone::Warn,
                base::calendar::Urgency::Ok => web::ui::Tone::Good,
            };
            layout::Way::new(&question.question, format!("{}#hoi-y-kien", super::dossier_at(dossier.id))).about(html! {
                (tag(tone, &left.text(lang))) " "
                (names::agency(snapshot, dossier.agency, question.asked_at)) " · "
                (names::procedure(snapshot, lang, dossier.version, &dossier.procedure)) " · " (dossier.code)
            })
        })
        .collect();
    html! {
        section.stack {
            h2 { (lang.pick("Cơ quan khác đang chờ ý kiến của bạn", "Other agencies wait for your answer")) }
            (layout::ways(&ways))
        }
    }
}

/// In place of an empty list.
fn nothing(lang: Lang, seen: &Seen) -> Markup {
    let elsewhere = seen.counts.all() > 0;
    let title = lang.pick("Không có hồ sơ nào ở mục này", "Nothing here");
    html! {
        (empty(title, html! {
            p {
                @if elsewhere {
                    (lang.pick("Còn việc ở mục khác bên trên.", "There is work under the other headings above."))
                } @else if matches!(seen.whose, Whose::All) {
                    (lang.pick("Mọi việc đã xong.", "All work is done."))
                } @else {
                    (lang.pick("Bạn không còn việc nào chờ. Chọn “Tất cả” để xem việc của cả vai trò.", "Nothing waits for you. Choose “All” to see the role's work."))
                }
            }
        }))
    }
}
