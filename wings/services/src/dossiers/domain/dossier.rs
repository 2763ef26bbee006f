use base::{
    AgencyId, DossierId, PersonId, Role, StaffId,
    calendar::{ClockEvent, Timeliness},
};
use jiff::{Timestamp, civil::Date};
use store::journal::Head;
use uuid::Uuid;

use super::{
    event::{Channel, Event, Outcome},
    state::{Holder, State},
};

/// A promised time: the day, and the instant at which it is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Due {
    /// The day shown to people.
    pub on: Date,
    /// The last instant that still keeps it: the end of the day, or the hour for terms in hours.
    pub at: Timestamp,
}

/// A dossier as it stands: what its events add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// Its id, which is also its stream in the journal.
    pub id: DossierId,
    /// Its code, `agency-YYMMDD-XXXX`.
    pub code: String,
    /// The agency that received it and answers for it.
    pub agency: AgencyId,
    /// National code of the procedure.
    pub procedure: String,
    /// The version of the procedure it stays on.
    pub version: Uuid,
    /// How it came in.
    pub channel: Channel,
    /// For whom.
    pub applicant: PersonId,
    /// The applicant's name when it was filed.
    pub applicant_name: String,
    /// Where it stands.
    pub state: State,
    /// Which step of the procedure it is at.
    pub step: usize,
    /// The role it waits for; none when it waits for the applicant or is over.
    pub role: Option<Role>,
    /// The colleague it was given to.
    pub assignee: Option<StaffId>,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// The day it counts as received.
    pub received_on: Option<Date>,
    /// Which case of the procedure's terms applies.
    pub case: usize,
    /// What moved the promise so far: the deadline ledger explains the date from these.
    pub clock: Vec<ClockEvent>,
    /// The promise; none before acceptance and while the clock stands still.
    pub due: Option<Due>,
    /// Requests for missing papers so far: one is allowed before acceptance and one after.
    pub supplements: i64,
    /// Whether a new date was already set.
    pub extended: bool,
    /// What is proposed or decided.
    pub outcome: Option<Outcome>,
    /// The day it counts as resolved.
    pub resolved_on: Option<Date>,
    /// Against the promise, once resolved.
    pub timeliness: Option<Timeliness>,
    /// The day it ended without a result, or the result was handed over.
    pub ended_on: Option<Date>,
    /// Whether its papers are there in electronic form.
    pub digitised: bool,
    /// When the last event happened: since when the holder holds it.
    pub since: Timestamp,
    /// Where its journal stands; the number is its version for optimistic locking.
    pub head: Head,
}

impl Dossier {
    /// The dossier that a filing makes; nothing when the event is not a filing.
    pub fn filed(id: DossierId, event: &Event, at: Timestamp) -> Option<Self> {
        let Event::Filed { code, agency, procedure, version, channel, applicant, applicant_name, .. } = event else {
            return None;
        };
        Some(Self {
            id,
            code: code.clone(),
            agency: *agency,
            procedure: procedure.clone(),
            version: *version,
            channel: *channel,
            applicant: *applicant,
            applicant_name: applicant_name.clone(),
            state: State::Filed,
            step: 0,
            role: Some(Role::Reception),
            assignee: None,
            filed_at: at,
            accepted_at: None,
            received_on: None,
            case: 0,
            clock: Vec::new(),
            due: None,
            supplements: 0,
            extended: false,
            outcome: None,
            resolved_on: None,
            timeliness: None,
            ended_on: None,
            digitised: false,
            since: at,
            head: Head::default(),
        })
    }

    /// Takes an event in. Whether the event may happen is decided before; this only adds it up.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        if let Some(to) = event.by().and_then(|mv| mv.transition().to) {
            self.state = to;
        }
        match event {
            Event::Filed { .. } | Event::Attached { .. } => return,
            Event::Accepted { received_on, case, tick, due, step, role, assignee, digitised } => {
                self.clock.push(tick.clone());
                self.accepted_at = Some(at);
                self.received_on = Some(*received_on);
                self.case = *case;
                self.due = Some(*due);
                self.go_to(*step, *role, *assignee);
                self.digitised = *digitised;
            }
            Event::SupplementAsked { tick, .. } => {
                self.clock.extend(tick.clone());
                self.supplements += 1;
                self.due = None;
                self.role = None;
            }
            Event::Supplemented { tick, due, role, .. } => {
                self.clock.extend(tick.clone());
                self.due = *due;
                self.state = if self.accepted_at.is_some() { State::Processing } else { State::Filed };
                self.role = Some(*role);
            }
            Event::Forwarded { step, role, assignee, tick, due, .. } => {
                self.clock.extend(tick.clone());
                self.due = *due;
                self.go_to(*step, *role, *assignee);
            }
            Event::Consulted { .. } | Event::Answered { .. } => {}
            Event::Proposed { outcome, step, role, .. } => {
                self.outcome = Some(*outcome);
                self.go_to(*step, *role, None);
            }
            Event::SentBack { step, role, .. } => self.go_to(*step, *role, None),
            Event::Approved { step, role, again } => {
                self.state = if *again { State::AwaitingSignature } else { State::Signed };
                self.go_to(*step, *role, None);
            }
            Event::Issued { on, timeliness, digitised, step, .. } => {
                self.resolved_on = Some(*on);
                self.timeliness = Some(*timeliness);
                self.digitised = *digitised;
                self.go_to(*step, Role::Reception, None);
            }
            Event::HandedOver { .. } | Event::Refused { .. } => {
                self.ended_on = Some(base::clock::wall(at).date());
                self.role = None;
            }
            Event::Extended { tick, due, .. } => {
                self.clock.push(tick.clone());
                self.due = Some(*due);
                self.extended = true;
                return;
            }
            Event::Withdrawn { on, .. } | Event::Stopped { on, .. } => {
                self.ended_on = Some(*on);
                self.due = None;
                self.role = None;
            }
            Event::Reassigned { to, .. } => self.assignee = *to,
        }
        self.since = at;
    }

    fn go_to(&mut self, step: usize, role: Role, assignee: Option<StaffId>) {
        self.step = step;
        self.role = Some(role);
        self.assignee = assignee;
    }

    /// Who it waits for.
    pub fn holder(&self) -> Holder {
        match self.role {
            Some(role) => Holder::Role(role),
            None if self.state == State::AwaitingSupplement => Holder::Applicant,
            None => Holder::Nobody,
        }
    }
}
