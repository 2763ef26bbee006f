//! Ask once: what is known of the applicant already is filled in, each value with its source, and may be changed. Known is
//! what the account says, what earlier dossiers said, and what the population register answers when the applicant wants it
//! asked.

use base::{AgencyId, DossierId, Lang, PersonId, Text, clock::wall, identity::PersonalNumber, text::format};
use directory::persons::{Details, queries as persons};
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
    population::{
        self, Asked, Looked, Population, Record,
        commands::{About, Fault},
        fields,
    },
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

    /// To the applicant herself, or to the officer who files for her.
    fn words(&self, lang: Lang, own: bool) -> String {
        match (self, lang) {
            (Self::Profile, Lang::Vi) if own => "Lấy từ tài khoản của bạn".into(),
            (Self::Profile, Lang::En) if own => "Taken from your account".into(),
            (Self::Profile, Lang::Vi) => "Theo thông tin người nộp".into(),
            (Self::Profile, Lang::En) => "As known of the applicant".into(),
            (Self::Earlier(code), Lang::Vi) if own => format!("Lấy từ hồ sơ {code} bạn đã nộp"),
            (Self::Earlier(code), Lang::En) if own => format!("Taken from your dossier {code}"),
            (Self::Earlier(code), Lang::Vi) => format!("Lấy từ hồ sơ {code} người này đã nộp"),
            (Self::Earlier(code), Lang::En) => format!("Taken from the earlier dossier {code}"),
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
pub(super) fn mark(work: &Work, field: &Field, lang: Lang) -> Markup {
    html! {
        @if let Some(source) = source(&work.typed, &field.name) {
            p.hint.source { (source.words(lang, work.is_online())) (lang.pick(". Bạn sửa được.", ". You can change it.")) }
        }
    }
}

/// What somebody's earlier dossiers said of her, the last one first, each with its code.
///
/// # Errors
/// The store's.
pub(super) fn earlier(tx: &mut Tx, snapshot: &Snapshot, person: PersonId) -> store::Result<Vec<(String, Record)>> {
    let mut said = Vec::new();
    for (id, code, version) in queries::filed_by(tx, person, EARLIER)? {
        let law = snapshot.catalogue.version(version);
        let form = law.as_ref().and_then(|law| snapshot.catalogue.form(&law.package));
        let Some(group) = form.and_then(fields::own_group) else { continue };
        if let Some(answers) = queries::answers(tx, id)?.as_object() {
            said.push((code, fields::said(group, answers)));
        }
    }
    Ok(said)
}

/// Fills in what is known of the applicant and what earlier dossiers said, where nothing was typed.
pub(super) fn fill_in(typed: &mut Typed, form: &Form, known: &Details, earlier: &[(String, Record)], today: Date) {
    for field in form.fields() {
        if typed.is_blank(&field.name) {
            prefill(typed, std::iter::once(field), known);
            note(typed, &field.name, &Source::Profile);
        }
    }
    let Some(group) = fields::own_group(form) else { return };
    say(typed, group, &fields::of_profile(known), &Source::Profile, today);
    for (code, record) in earlier {
        say(typed, group, record, &Source::Earlier(code.clone()), today);
    }
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

/// Asks the register about the applicant who begins a form herself; what to say when it was of no use.
///
/// # Errors
/// The store's, and when the draft is not the visitor's.
pub(super) async fn ask(app: &App, visitor: &Visitor, id: DossierId) -> Result<Option<Text>, Problem> {
    let Ok(work) = work::open(app, visitor, id).await? else { return Ok(None) };
    let (Some(person), true) = (visitor.actor()?.person, of_use(app, visitor, work.form())) else { return Ok(None) };
    let known = app.read(move |tx| persons::get(tx, person)).await?.details;
    let Some(number) = number_of(&known) else { return Ok(None) };
    let ground = format!("Người dân khai hồ sơ của chính mình: {}", work.package().name.vi);
    // One lookup for one draft, however often its first page is sent.
    let lookup = Uuid::new_v5(&id.0, b"population");
    look_up(app, visitor, &work, lookup, number, ground, None).await
}

/// Asks the register about somebody an officer files for, with the officer's ground; what to say when it was of no use.
///
/// # Errors
/// The store's, and when the draft is not the visitor's or its agency not the officer's.
pub(super) async fn ask_for(
    app: &App,
    visitor: &Visitor,
    work: &Work,
    known: &Details,
    ground: String,
) -> Result<Option<Text>, Problem> {
    let Some(number) = number_of(known) else {
        return Ok(Some(Text::new(
            "Chưa tra cứu được dân cư: cần số định danh cá nhân 12 số của người nộp.",
            "The population database was not asked: it needs the applicant's personal number of 12 digits.",
        )));
    };
    look_up(app, visitor, work, app.ids.next(), number, ground, work.draft.agency).await
}

fn number_of(known: &Details) -> Option<PersonalNumber> {
    known.identity.as_ref().and_then(|identity| PersonalNumber::parse(identity.number()).ok())
}

/// Whether an officer may have the register asked for this draft, and it would be of use.
pub(super) fn officer_may(app: &App, visitor: &Visitor, work: &Work) -> bool {
    let may = |actor: &base::Actor| {
        work.draft.agency.is_some_and(|agency| actor.may(&population::permissions::LOOK_UP, agency))
    };
    let plugged = app.find::<Population>().is_some_and(|population| population.0.is_some());
    let wanted = work.form().and_then(fields::own_group).is_some_and(|group| !fields::wanted(group).is_empty());
    plugged && wanted && visitor.actor.as_ref().is_some_and(may)
}

async fn look_up(
    app: &App,
    visitor: &Visitor,
    work: &Work,
    lookup: Uuid,
    number: PersonalNumber,
    ground: String,
    agency: Option<AgencyId>,
) -> Result<Option<Text>, Problem> {
    let register = app.find::<Population>().and_then(|population| population.0.clone());
    let (Some(register), Some(form)) = (register, work.form().cloned()) else { return Ok(None) };
    let facts = fields::own_group(&form).map(fields::wanted).unwrap_or_default();
    let by = visitor.actor()?.name.clone();
    let name = agency.map(|agency| work.snapshot.agencies.name_as_of(agency, visitor.today).to_owned());
    let asked = Asked { id: lookup, number, facts, ground, by, agency: name.unwrap_or_default() };
    let id = work.draft.id;
    let about = About { dossier: id, code: String::new(), agency, who: "Người nộp hồ sơ".into() };
    match population::look_up(app, visitor, register, asked, about).await? {
        Looked::Found(record, at) => {
            let today = visitor.today;
            work::change(app, visitor, id, move |_, typed| {
                if let Some(group) = fields::own_group(&form) {
                    say(typed, group, &record, &Source::Register(at), today);
                }
            })
            .await?;
            Ok(None)
        }
        Looked::Refused(Fault::Ground) => Ok(Some(Fault::Ground.text())),
        Looked::Refused(Fault::Again) => Ok(None),
        Looked::Nobody | Looked::Failed(_) => Ok(Some(Text::new(
            "Chưa lấy được thông tin từ cơ sở dữ liệu dân cư. Hãy tự điền các mục còn trống; mọi việc khác vẫn như thường.",
            "Nothing could be taken from the population database. Please fill in what is blank; all else goes on as usual.",
        ))),
    }
}
