//! A part of a form on the screen: its groups of questions, the conditions under which they are asked, live where scripts
//! run and said in words where they do not.

use maud::{Markup, html};
use web::{Submitted, ui::Form};

use super::{
    fields::{Inputs, communes},
    known,
    plan::Step,
    work::Work,
};
use crate::{
    catalogue::domain::{Field, Group, Guard, Kind},
    dossiers::answers::Remark,
};

/// The id of the part that is drawn again when an answer changes what is asked.
pub(super) const LIVE: &str = "phan-khai";

/// The inputs of these fields as typed, or as they stand before anybody typed; with what is wrong with them.
pub(super) fn filled(work: &Work, fields: &[&Field], errors: &[Remark]) -> Submitted {
    let mut filled = work
        .typed
        .pairs()
        .fold(Submitted::blank(), |filled, (name, value)| filled.with(name.to_owned(), value.to_owned()));
    for field in fields {
        if let Some(default) = field.rules.default.as_ref().filter(|_| !work.typed.has(&field.name)) {
            filled = filled.with(field.name.clone(), default.clone());
        }
    }
    for remark in errors.iter().filter(|remark| fields.iter().any(|field| field.name == remark.field)) {
        filled.error(remark.input.clone(), remark.words.clone());
    }
    filled
}

/// The groups of a page.
pub(super) fn groups(
    work: &Work,
    step: Step,
    groups: &[&'static Group],
    submitted: &Submitted,
    lang: base::Lang,
) -> Markup {
    let today = base::clock::wall(work.now).date();
    let here: Vec<&Field> = groups.iter().flat_map(|group| &group.fields).collect();
    let has_place = here.iter().any(|field| asks_place(field));
    let has_agency = here.iter().any(|field| field.kind == Kind::Agency);
    let agencies = if has_agency {
        work.snapshot.agencies.one_stops(today).map(|(_, period)| period.name.clone()).collect()
    } else {
        Vec::new()
    };
    let sheet = Sheet {
        inputs: Inputs {
            fields: Form::new(lang, submitted),
            submitted,
            typed: &work.typed,
            communes: if has_place { communes(today) } else { Vec::new() },
            agencies,
        },
        work,
        here,
        save: format!("{}/luu", step.of(work.draft.id)),
    };
    html! {
        @for group in groups {
            @if groups.len() > 1 {
                section.group { h2 { (group.label.get(lang)) } (sheet.group(group)) }
            } @else {
                (sheet.group(group))
            }
        }
    }
}

fn asks_place(field: &Field) -> bool {
    field.kind.parts().iter().any(|part| part.name == "commune") || field.columns.iter().any(asks_place)
}

struct Sheet<'a> {
    inputs: Inputs<'a>,
    work: &'a Work,
    here: Vec<&'a Field>,
    save: String,
}

impl Sheet<'_> {
    fn group(&self, group: &Group) -> Markup {
        let source = |field: &Field| field.when.as_ref().map(|guard| guard.source().to_owned());
        html! {
            @for run in group.fields.chunk_by(|a, b| source(a) == source(b)) {
                @match &run[0].when {
                    None => (self.questions(run)),
                    Some(guard) => (self.conditional(guard, run)),
                }
            }
        }
    }

    /// Questions that are asked in some cases only. When the answer that decides stands on an earlier page they are there
    /// or not; when it stands on this page they are there with the condition in words, and scripts hide them.
    fn conditional(&self, guard: &Guard, run: &[Field]) -> Markup {
        let lang = self.inputs.fields.lang;
        let decided = guard.decide(&self.work.reading);
        let decided_here = guard.fields().iter().any(|name| self.here.iter().any(|field| field.name == *name));
        html! {
            @if decided_here || decided != Some(false) {
                div.conditional.unasked[decided != Some(true)] {
                    @if decided_here || decided.is_none() {
                        p.when { (lang.pick("Chỉ điền khi ", "Only if ")) (guard.say(self.work.form(), lang)) "." }
                    }
                    (self.questions(run))
                }
            }
        }
    }

    fn questions(&self, run: &[Field]) -> Markup {
        let lang = self.inputs.fields.lang;
        html! {
            @for field in run {
                @let required = self.work.reading.is_required(field);
                @if self.decides(field) {
                    div.deciding hx-post=(self.save) hx-trigger="change" hx-target={"#" (LIVE)} hx-swap="innerHTML"
                        hx-status:4xx="swap:none" hx-status:5xx="swap:none" {
                        (self.inputs.question(field, &field.name, required))
                    }
                } @else {
                    (self.inputs.question(field, &field.name, required))
                }
                (known::mark(self.work, field, lang))
            }
        }
    }

    /// Whether the answer to a question decides if another on this page is asked.
    fn decides(&self, field: &Field) -> bool {
        let chosen = matches!(field.kind, Kind::YesNo | Kind::Tick | Kind::Choice | Kind::Choices);
        let speaks = |guard: &Guard| guard.fields().contains(&field.name.as_str());
        chosen && self.here.iter().any(|other| other.when.as_ref().is_some_and(speaks))
    }
}
