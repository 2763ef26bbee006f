//! Where a dossier is filed, and as whom.

use base::{AgencyId, Text};
use maud::{Markup, html};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor,
    ui::{Choice, Form},
};

use super::{
    agencies::Taker,
    choose::{self, AGENCY},
    plan::{Plan, Step},
    step,
    work::{self, Work},
};
use crate::catalogue::domain::{ApplicantKind, Keyed, Package, form::APPLICANT};

/// As whom one applies.
const AS: Field = Field::new(APPLICANT, Text::new("Bạn nộp với tư cách", "You apply as")).required();

/// The question as whom, where a procedure leaves a choice.
pub(super) fn applicant(fields: &Form, package: &Package) -> Markup {
    let choices: Vec<Choice> =
        package.applicants.iter().map(|kind| Choice::new(kind.key(), kind.label().get(fields.lang))).collect();
    html! { @if choices.len() > 1 { (fields.radios(&AS, &choices)) } }
}

/// Reads both; what is wrong is said in `typed`.
pub(super) fn read(
    typed: &mut Submitted,
    package: &Package,
    takers: &[Taker],
) -> (Option<AgencyId>, Option<ApplicantKind>) {
    let offered: Vec<(String, AgencyId)> = takers.iter().map(|taker| (taker.id.to_string(), taker.id)).collect();
    let offered: Vec<(&str, AgencyId)> = offered.iter().map(|(text, id)| (text.as_str(), *id)).collect();
    let agency = typed.choice(&AGENCY, &offered);
    let kinds: Vec<(&str, ApplicantKind)> = package.applicants.iter().map(|kind| (kind.key(), *kind)).collect();
    let kind = if kinds.len() > 1 { typed.choice(&AS, &kinds) } else { kinds.first().map(|(_, kind)| *kind) };
    (agency, kind)
}

/// The step.
pub(super) fn page(visitor: &Visitor, work: &Work, plan: &Plan, checked: bool) -> Page {
    let mut filled = Submitted::blank().with(APPLICANT, work.typed.get(APPLICANT));
    if let Some(agency) = work.draft.agency {
        filled = filled.with(AGENCY.name, agency.to_string());
    }
    if checked {
        read(&mut filled, work.package(), &work.takers());
    }
    draw(visitor, work, plan, &filled)
}

fn draw(visitor: &Visitor, work: &Work, plan: &Plan, filled: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, filled);
    let takers = work.takers();
    let chosen = filled.get(AGENCY.name).parse().ok();
    let body = html! {
        (fields.summary())
        (fields.post(Step::Place.of(work.draft.id), html! {
            (choose::choice(&fields, &takers, chosen))
            (applicant(&fields, work.package()))
            (step::buttons(visitor, work, plan, Step::Place))
        }))
    };
    step::frame(visitor, work, plan, Step::Place, lang.pick("Nộp hồ sơ ở đâu?", "Where to file?").into(), body)
}

/// Saves the step and goes on.
pub(super) async fn send(app: &App, visitor: &Visitor, work: &Work, mut typed: Submitted) -> Result<Answer, Problem> {
    let (agency, kind) = read(&mut typed, work.package(), &work.takers());
    let (id, later) = (work.draft.id, typed.has(step::LATER));
    work::change(app, visitor, id, move |kept, inputs| {
        *kept = agency.or(*kept);
        if let Some(kind) = kind {
            inputs.set(APPLICANT, [kind.key().to_owned()]);
        }
    })
    .await?;
    if later {
        return Ok(step::leave(work).into());
    }
    let plan = work.plan();
    if typed.is_good() {
        return Ok(SeeOther::to(plan.after(Step::Place, work).of(id)).into());
    }
    Ok(draw(visitor, work, &plan, &typed).unprocessable().into())
}
