//! For whom, at the counter: somebody known is found by number, telephone or name; anybody else is written down. No account
//! is needed.

use base::{
    DossierId, Lang, PersonId, Text,
    identity::{Email, Phone},
};
use directory::{
    Act,
    persons::{Details, Identity, IdentityKind, Kind, Person, commands, queries},
};
use maud::{Markup, html};
use store::Tx;
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, Words,
    ui::{self, Choice, Form, Search, Tone, button},
};

use super::{
    known,
    plan::{Plan, Step},
    step,
    work::{self, Work},
};
use crate::{
    catalogue::domain::{ApplicantKind, Keyed, Package, form::APPLICANT},
    dossiers::{answers::Typed, commands::Context},
};

/// The person chosen from those known.
const CHOSEN: &str = "nop.id";
/// The button that chooses one.
const CHOOSE: &str = "_chon";
/// What is searched for.
const QUERY: &str = "q";

const KIND: Field = Field::new("nop.loai", Text::new("Người nộp là", "The applicant is")).required();
const AS: Field = Field::new(APPLICANT, Text::new("Nộp với tư cách", "Applies as")).required();
const NAME: Field =
    Field::new("nop.ten", Text::new("Họ và tên, hoặc tên tổ chức", "Full name, or name of the organisation"))
        .required()
        .max(200);
const PAPER: Field = Field::new("nop.giay", Text::new("Loại giấy tờ", "Kind of identity paper"));
const NUMBER: Field = Field::new("nop.so", Text::new("Số giấy tờ", "Number")).max(30).hint(Text::new(
    "Có số thì lần sau tìm thấy ngay; không có thì để trống.",
    "With it the person is found next time; leave empty if there is none.",
));
const BORN: Field = Field::new("nop.sinh", Text::new("Ngày sinh", "Date of birth"));
const PHONE: Field = Field::new("nop.dien_thoai", Text::new("Số điện thoại", "Telephone")).max(20).inputmode("tel");
const EMAIL: Field = Field::new("nop.thu", Text::new("Thư điện tử", "E-mail"))
    .max(200)
    .hint(Text::new("Có thì người nộp nhận được tin báo.", "With it the applicant gets notices."));
const ADDRESS: Field = Field::new("nop.dia_chi", Text::new("Địa chỉ", "Address")).max(300);
const GROUND: Field = Field::new(
    "can_cu_dan_cu",
    Text::new("Căn cứ tra cứu cơ sở dữ liệu dân cư", "Ground for asking the population database"),
)
.max(500)
.hint(Text::new(
    "Ghi căn cứ thì hệ thống tra cứu và điền sẵn tờ khai, lưu nhật ký cùng tên bạn; để trống thì không tra cứu.",
    "With a ground the register is asked and the form filled in, and the journal keeps it with your name; leave empty not to ask.",
));
/// Every input of the step but the search.
const INPUTS: [&str; 10] = [
    CHOSEN,
    KIND.name,
    NAME.name,
    PAPER.name,
    NUMBER.name,
    "nop.sinh.ngay",
    "nop.sinh.thang",
    "nop.sinh.nam",
    PHONE.name,
    EMAIL.name,
];

/// The applicant as typed; what is wrong is said in `typed`.
fn read(typed: &mut Submitted) -> Option<Details> {
    let kind = typed
        .choice(&KIND, &[(Kind::Individual.key(), Kind::Individual), (Kind::Organisation.key(), Kind::Organisation)]);
    let name = typed.line(&NAME);
    let papers: Vec<(&str, IdentityKind)> = IdentityKind::ALL.iter().map(|kind| (kind.key(), *kind)).collect();
    let paper = typed.choice(&PAPER, &papers);
    let number = typed.line(&NUMBER);
    let identity = match (paper, number.is_empty()) {
        (_, true) => None,
        (None, false) => {
            typed.error(
                PAPER.name,
                Text::new("Hãy chọn loại giấy tờ của số này.", "Please choose what paper the number is of."),
            );
            None
        }
        (Some(paper), false) => {
            Identity::parse(paper, &number).map_err(|(vi, en)| typed.error(NUMBER.name, Words::new(vi, en))).ok()
        }
    };
    let born = typed.date(&BORN);
    let phone = typed.line(&PHONE);
    let phone = optional(&phone, |text| {
        Phone::parse(text).map_err(|e| typed.error(PHONE.name, Words::new(e.message(Lang::Vi), e.message(Lang::En))))
    });
    let email = typed.line(&EMAIL);
    let email = optional(&email, |text| Email::parse(text).map_err(|e| typed.error(EMAIL.name, e.message())));
    let address = typed.line(&ADDRESS);
    typed.is_good().then(|| Details { kind: kind.unwrap_or_default(), name, identity, born, phone, email, address })
}

/// As whom a person or organisation applies, where the procedure leaves no choice; `Err` when it is not for them.
fn applies_as(kind: Kind, package: &Package) -> Result<Option<ApplicantKind>, Text> {
    let fits = |offered: &ApplicantKind| match kind {
        Kind::Individual => *offered != ApplicantKind::Organization,
        Kind::Organisation => *offered == ApplicantKind::Organization,
    };
    let fitting: Vec<ApplicantKind> = package.applicants.iter().copied().filter(fits).collect();
    match fitting.as_slice() {
        [] => Err(Text::new(
            "Thủ tục này không dành cho người nộp loại này.",
            "This procedure is not for this kind of applicant.",
        )),
        [only] => Ok(Some(*only)),
        _ => Ok(None),
    }
}

/// Whether it must be asked as whom somebody applies.
fn asks_as(package: &Package) -> bool {
    package.applicants.iter().filter(|kind| **kind != ApplicantKind::Organization).count() > 1
}

fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Result<T, ()>) -> Option<T> {
    if text.is_empty() { None } else { parse(text).ok() }
}

fn kept(typed: &Typed) -> Submitted {
    typed
        .pairs()
        .filter(|(name, _)| is_own(name))
        .fold(Submitted::blank(), |form, (name, value)| form.with(name, value))
}

fn is_own(name: &str) -> bool {
    INPUTS.contains(&name) || name == ADDRESS.name || name == APPLICANT
}

/// Whether the applicant is known well enough to file.
pub(super) fn is_complete(work: &Work) -> bool {
    read(&mut kept(&work.typed)).is_some()
}

/// The applicant's name as given today.
pub(super) fn name(work: &Work) -> String {
    base::text::clean(work.typed.get(NAME.name))
}

/// The applicant, for the last look.
pub(super) fn facts(lang: Lang, work: &Work) -> ui::Details {
    let text = |field: &Field| work.typed.get(field.name).to_owned();
    ui::details()
        .text(lang.pick("Người nộp", "Applicant"), &text(&NAME))
        .text(NUMBER.label.get(lang), &text(&NUMBER))
        .text(PHONE.label.get(lang), &text(&PHONE))
        .text(ADDRESS.label.get(lang), &text(&ADDRESS))
}

/// The step: searching on top, what is known or typed below.
pub(super) async fn page(
    app: &App,
    visitor: &Visitor,
    work: &Work,
    plan: &Plan,
    asked: &Submitted,
) -> Result<Page, Problem> {
    let query = asked.get(QUERY).to_owned();
    let words = query.clone();
    let found = app.read(move |tx| Ok::<_, Problem>(queries::search(tx, &words, 10)?)).await?;
    Ok(draw(app, visitor, work, plan, &kept(&work.typed), Some((&query, &found))))
}

fn draw(
    app: &App,
    visitor: &Visitor,
    work: &Work,
    plan: &Plan,
    filled: &Submitted,
    search: Option<(&str, &[Person])>,
) -> Page {
    let register = known::officer_may(app, visitor, work);
    let lang = visitor.lang;
    let here = Step::Who.of(work.draft.id);
    let filled = [(KIND.name, Kind::Individual.key()), (APPLICANT, ApplicantKind::Individual.key())]
        .into_iter()
        .filter(|(name, _)| filled.get(name).is_empty())
        .fold(filled.clone(), |filled, (name, usual)| filled.with(name, usual));
    let fields = Form::new(lang, &filled);
    let kinds = [Kind::Individual, Kind::Organisation].map(|kind| Choice::new(kind.key(), kind.label().get(lang)));
    let papers = IdentityKind::ALL.map(|kind| Choice::new(kind.key(), kind.label().get(lang)));
    let (query, found) = search.unwrap_or(("", &[]));
    let results = results(lang, &fields, &here, query, found);
    let body = html! {
        (fields.summary())
        (Search::new(lang, here.clone(), QUERY, lang.pick("Tìm người đã có: số định danh, điện thoại hoặc tên", "Find somebody known: number, telephone or name"))
            .value(query).live("nguoi-da-co"))
        div #nguoi-da-co { (results) }
        (fields.post(here.clone(), html! {
            input type="hidden" name=(CHOSEN) value=(filled.get(CHOSEN));
            div.pairs hx-post={(here) "/luu"} hx-trigger="input delay:1500ms, change delay:300ms" hx-swap="none" {
                (fields.radios(&KIND, &kinds))
                (fields.line(&NAME))
                (fields.date(&BORN))
                (fields.select(&PAPER, &papers))
                (fields.line(&NUMBER).medium())
                (fields.line(&PHONE).tel())
                (fields.line(&EMAIL).email())
                (fields.line(&ADDRESS))
            }
            @if asks_as(work.package()) {
                (fields.radios(&AS, &as_choices(lang, work.package())))
            }
            @if register {
                (fields.area(&GROUND).rows(2))
            }
            (step::buttons(visitor, work, plan, Step::Who))
        }).draft())
    };
    step::frame(visitor, work, plan, Step::Who, lang.pick("Người nộp hồ sơ", "The applicant").into(), body)
        .fragment("nguoi-da-co", results)
}

fn kinds(package: &Package) -> Vec<(&'static str, ApplicantKind)> {
    let people = package.applicants.iter().filter(|kind| **kind != ApplicantKind::Organization);
    people.map(|kind| (kind.key(), *kind)).collect()
}

fn as_choices(lang: Lang, package: &Package) -> Vec<Choice> {
    kinds(package).into_iter().map(|(key, kind)| Choice::new(key, kind.label().get(lang))).collect()
}

fn results(lang: Lang, fields: &Form, here: &str, query: &str, found: &[Person]) -> Markup {
    html! {
        @if !query.is_empty() && found.is_empty() {
            p { (lang.pick("Chưa có ai như vậy. Hãy ghi thông tin ở dưới.", "Nobody like that is known. Please write them down below.")) }
        }
        @if !found.is_empty() {
            ul.found aria-label=(lang.pick("Người tìm thấy", "People found")) {
                @for person in found {
                    li {
                        span {
                            strong { (person.details.name) }
                            @if let Some(identity) = &person.details.identity { " · " (identity.masked()) }
                            @if let Some(phone) = &person.details.phone { " · " (phone.grouped()) }
                            @if !person.details.address.is_empty() { " · " (person.details.address) }
                        }
                        (fields.post(here, html! {
                            (button(lang.pick("Chọn", "Choose")).quiet().sends(CHOOSE, person.id.to_string()).about(person.details.name.clone()))
                        }))
                    }
                }
            }
        }
    }
}

/// Keeps what is being typed.
pub(super) async fn keep(app: &App, visitor: &Visitor, id: DossierId, typed: &Submitted) -> Result<(), Problem> {
    let sent: Vec<(String, String)> = typed
        .pairs()
        .filter(|(name, _)| is_own(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    work::change(app, visitor, id, move |_, inputs| {
        for (name, value) in &sent {
            inputs.set(name.clone(), [value.clone()]);
        }
    })
    .await
}

/// Saves the step and goes on; or fills in somebody who was chosen.
pub(super) async fn send(app: &App, visitor: &Visitor, work: &Work, mut typed: Submitted) -> Result<Answer, Problem> {
    let id = work.draft.id;
    if typed.has(CHOOSE) {
        let chosen: PersonId = typed.hidden(CHOOSE)?;
        let person = app.read(move |tx| Ok::<_, Problem>(queries::get(tx, chosen)?)).await?;
        work::change(app, visitor, id, move |_, inputs| fill(inputs, &person)).await?;
        return Ok(SeeOther::to(Step::Who.of(id)).into());
    }
    keep(app, visitor, id, &typed).await?;
    if typed.has(step::LATER) {
        return Ok(step::leave(work).into());
    }
    let details = read(&mut typed);
    let settled = details.as_ref().map(|details| applies_as(details.kind, work.package()));
    let applies = match settled {
        Some(Ok(Some(only))) => Some(only),
        Some(Ok(None)) => typed.choice(&AS, &kinds(work.package())),
        Some(Err(why)) => {
            typed.error(KIND.name, why);
            None
        }
        None => None,
    };
    let plan = work.plan();
    let Some(details) = details.filter(|_| typed.is_good()) else {
        return Ok(draw(app, visitor, work, &plan, &typed, None).unprocessable().into());
    };
    let chosen: Option<PersonId> = typed.get(CHOSEN).parse().ok();
    let snapshot = work.snapshot.clone();
    let same = details.identity.clone();
    let earlier = app
        .read(move |tx| match same.map(|identity| queries::by_identity(tx, &identity)).transpose()?.flatten() {
            Some(person) if chosen.is_none_or(|chosen| chosen == person.id) => known::earlier(tx, &snapshot, person.id),
            _ => Ok(Vec::new()),
        })
        .await?;
    let (form, today, known) = (work.form().cloned(), visitor.today, details.clone());
    work::change(app, visitor, id, move |_, inputs| {
        inputs.set(APPLICANT, applies.map(|kind| kind.key().to_owned()));
        if let Some(form) = &form {
            known::fill_in(inputs, form, &known, &earlier, today);
        }
    })
    .await?;
    let ground = typed.lines(&GROUND);
    let said = if ground.is_empty() || !known::officer_may(app, visitor, work) {
        None
    } else {
        known::ask_for(app, visitor, work, &details, ground).await?
    };
    let go = SeeOther::to(plan.after(Step::Who, work).of(id));
    Ok(match said {
        Some(words) => go.flash(Tone::Warn, words).into(),
        None => go.into(),
    })
}

fn fill(inputs: &mut Typed, person: &Person) {
    let known = &person.details;
    let born = known.born.map(|born| [born.day().to_string(), born.month().to_string(), born.year().to_string()]);
    let [day, month, year] = born.unwrap_or_default();
    for (name, value) in [
        (CHOSEN, person.id.to_string()),
        (KIND.name, known.kind.key().to_owned()),
        (NAME.name, known.name.clone()),
        (PAPER.name, known.identity.as_ref().map(|identity| identity.kind().key().to_owned()).unwrap_or_default()),
        (NUMBER.name, known.identity.as_ref().map(|identity| identity.number().to_owned()).unwrap_or_default()),
        ("nop.sinh.ngay", day),
        ("nop.sinh.thang", month),
        ("nop.sinh.nam", year),
        (PHONE.name, known.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default()),
        (EMAIL.name, known.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default()),
        (ADDRESS.name, known.address.clone()),
    ] {
        inputs.set(name, [value]);
    }
}

/// The person to file for: the one chosen, the one whose number it is, or a new one. What was not known before is added;
/// in what else today's papers differ is returned for the officer to look at, and left as it was.
pub(super) fn settle(tx: &mut Tx, cx: &Context, work: &Work) -> Result<(PersonId, Vec<Text>), Problem> {
    let details = read(&mut kept(&work.typed)).ok_or_else(|| Problem::internal("the applicant was complete"))?;
    let act = Act { actor: cx.actor, at: cx.now, ids: cx.ids };
    let chosen: Option<PersonId> = work.typed.get(CHOSEN).parse().ok();
    let same = match chosen {
        Some(id) => Some(queries::get(tx, id)?)
            .filter(|known| known.details.identity == details.identity || details.identity.is_none()),
        None => None,
    };
    let id = match same {
        Some(known) => known.id,
        None => commands::find_or_create(tx, act, &details).map_err(refused)?.id,
    };
    let known = queries::get(tx, id)?.details;
    let whole = known.clone().or(details.clone());
    if whole != known {
        commands::amend(tx, act, id, &whole).map_err(refused)?;
    }
    Ok((id, whole.differences(&details).into_iter().map(|difference| difference.label()).collect()))
}

fn refused(error: commands::Error) -> Problem {
    error.fault().map_or_else(|problem| problem, |fault| Problem::invalid(fault.text()))
}
