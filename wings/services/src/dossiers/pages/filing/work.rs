//! A draft as a step needs it: what was typed, the law in force, what is attached, and what follows from them.

use std::sync::Arc;

use base::{AgencyId, DossierId};
use jiff::Timestamp;
use store::Tx;
use web::{App, Problem, SeeOther, Visitor};

use super::{agencies::Taker, plan::Plan};
use crate::{
    catalogue::{
        Published,
        domain::{ApplicantKind, Form, Keyed, Package, form::APPLICANT},
    },
    dossiers::{
        answers::{self, About, Reading, Typed},
        commands::{Draft, save_draft},
        domain::Channel,
        pages::{follow, names},
        papers::{self, Paper},
        queries,
    },
    office::{Office, Snapshot},
};

/// More than anybody types into a form, in bytes.
const MOST: usize = 200_000;

/// A draft and everything that bears on it.
pub(super) struct Work {
    pub(super) draft: Draft,
    pub(super) typed: Typed,
    /// The version in force today, which is the one that will be filed.
    pub(super) law: Arc<Published>,
    /// Whether the procedure was changed since the draft was begun.
    pub(super) renewed: bool,
    pub(super) papers: Vec<Paper>,
    pub(super) snapshot: Snapshot,
    pub(super) now: Timestamp,
    pub(super) reading: Reading,
}

impl Work {
    /// Reads a draft of the actor's own; nothing when there is none.
    ///
    /// # Errors
    /// When the procedure is not in force any more, and the engine's.
    pub(super) fn read(
        tx: &mut Tx,
        snapshot: &Snapshot,
        actor: &base::Actor,
        id: DossierId,
        now: Timestamp,
    ) -> Result<Option<Self>, Problem> {
        let account = actor.account.ok_or_else(Problem::sign_in)?;
        let Some(draft) = queries::draft(tx, account, id)? else { return Ok(None) };
        let today = base::clock::wall(now).date();
        let law = snapshot.catalogue.in_force(&draft.procedure, today).ok_or_else(ended)?;
        let papers = papers::of(tx, id.into())?;
        let typed = Typed::from_value(&draft.answers);
        let renewed = law.version != draft.version;
        let about = About { applicant: applicant(&law.package, &typed), channel: draft.channel, now };
        let reading = match snapshot.catalogue.form(&law.package) {
            Some(form) => answers::read(form, &typed, about),
            None => Reading::bare(about),
        };
        Ok(Some(Self { draft, typed, law, renewed, papers, snapshot: snapshot.clone(), now, reading }))
    }

    /// The procedure.
    pub(super) fn package(&self) -> &Package {
        &self.law.package
    }

    /// Its form.
    pub(super) fn form(&self) -> Option<&'static Form> {
        self.snapshot.catalogue.form(&self.law.package)
    }

    /// The steps.
    pub(super) fn plan(&self) -> Plan {
        Plan::of(self)
    }

    /// The agencies that take the procedure today.
    pub(super) fn takers(&self) -> Vec<Taker> {
        super::agencies::takers(&self.snapshot, self.package(), base::clock::wall(self.now).date())
    }

    /// Whether it is filed by its applicant.
    pub(super) fn is_online(&self) -> bool {
        self.draft.channel == Channel::Online
    }
}

/// As whom somebody applies: what was said, or the only way there is.
fn applicant(package: &Package, typed: &Typed) -> Option<ApplicantKind> {
    match package.applicants.as_slice() {
        [only] => Some(*only),
        several => ApplicantKind::from_key(typed.get(APPLICANT)).filter(|kind| several.contains(kind)),
    }
}

fn ended() -> Problem {
    Problem::conflict(base::Text::new(
        "Thủ tục này hiện không còn được tiếp nhận. Nội dung bạn đã nhập vẫn được giữ.",
        "This procedure is not taken at present. What you typed is kept.",
    ))
}

/// The visitor's draft; or where to look instead, when it was filed already.
///
/// # Errors
/// [`Problem::not_found`] when there is no such draft for this visitor.
pub(super) async fn open(app: &App, visitor: &Visitor, id: DossierId) -> Result<Result<Work, SeeOther>, Problem> {
    let (actor, now) = (visitor.actor()?.clone(), visitor.now);
    let snapshot = app.get::<Office>().snapshot();
    app.read(move |tx| {
        if let Some(work) = Work::read(tx, &snapshot, &actor, id, now)? {
            return Ok(Ok(work));
        }
        if queries::own(tx, &actor, id)?.is_some() {
            return Ok(Err(SeeOther::to(format!("{}/{id}", follow::MINE))));
        }
        match queries::by_id(tx, &actor, id)? {
            Some(_) => Ok(Err(SeeOther::to(super::receipt::address(id)))),
            None => Err(Problem::not_found()),
        }
    })
    .await
}

/// Changes what a draft keeps, in one transaction with reading it: two windows do not undo each other.
///
/// # Errors
/// [`Problem::not_found`] when it is not the visitor's, [`Problem::too_large`] when there is too much in it.
pub(super) async fn change<F>(app: &App, visitor: &Visitor, id: DossierId, mut how: F) -> Result<(), Problem>
where
    F: FnMut(&mut Option<AgencyId>, &mut Typed) + Send + 'static,
{
    let (actor, now, ids) = (visitor.actor()?.clone(), visitor.now, app.ids.clone());
    let snapshot = app.get::<Office>().snapshot();
    app.write(move |tx| {
        let account = actor.account.ok_or_else(Problem::sign_in)?;
        let draft = queries::draft(tx, account, id)?.ok_or_else(Problem::not_found)?;
        let (mut agency, mut typed) = (draft.agency, Typed::from_value(&draft.answers));
        how(&mut agency, &mut typed);
        if typed.size() > MOST {
            return Err(Problem::too_large());
        }
        save_draft(tx, &snapshot.context(&actor, now, &ids), id, agency, &typed.to_value())?;
        Ok(())
    })
    .await
}

/// The id in an address.
pub(super) fn id(text: &str) -> Result<DossierId, Problem> {
    names::id(text)
}
