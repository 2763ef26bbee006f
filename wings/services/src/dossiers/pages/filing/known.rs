//! Ask once: what is known of the applicant already is filled in, each value with its source, and may be changed. Known is
//! what the account says, what earlier dossiers said, and what the population register answers when the applicant wants it
//! asked.

use base::{DossierId, Lang, PersonId, Text, clock::wall, identity::PersonalNumber, text::format};
use directory::persons::queries as persons;
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use store::Tx;
use uuid::Uuid;
use web::{App, Field as Input, Problem, Visitor, ui::Form as Inputs};

use super::{
    start::prefill,
    work::{self, Work},
};
use crate::{
    catalogue::domain::{Field, Form, Group},
    dossiers::{answers::Typed, queries},
    office::Snapshot,
    population::{self, Asked, Looked, Population, Record, commands::About, fields},
};

/// The box that lets the register be asked.
const ASK: Input = Input::new(
    "lay_dan_cu",
    Text::new(
        "Lấy sẵn thông tin của tôi từ cơ sở dữ liệu quốc gia về dân cư",
        "Take what the population database knows of me",
    ),
)
.hint(Text::new(
    "Chỉ những mục tờ khai cần. Bạn xem lại và sửa được; lần tra cứu được ghi vào nhật ký.",
    "Only what the form asks. You can check and change it; the lookup is kept in the journal.",
));
/// Before the name of a field in a draft: where its value came from, and what it was.
const SOURCE: &str = "_nguon.";
/// How many earlier dossiers are looked at.
const EARLIER: usize = 5;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Profile,
    Earlier(String),
    Register(Timestamp),
}

impl Source {
    fn key(&self) -> String {
        match self {
            Self::Profile => "profile".into(),
            Self::Earlier(code) => format!("earlier {code}"),
            Self::Register(at) => format!("register {at}"),
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        match key.split_once(' ') {
            None => (key == "profile").then_some(Self::Profile),
            Some(("earlier", code)) => Some(Self::Earlier(code.to_owned())),
            Some(("register", at)) => at.parse().ok().map(Self::Register),
            Some(_) => None,
        }
    }

    fn words(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Profile, Lang::Vi) => "Lấy từ tài khoản của bạn".into(),
            (Self::Profile, Lang::En) => "Taken from your account".into(),
            (Self::Earlier(code), Lang::Vi) => format!("Lấy từ hồ sơ {code} bạn đã nộp"),
            (Self::Earlier(code), Lang::En) => format!("Taken from your dossier {code}"),
            (Self::Register(at), Lang::Vi) => {
                format!("Lấy từ cơ sở dữ liệu quốc gia về dân cư lúc {}", format::date_time(wall(*at)))
            }
            (Self::Register(at), Lang::En) => {
                format!("Taken from the population database at {}", format::date_time(wall(*at)))
            }
        }
    }
}

/// What stands in the inputs of a field, as one text to compare.
fn inside(typed: &Typed, field: &str) -> String {
    let own = |name: &str| name == field || name.strip_prefix(field).is_some_and(|rest| rest.starts_with('.'));
    let filled = typed.pairs().filter(|(name, value)| own(name) && !value.trim().is_empty());
    filled.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\n")
}

fn note(typed: &mut Typed, field: &str, source: &Source) {
    let inside = inside(typed, field);
    if !inside.is_empty() {
        typed.set(format!("{SOURCE}{field}"), [source.key(), inside]);
    }
}

/// Where the value of a field came from, while it is as it came.
fn source(typed: &Typed, field: &str) -> Option<Source> {
    let [key, then] = typed.all(&format!("{SOURCE}{field}")) else { return None };
    (inside(typed, field) == *then).then(|| Source::from_key(key)).flatten()
}

/// Says under a question where its value came from.
pub(super) fn mark(typed: &Typed, field: &Field, lang: Lang) -> Markup {
    html! {
        @if let Some(source) = source(typed, &field.name) {
            p.hint.source { (source.words(lang)) (lang.pick(". Bạn sửa được.", ". You can change it.")) }
        }
    }
}

/// Fills in what the account and earlier dossiers say, where nothing was typed.
///
/// # Errors
/// The store's.
pub(super) fn fill_in(
    tx: &mut Tx,
    snapshot: &Snapshot,
    form: &Form,
    typed: &mut Typed,
    person: PersonId,
    today: Date,
) -> store::Result<()> {
    let known = persons::get(tx, person)?.details;
    for field in form.fields().filter(|field| typed.is_blank(&field.name)).collect::<Vec<_>>() {
        prefill(typed, std::iter::once(field), &known);
        note(typed, &field.name, &Source::Profile);
    }
    let Some(group) = fields::own_group(form) else { return Ok(()) };
    say(typed, group, &fields::of_profile(&known), &Source::Profile, today);
    for (id, code, version) in queries::filed_by(tx, person, EARLIER)? {
        let law = snapshot.catalogue.version(version);
        let form = law.as_ref().and_then(|law| snapshot.catalogue.form(&law.package));
        let Some(then) = form.and_then(fields::own_group) else { continue };
        let answers = queries::answers(tx, id)?;
        let Some(answers) = answers.as_object() else { continue };
        say(typed, group, &fields::said(then, answers), &Source::Earlier(code), today);
    }
    Ok(())
}

/// Fills in what is said of the applicant: where nothing was typed, and over what an earlier dossier said.
fn say(typed: &mut Typed, group: &Group, record: &Record, from: &Source, today: Date) {
    for field in group.fields.iter().filter(|field| field.prefill.is_some()) {
        let older = matches!(source(typed, &field.name), Some(Source::Earlier(_)));
        let gives_way = older && matches!(from, Source::Register(_));
        if !typed.is_blank(&field.name) && !gives_way {
            continue;
        }
        let inputs = fields::inputs(field, record, today);
        if inputs.is_empty() {
            continue;
        }
        if gives_way {
            typed.take(&[field], std::iter::empty());
        }
        for (name, value) in inputs {
            typed.set(name, [value]);
        }
        note(typed, &field.name, from);
    }
}

/// Whether the register can be asked for somebody who begins this form, and would be of use.
fn of_use(app: &App, visitor: &Visitor, form: Option<&Form>) -> bool {
    let identified = visitor.actor.as_ref().is_some_and(|actor| actor.level.is_some());
    let plugged = app.find::<Population>().is_some_and(|population| population.0.is_some());
    let wanted = form.and_then(fields::own_group).is_some_and(|group| !fields::wanted(group).is_empty());
    identified && plugged && wanted
}

/// The box that lets the register be asked, where that would be of use: for whoever signed in by e-identity.
pub(super) fn question(app: &App, visitor: &Visitor, inputs: &Inputs, form: Option<&Form>) -> Markup {
    html! { @if of_use(app, visitor, form) { (inputs.tick(&ASK)) } }
}

/// Whether the box was ticked.
pub(super) fn is_wanted(typed: &mut web::Submitted) -> bool {
    typed.tick(&ASK)
}

/// The box as it stands before anybody touched it.
pub(super) fn ticked(typed: web::Submitted) -> web::Submitted {
    typed.with(ASK.name, "1")
}

/// Asks the register about the applicant and fills a fresh draft in; what to say when it was of no use.
///
/// # Errors
/// The store's, and when the draft is not the visitor's.
pub(super) async fn ask(app: &App, visitor: &Visitor, id: DossierId) -> Result<Option<Text>, Problem> {
    let register = app.find::<Population>().and_then(|population| population.0.clone());
    let (Ok(work), Some(register)) = (work::open(app, visitor, id).await?, register) else { return Ok(None) };
    let Some(asked) = question_about(app, visitor, &work, id).await? else { return Ok(None) };
    let about = About { dossier: id, code: String::new(), agency: None, who: "Người nộp hồ sơ".into() };
    match population::look_up(app, visitor, register, asked, about).await? {
        Looked::Found(record, at) => {
            let form = work.form().cloned();
            let today = visitor.today;
            work::change(app, visitor, id, move |_, typed| {
                if let Some(group) = form.as_ref().and_then(fields::own_group) {
                    say(typed, group, &record, &Source::Register(at), today);
                }
            })
            .await?;
            Ok(None)
        }
        Looked::Refused(_) => Ok(None),
        Looked::Nobody | Looked::Failed(_) => Ok(Some(Text::new(
            "Chưa lấy được thông tin từ cơ sở dữ liệu dân cư. Bạn tự điền các mục còn trống; mọi việc khác vẫn như thường.",
            "Nothing could be taken from the population database. Please fill in what is blank; all else goes on as usual.",
        ))),
    }
}

async fn question_about(app: &App, visitor: &Visitor, work: &Work, id: DossierId) -> Result<Option<Asked>, Problem> {
    let actor = visitor.actor()?.clone();
    let (Some(person), true) = (actor.person, of_use(app, visitor, work.form())) else { return Ok(None) };
    let known = app.read(move |tx| persons::get(tx, person)).await?.details;
    let number = known.identity.and_then(|identity| PersonalNumber::parse(identity.number()).ok());
    let facts = work.form().and_then(fields::own_group).map(fields::wanted).unwrap_or_default();
    Ok(number.map(|number| Asked {
        // One lookup for one draft, however often its first page is sent.
        id: Uuid::new_v5(&id.0, b"population"),
        number,
        facts,
        ground: format!("Người dân khai hồ sơ của chính mình: {}", work.package().name.vi),
        by: actor.name,
        agency: String::new(),
    }))
}
