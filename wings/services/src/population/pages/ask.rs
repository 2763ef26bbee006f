//! Asking the register about somebody in a dossier: about whom, why; and what it says beside what was filed.

use axum::extract::{Path, State};
use base::{Lang, Text, clock::wall, text::format};
use store::Tx;
use web::{
    Answer, App, Field, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Choice, Column, Form as Fields, Table, Tone, button, link, notice, tag},
};

use super::{super::permissions::LOOK_UP, address};
use crate::{
    catalogue::{Published, domain::Keyed as _},
    dossiers::{domain::Dossier, queries as dossiers},
    office::{Office, Snapshot},
    population::{
        Asked, Looked, Population, Record,
        commands::About,
        domain::{Fact, Outcome},
        fields,
        fields::Subject,
        look_up,
        queries::{self, Lookup},
    },
};

const WHO: Field = Field::new("nguoi", Text::new("Tra cứu về ai?", "About whom?")).required();
const GROUND: Field = Field::new("can_cu", Text::new("Căn cứ tra cứu", "Ground")).required().max(500).hint(Text::new(
    "Cần biết điều gì, cho việc gì. Nội dung này được lưu vào nhật ký cùng tên bạn.",
    "What must be known, and what for. It is kept in the journal with your name.",
));

/// A dossier of the actor's own agency, with the people in it.
struct Sheet {
    dossier: Dossier,
    law: Option<std::sync::Arc<Published>>,
    subjects: Vec<Subject>,
    before: Vec<Lookup>,
}

fn read(tx: &mut Tx, snapshot: &Snapshot, actor: &base::Actor, id: base::DossierId) -> Result<Sheet, Problem> {
    let dossier = dossiers::by_id(tx, actor, id)?.ok_or_else(Problem::not_found)?;
    if !actor.may(&LOOK_UP, dossier.agency) {
        return Err(Problem::not_found());
    }
    let law = snapshot.catalogue.version(dossier.version);
    let form = law.as_ref().and_then(|law| snapshot.catalogue.form(&law.package));
    let applicant = directory::persons::queries::get(tx, dossier.applicant)?.details;
    let subjects = fields::subjects(form, &dossiers::answers(tx, id)?, &applicant);
    Ok(Sheet { before: queries::of_dossier(tx, id)?, subjects, law, dossier })
}

async fn sheet(app: &App, visitor: &Visitor, id: &str) -> Result<(Sheet, Snapshot), Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (actor, snapshot) = (visitor.actor()?.clone(), app.get::<Office>().snapshot());
    let asked = snapshot.clone();
    Ok((app.read(move |tx| read(tx, &asked, &actor, id)).await?, snapshot))
}

/// `GET /tra-cuu-dan-cu/{id}`
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Result<Page, Problem> {
    let (sheet, _) = sheet(&app, &visitor, &id).await?;
    Ok(page(&app, &visitor, &sheet, &Submitted::blank(), html! {}))
}

fn page(app: &App, visitor: &Visitor, sheet: &Sheet, typed: &Submitted, answer: Markup) -> Page {
    let (lang, dossier) = (visitor.lang, &sheet.dossier);
    let fields = Fields::new(lang, typed);
    let register = app.find::<Population>().and_then(|population| population.0.clone());
    let choices: Vec<Choice> = sheet
        .subjects
        .iter()
        .map(|subject| {
            let name = subject.filed.name.clone().unwrap_or_default();
            Choice::new(
                subject.key.clone(),
                format!("{}: {name} ({})", subject.label.get(lang), subject.number.masked()),
            )
            .hint(match lang {
                Lang::Vi => format!("Chỉ hỏi: {}", fields::names(&subject.facts, lang)),
                Lang::En => format!("Asks only: {}", fields::names(&subject.facts, lang)),
            })
        })
        .collect();
    let body = html! {
        (fields.summary())
        (answer)
        @match &register {
            None => (notice(lang, Tone::Info, html! { p { (lang.pick(
                "Chưa kết nối cơ sở dữ liệu dân cư. Hãy đối chiếu theo giấy tờ người nộp xuất trình.",
                "No population database is connected. Please compare with the papers shown.",
            )) } })),
            Some(register) => {
                @if register.is_trial() {
                    p { (tag(Tone::Warn, lang.pick("dữ liệu thử nghiệm", "trial data"))) " " (lang.pick("Mô phỏng, không phải hệ thống thật.", "A simulator, not the real system.")) }
                }
                @if choices.is_empty() {
                    p { (lang.pick("Hồ sơ chưa có số định danh của ai để tra cứu.", "The dossier holds nobody's personal number.")) }
                } @else {
                    (fields.post(address(dossier.id), html! {
                        (fields.key(&app.ids))
                        (fields.radios(&WHO, &choices))
                        (fields.area(&GROUND).rows(3))
                        p.actions { (button(lang.pick("Tra cứu", "Ask"))) }
                    }))
                }
            },
        }
        @if !sheet.before.is_empty() {
            h2 { (lang.pick("Các lần tra cứu của hồ sơ này", "Lookups of this dossier")) }
            (list(lang, &sheet.before))
        }
    };
    Page::new(lang.pick("Tra cứu dân cư", "Population lookup"))
        .lead(format!("{} · {}", dossier.code, dossier.applicant_name))
        .crumb(dossier.code.clone(), format!("/xu-ly/{}", dossier.id))
        .desk()
        .body(body)
}

fn list(lang: Lang, lookups: &[Lookup]) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Lúc", "When")),
        Column::text(lang.pick("Người tra cứu", "Who asked")),
        Column::text(lang.pick("Về ai", "About whom")),
        Column::text(lang.pick("Căn cứ", "Ground")),
        Column::text(lang.pick("Kết quả", "Outcome")),
    ];
    let rows = lookups.iter().map(|lookup| {
        vec![
            html! { (format::date_time(wall(lookup.at))) },
            html! { (lookup.by) },
            html! { (lookup.about) " · " (lookup.subject) },
            html! { (lookup.ground) },
            outcome(lang, lookup.outcome),
        ]
    });
    html! { (Table::new(lang.pick("Các lần tra cứu", "Lookups"), columns).quiet().rows(rows)) }
}

/// An outcome as a tag.
pub(super) fn outcome(lang: Lang, outcome: Outcome) -> Markup {
    let tone = match outcome {
        Outcome::Found => Tone::Good,
        Outcome::Asked | Outcome::NotFound => Tone::Info,
        Outcome::Unreachable => Tone::Warn,
        Outcome::Doubted => Tone::Bad,
    };
    tag(tone, outcome.label().get(lang))
}

/// `POST /tra-cuu-dan-cu/{id}`
pub(super) async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let lang = visitor.lang;
    let (sheet, snapshot) = sheet(&app, &visitor, &id).await?;
    let known: Vec<(&str, &Subject)> = sheet.subjects.iter().map(|subject| (subject.key.as_str(), subject)).collect();
    let subject = typed.choice(&WHO, &known);
    let ground = typed.lines(&GROUND);
    let register = app.find::<Population>().and_then(|population| population.0.clone());
    let (Some(subject), Some(register), true) = (subject, register, typed.is_good()) else {
        return Ok(page(&app, &visitor, &sheet, &typed, html! {}).unprocessable().into());
    };
    let agency = sheet.dossier.agency;
    let name = snapshot.agencies.name_as_of(agency, visitor.today).to_owned();
    let asked = Asked {
        id: typed.key(&app.ids),
        number: subject.number.clone(),
        facts: subject.facts.clone(),
        ground,
        by: visitor.actor()?.name.clone(),
        agency: name,
    };
    let about = About {
        dossier: sheet.dossier.id,
        code: sheet.dossier.code.clone(),
        agency: Some(agency),
        who: subject.label.vi.clone(),
    };
    let looked = look_up(&app, &visitor, register, asked, about).await?;
    if let Looked::Refused(fault) = looked {
        typed.error(GROUND.name, fault.text());
        return Ok(page(&app, &visitor, &sheet, &typed, html! {}).unprocessable().into());
    }
    let form = sheet.law.as_ref().and_then(|law| snapshot.catalogue.form(&law.package));
    let answer = match &looked {
        Looked::Found(record, at) => found(lang, form, subject, record, format::date_time(wall(*at)).to_string()),
        Looked::Nobody => notice::with_title(
            lang,
            Tone::Warn,
            lang.pick("Không có người này trong cơ sở dữ liệu", "Nobody of this number is in the database"),
            html! {
                p { (lang.pick("Hãy kiểm tra lại số định danh trên giấy tờ người nộp xuất trình.", "Please check the number on the papers shown.")) }
            },
        ),
        Looked::Failed(fault) => notice(lang, Tone::Bad, html! { p { (fault.text().get(lang)) } }),
        Looked::Refused(_) => html! {},
    };
    // The list below shows this lookup too; a blank form has a new key.
    let (sheet, _) = self::sheet(&app, &visitor, &id).await?;
    Ok(page(&app, &visitor, &sheet, &Submitted::blank(), answer).into())
}

/// What the register says, beside what was filed.
fn found(
    lang: Lang,
    form: Option<&crate::catalogue::domain::Form>,
    subject: &Subject,
    record: &Record,
    at: String,
) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Thông tin", "Fact")),
        Column::text(lang.pick("Cơ sở dữ liệu dân cư", "Population database")),
        Column::text(lang.pick("Hồ sơ ghi", "In the dossier")),
        Column::text(lang.pick("Đối chiếu", "Compared")),
    ];
    let rows = subject.facts.iter().map(|fact: &Fact| {
        let (theirs, ours) =
            (fields::in_words(form, *fact, record, lang), fields::in_words(form, *fact, &subject.filed, lang));
        let compared = match (theirs.is_empty(), ours.is_empty()) {
            (false, false) if fields::agree(*fact, record, &subject.filed) => {
                tag(Tone::Good, lang.pick("khớp", "same"))
            }
            (false, false) => tag(Tone::Warn, lang.pick("khác, hãy xem lại", "different, please look")),
            _ => html! { "—" },
        };
        let or_dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
        vec![html! { (fact.label().get(lang)) }, html! { (or_dash(theirs)) }, html! { (or_dash(ours)) }, compared]
    });
    html! {
        section.part-of #ket-qua {
            h2 { (subject.label.get(lang)) " · " (subject.number.masked()) }
            (Table::new(lang.pick("Kết quả tra cứu", "What it says"), columns).quiet().rows(rows))
            p.hint {
                (lang.pick("Nguồn: cơ sở dữ liệu quốc gia về dân cư, lúc ", "Source: national population database, at ")) (at) ". "
                (lang.pick("Kết quả chỉ hiện lần này, không được lưu.", "It is shown this once and not kept."))
            }
            p { (link(lang.pick("Tra cứu người khác", "Ask about somebody else"), "#o-nguoi").quiet()) }
        }
    }
}
