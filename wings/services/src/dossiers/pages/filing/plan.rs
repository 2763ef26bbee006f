//! The steps of a draft, in order.

use base::{Lang, Text};

use super::work::Work;
use crate::{
    catalogue::domain::{Field, Group, Kind},
    dossiers::domain::Channel,
};

/// A step of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// For whom, at the counter.
    Who,
    /// Where, on the portal.
    Place,
    /// A part of the form, counted from 0.
    Form(usize),
    /// The papers.
    Papers,
    /// The last look.
    Review,
}

/// How much one page of the form asks of a person.
const ENOUGH: usize = 10;

/// The steps of one draft.
pub(super) struct Plan {
    online: bool,
    /// The parts of the form: groups of questions, a page each.
    pub(super) pages: Vec<Vec<&'static Group>>,
}

impl Plan {
    pub(super) fn of(work: &Work) -> Self {
        let online = work.is_online();
        let asked = work.form().into_iter().flat_map(|form| &form.groups);
        let groups = asked.filter(|group| asks(work.draft.channel, group) && !group.fields.is_empty());
        let mut pages: Vec<Vec<&'static Group>> = Vec::new();
        let mut weight = 0;
        for group in groups {
            let own: usize = group.fields.iter().map(weigh).sum();
            // Officers type fast and look at the whole; people on a phone get a few questions at a time.
            match pages.last_mut() {
                Some(page) if !online || weight + own <= ENOUGH => {
                    page.push(group);
                    weight += own;
                }
                _ => {
                    pages.push(vec![group]);
                    weight = own;
                }
            }
        }
        Self { online, pages }
    }

    /// Every step, in order.
    pub(super) fn steps(&self) -> Vec<Step> {
        let first = if self.online { Step::Place } else { Step::Who };
        let form = (0..self.pages.len()).map(Step::Form);
        std::iter::once(first).chain(form).chain([Step::Papers, Step::Review]).collect()
    }

    /// The fields of a part of the form.
    pub(super) fn fields(&self, page: usize) -> Vec<&'static Field> {
        self.pages.get(page).into_iter().flatten().flat_map(|group| &group.fields).collect()
    }

    /// The part of the form that asks a field.
    pub(super) fn page_of(&self, field: &str) -> Option<usize> {
        self.pages.iter().position(|page| page.iter().any(|group| group.fields.iter().any(|f| f.name == field)))
    }

    /// The step of an address.
    pub(super) fn step(&self, slug: &str) -> Option<Step> {
        self.steps().into_iter().find(|step| step.slug() == slug)
    }

    /// The step after another, passing over parts of the form that do not apply.
    pub(super) fn after(&self, step: Step, work: &Work) -> Step {
        let later = self.steps().into_iter().skip_while(|other| *other != step).skip(1);
        later.into_iter().find(|step| self.applies(*step, work)).unwrap_or(Step::Review)
    }

    /// The step before another, likewise; none before the first.
    pub(super) fn before(&self, step: Step, work: &Work) -> Option<Step> {
        let earlier = self.steps().into_iter().take_while(|other| *other != step);
        earlier.filter(|step| self.applies(*step, work)).last()
    }

    fn applies(&self, step: Step, work: &Work) -> bool {
        let Step::Form(page) = step else { return true };
        let may =
            |field: &&'static Field| field.when.as_ref().is_none_or(|guard| guard.decide(&work.reading) != Some(false));
        self.fields(page).iter().any(may)
    }

    /// The four or so steps that people see, and which of them this is.
    pub(super) fn stages(&self, lang: Lang, now: Step) -> (Vec<(&'static str, Step)>, usize) {
        const WHO: Text = Text::new("Người nộp", "Applicant");
        const PLACE: Text = Text::new("Nơi nộp", "Where");
        const FORM: Text = Text::new("Tờ khai", "Form");
        const PAPERS: Text = Text::new("Giấy tờ", "Papers");
        const REVIEW: Text = Text::new("Xem lại và nộp", "Check and file");
        const FILE: Text = Text::new("Xem lại và nhận", "Check and take in");
        let first = if self.online { (PLACE, Step::Place) } else { (WHO, Step::Who) };
        let form = (!self.pages.is_empty()).then_some((FORM, Step::Form(0)));
        let last = if self.online { REVIEW } else { FILE };
        let stages: Vec<(&'static str, Step)> = std::iter::once(first)
            .chain(form)
            .chain([(PAPERS, Step::Papers), (last, Step::Review)])
            .map(|(name, step)| (name.get(lang), step))
            .collect();
        let stage = match now {
            Step::Form(_) => Step::Form(0),
            step => step,
        };
        let at = stages.iter().position(|(_, step)| *step == stage).unwrap_or(0);
        (stages, at)
    }
}

impl Step {
    /// The word in addresses.
    pub(super) fn slug(self) -> String {
        match self {
            Self::Who => "nguoi-nop".into(),
            Self::Place => "noi-nop".into(),
            Self::Form(page) => format!("to-khai-{}", page + 1),
            Self::Papers => "giay-to".into(),
            Self::Review => "xem-lai".into(),
        }
    }

    /// Its address in a draft.
    pub(super) fn of(self, draft: base::DossierId) -> String {
        format!("{}/{}", super::address(draft), self.slug())
    }
}

fn asks(channel: Channel, group: &Group) -> bool {
    use crate::catalogue::domain::form::FilledBy;
    group.filled_by == FilledBy::Applicant || channel != Channel::Online
}

/// How much a question asks of a person.
fn weigh(field: &Field) -> usize {
    match field.kind {
        Kind::Table => 4,
        kind if kind.parts().is_empty() => 1,
        _ => 3,
    }
}
