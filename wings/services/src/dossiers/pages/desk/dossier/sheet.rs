//! Everything the screen of a dossier shows, read at one moment.

use std::sync::Arc;

use base::{Actor, DossierId, Role};
use directory::{notices::Message, persons::Person};
use jiff::civil::Date;
use serde_json::Value;
use store::Tx;
use web::Problem;

use crate::{
    catalogue::{Published, domain::Package},
    dossiers::{
        commands,
        domain::{Dossier, Event, Move, State, moves_from},
        pages::desk::people::{self, Colleague, Names},
        papers::{self, Paper},
        path::Path,
        permissions as may,
        queries::{self, Consultation, Moment},
    },
    office::Snapshot,
};

/// A dossier with all that belongs to it, as one actor may see it.
pub(super) struct Sheet {
    pub(super) dossier: Dossier,
    pub(super) published: Option<Arc<Published>>,
    pub(super) moments: Vec<Moment>,
    pub(super) answers: Value,
    pub(super) papers: Vec<Paper>,
    pub(super) consultations: Vec<Consultation>,
    /// What the applicant was told.
    pub(super) told: Vec<Message>,
    pub(super) applicant: Person,
    pub(super) names: Names,
    /// Who holds the roles that it may go to.
    pub(super) colleagues: Vec<Colleague>,
    /// The moves the actor may make now, in the order of the table.
    pub(super) moves: Vec<Move>,
}

impl Sheet {
    /// Reads a dossier; [`Problem`] of kind not found when it is not there or not the actor's to know of.
    pub(super) fn read(
        tx: &mut Tx,
        actor: &Actor,
        snapshot: &Snapshot,
        id: DossierId,
        today: Date,
    ) -> Result<Self, Problem> {
        let dossier = queries::by_id(tx, actor, id)?.ok_or_else(Problem::not_found)?;
        let published = snapshot.catalogue.version(dossier.version);
        let moments = queries::timeline(tx, id)?;
        let consultations = queries::consultations_of(tx, id)?;
        let moves = moves(actor, &dossier, published.as_deref().map(|published| &published.package), &consultations);
        let roles = roles(&dossier, published.as_deref().map(|published| &published.package), &moves);
        Ok(Self {
            answers: queries::answers(tx, id)?,
            papers: papers::of(tx, id.into())?,
            told: directory::notices::queries::about(tx, id.into())?,
            applicant: directory::persons::queries::get(tx, dossier.applicant)?,
            names: Names::of(tx, moments.iter().filter_map(|moment| given_to(&moment.event)).chain(dossier.assignee))?,
            colleagues: people::colleagues(tx, dossier.agency, roles, today)?,
            dossier,
            published,
            moments,
            consultations,
            moves,
        })
    }

    /// The procedure as the dossier knows it.
    pub(super) fn package(&self) -> Option<&Package> {
        self.published.as_deref().map(|published| &published.package)
    }

    /// The way through its steps.
    pub(super) fn path(&self) -> Option<Path<'_>> {
        self.package().map(Path)
    }

    /// The required papers that have no file yet.
    pub(super) fn missing(&self) -> Vec<&crate::catalogue::domain::Paper> {
        let have: Vec<_> = self.papers.iter().map(|paper| paper.component.clone()).collect();
        self.package().map(|package| papers::missing(package, &have)).unwrap_or_default()
    }

    /// The question that waits for an answer, if any.
    pub(super) fn open_question(&self) -> Option<&Consultation> {
        self.consultations.iter().find(|question| question.answered_at.is_none())
    }

    /// What happened last.
    pub(super) fn last(&self) -> Option<&Moment> {
        self.moments.last()
    }
}

/// The member of staff an event gives the dossier to.
pub(super) const fn given_to(event: &Event) -> Option<base::StaffId> {
    match event {
        Event::Accepted { assignee, .. } | Event::Forwarded { assignee, .. } => *assignee,
        Event::Reassigned { to, .. } => *to,
        _ => None,
    }
}

/// The moves that the table, the actor's posts and the dossier's own history allow. The command decides again.
fn moves(actor: &Actor, dossier: &Dossier, package: Option<&Package>, questions: &[Consultation]) -> Vec<Move> {
    let path = package.map(Path);
    let makes_sense = |mv: &Move| match mv {
        Move::Forward => path.as_ref().is_some_and(|path| !path.next_work(dossier.step).is_empty()),
        Move::Propose => path.as_ref().is_some_and(|path| path.signature(dossier.step).is_some()),
        Move::AskSupplement => !asked_here(dossier),
        Move::Extend => !dossier.extended && dossier.due.is_some(),
        Move::Reassign => dossier.role.is_some(),
        Move::Answer => questions.iter().any(|question| {
            question.answered_at.is_none()
                && (actor.may(&may::ANSWER, question.agency) || actor.may(&may::ANSWER, dossier.agency))
        }),
        _ => true,
    };
    let may_make = |mv: &Move| *mv == Move::Answer || commands::check(actor, dossier, *mv).is_ok();
    moves_from(dossier.state).filter(may_make).filter(makes_sense).collect()
}

/// Whether missing papers were asked for already at this stage of its life: once before acceptance, once after.
fn asked_here(dossier: &Dossier) -> bool {
    use base::calendar::ClockEvent::ReturnedForSupplement;
    match dossier.accepted_at {
        Some(_) => dossier.clock.iter().any(|tick| matches!(tick, ReturnedForSupplement { .. })),
        None => dossier.supplements > 0,
    }
}

/// The roles whose holders the actor may choose among.
fn roles(dossier: &Dossier, package: Option<&Package>, moves: &[Move]) -> Vec<Role> {
    let mut roles = Vec::new();
    if let Some(path) = package.map(Path) {
        if dossier.state == State::Filed && moves.contains(&Move::Accept) {
            roles.push(path.role(path.start()));
        }
        if moves.contains(&Move::Forward) {
            roles.extend(path.next_work(dossier.step).into_iter().map(|step| path.role(step)));
        }
    }
    if moves.contains(&Move::Reassign) {
        roles.extend(dossier.role);
    }
    roles
}
