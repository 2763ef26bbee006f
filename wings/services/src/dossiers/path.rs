//! The way a procedure's steps lead a dossier: which step comes next, and whose it is.

use base::Role;

use crate::catalogue::domain::{Doer, Package, Step, StepKind};

/// The steps of one version of a procedure, by index.
pub(super) struct Path<'a>(pub(super) &'a Package);

impl<'a> Path<'a> {
    /// The step of an index.
    pub(super) fn step(&self, index: usize) -> Option<&'a Step> {
        self.0.steps.get(index)
    }

    /// Whose step it is. A step the applicant does (paying an obligation) is watched by the officer.
    pub(super) fn role(&self, index: usize) -> Role {
        match self.step(index).map(|step| step.role) {
            Some(Doer::Staff(role)) => role,
            _ => Role::Officer,
        }
    }

    /// The case of terms that applies when nothing special does.
    pub(super) fn usual_case(&self) -> usize {
        self.0.cases.iter().position(|case| case.when.is_none()).unwrap_or(0)
    }

    /// The steps that may follow.
    pub(super) fn next(&self, index: usize) -> Vec<usize> {
        let Some(step) = self.step(index) else { return Vec::new() };
        self.0.after(step).into_iter().filter_map(|next| self.index(&next.id)).collect()
    }

    /// The working steps that may follow: not those that a signature or a hand-over leads to.
    pub(super) fn next_work(&self, index: usize) -> Vec<usize> {
        self.next(index).into_iter().filter(|next| self.is_work(*next)).collect()
    }

    /// Where accepted dossiers begin: the first working step, or the counter itself when there is none before the signature.
    pub(super) fn start(&self) -> usize {
        self.next_work(0).first().copied().unwrap_or(0)
    }

    /// The next signature on the way from a step.
    pub(super) fn signature(&self, from: usize) -> Option<usize> {
        self.ahead(from, StepKind::Approve)
    }

    /// Where the result is handed over.
    pub(super) fn hand_over(&self, from: usize) -> Option<usize> {
        self.ahead(from, StepKind::Return)
    }

    /// The working step before a signature.
    pub(super) fn back(&self, from: usize) -> usize {
        (0..from).rev().find(|index| self.is_work(*index)).unwrap_or(0)
    }

    fn is_work(&self, index: usize) -> bool {
        self.step(index).is_some_and(|step| {
            matches!(step.kind, StepKind::Appraise | StepKind::Consult | StepKind::Publish | StepKind::Pay)
        })
    }

    fn ahead(&self, from: usize, kind: StepKind) -> Option<usize> {
        let mut seen = vec![from];
        let mut at = 0;
        while let Some(&index) = seen.get(at) {
            for next in self.next(index) {
                if self.step(next).is_some_and(|step| step.kind == kind) {
                    return Some(next);
                }
                if !seen.contains(&next) {
                    seen.push(next);
                }
            }
            at += 1;
        }
        None
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.0.steps.iter().position(|step| step.id == id)
    }
}
