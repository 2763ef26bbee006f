//! Plays the plan through the real commands, in order of time, many cues to a transaction.

use base::{Actor, DossierId, Ids, PersonId, Role, calendar::Calendar};
use indicatif::ProgressBar;
use jiff::Timestamp;
use serde_json::json;
use services::{
    Snapshot,
    catalogue::domain::{Electronic, Handling, Needed},
    dossiers::{
        commands::{self, Context, MoveError},
        domain::{Channel, Dossier, Outcome, PaperKind},
        papers::NewPaper,
    },
};
use store::{Store, Tx, files::Digest};

use super::{
    cast::Office,
    people::Somebody,
    plan::{Act, Cue, Plan, Planned, Service},
};

/// Cues to a transaction: enough to share its cost, few enough to see progress.
const BATCH: usize = 4000;

/// Everything the play needs.
pub struct Stage<'a> {
    /// The record.
    pub store: &'a Store,
    /// Ids, made in the time of the story.
    pub ids: &'a Ids,
    /// Turned to each cue, so that ids sort by it.
    pub clock: &'a base::FixedClock,
    /// The law and the agencies.
    pub snapshot: &'a Snapshot,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Offices with their staff.
    pub offices: &'a [Office],
    /// Services on offer.
    pub services: &'a [Service],
    /// The people, by number.
    pub people: &'a [Somebody],
    /// The scan that stands for every paper.
    pub scan: Digest,
    /// Its size.
    pub scan_size: u64,
}

/// What is known of a dossier between two of its cues.
#[derive(Clone, Copy, Default)]
struct Hand {
    id: Option<DossierId>,
    role: Option<Role>,
    consultation: Option<uuid::Uuid>,
}

/// Plays the whole plan.
///
/// # Errors
/// When a command refuses a cue: the plan and the rules do not agree.
pub fn play(stage: &Stage, plan: &Plan, progress: &ProgressBar) -> anyhow::Result<()> {
    let mut hands = vec![Hand::default(); plan.dossiers.len()];
    let mut persons: Vec<Option<PersonId>> = vec![None; stage.people.len()];
    for batch in plan.cues.chunks(BATCH) {
        stage.store.write(|tx| -> Result<(), Stumble> {
            for cue in batch {
                perform(stage, tx, plan, cue, &mut hands, &mut persons).map_err(|error| {
                    Stumble(format!("{:?} of dossier {} at {}: {error}", cue.act, cue.dossier, cue.at))
                })?;
            }
            Ok(())
        })?;
        progress.inc(batch.len() as u64);
    }
    Ok(())
}

/// A cue that could not be played.
#[derive(Debug)]
struct Stumble(String);

impl std::fmt::Display for Stumble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Stumble {}

impl From<store::Error> for Stumble {
    fn from(error: store::Error) -> Self {
        Self(error.to_string())
    }
}

fn perform(
    stage: &Stage,
    tx: &mut Tx,
    plan: &Plan,
    cue: &Cue,
    hands: &mut [Hand],
    persons: &mut [Option<PersonId>],
) -> Result<(), MoveError> {
    let at = base::clock::instant(cue.at);
    stage.clock.set(at);
    let planned = plan.dossiers[cue.dossier];
    let service = &stage.services[planned.service];
    let office = &stage.offices[service.office];
    let hand = &mut hands[cue.dossier];
    // One in twenty is told, as those with a mail address: enough to see, without half a million messages to nobody.
    let tells = stage.people[planned.person as usize].email.is_some();
    let acting = |role| Context { tells, ..stage.snapshot.context(office.actor(role), at, stage.ids) };
    let holder = hand.role.unwrap_or(Role::Reception);
    let id = hand.id.map(commands::Target::from);
    let target = || id.ok_or(MoveError::NotFound);
    let moved: Dossier = match cue.act {
        Act::File => file(stage, tx, &planned, service, at, persons)?,
        Act::Refuse => {
            let reason = "Nộp không đúng cơ quan có thẩm quyền giải quyết.".to_owned();
            commands::refuse(tx, &acting(Role::Reception), target()?, commands::Refuse { reason })?
        }
        Act::Accept => commands::accept(tx, &acting(Role::Reception), target()?, commands::Accept::default())?,
        Act::Forward => commands::forward(tx, &acting(holder), target()?, commands::Forward::default())?,
        Act::Consult => {
            let other = stage.offices[(service.office + 1) % stage.offices.len()].agency;
            let mut reply_by = cue.at.date();
            while !stage.calendar.is_working_day(reply_by) {
                reply_by = reply_by.tomorrow().unwrap_or(reply_by);
            }
            let question = "Đề nghị cho ý kiến về thông tin trong hồ sơ.".to_owned();
            let how = commands::Consult { agency: other, question, reply_by };
            let (dossier, consultation) = commands::consult(tx, &acting(holder), target()?, how)?;
            hand.consultation = Some(consultation);
            dossier
        }
        Act::Answer => {
            let other = &stage.offices[(service.office + 1) % stage.offices.len()];
            let cx = stage.snapshot.context(other.actor(Role::Officer), at, stage.ids);
            let answer = "Thống nhất với nội dung hồ sơ.".to_owned();
            commands::answer(tx, &cx, hand.consultation.ok_or(MoveError::NotFound)?, commands::Answer { answer })?
        }
        Act::AskSupplement => {
            let how = commands::AskSupplement {
                items: vec!["Bản chụp rõ nét giấy tờ chứng minh nơi cư trú".into()],
                reason: "Bản đã nộp bị mờ, không đọc được.".into(),
                ground: "Cần đối chiếu theo pháp luật chuyên ngành".into(),
            };
            commands::ask_supplement(tx, &acting(holder), target()?, how)?
        }
        Act::Propose => {
            let how = commands::Propose { outcome: Outcome::Granted, note: String::new() };
            commands::propose(tx, &acting(holder), target()?, how)?
        }
        Act::SendBack => {
            let how = commands::SendBack { reason: "Bổ sung căn cứ vào dự thảo.".into() };
            commands::send_back(tx, &acting(holder), target()?, how)?
        }
        Act::Approve => commands::approve(tx, &acting(holder), target()?)?,
        Act::Issue => {
            let result = planned.digitised.then(|| paper(stage, None, PaperKind::Result, "ket-qua.pdf"));
            commands::issue(tx, &acting(holder), target()?, commands::Issue { number: String::new(), result })?
        }
        Act::HandOver => commands::hand_over(tx, &acting(Role::Reception), target()?, commands::HandOver::default())?,
    };
    hand.id = Some(moved.id);
    hand.role = moved.role;
    Ok(())
}

fn file(
    stage: &Stage,
    tx: &mut Tx,
    planned: &Planned,
    service: &Service,
    at: Timestamp,
    persons: &mut [Option<PersonId>],
) -> Result<Dossier, MoveError> {
    let office = &stage.offices[service.office];
    let somebody = &stage.people[planned.person as usize];
    let person = match persons[planned.person as usize] {
        Some(person) => person,
        None => {
            let person = super::cast::person(tx, stage.ids, at, somebody)?;
            persons[planned.person as usize] = Some(person);
            person
        }
    };
    let procedure = &office.procedures[service.procedure];
    let papers = if planned.digitised {
        procedure
            .package
            .papers
            .iter()
            .filter(|paper| {
                paper.needed == Needed::Always
                    && paper.handling == Handling::Submit
                    && matches!(paper.electronic, Electronic::Scan | Electronic::Signed)
            })
            .map(|wanted| paper(stage, Some(wanted.id.clone()), PaperKind::Submitted, "ban-chup.pdf"))
            .collect()
    } else {
        Vec::new()
    };
    let filing = commands::Filing {
        id: None,
        version: procedure.version,
        agency: office.agency,
        channel: planned.channel,
        applicant: person,
        applicant_name: somebody.name.clone(),
        found_by: somebody.phone.clone(),
        answers: json!({}),
        papers,
    };
    let applicant;
    let actor: &Actor = if planned.channel == Channel::Online {
        applicant = Actor { person: Some(person), name: somebody.name.clone(), ..Actor::system() };
        &applicant
    } else {
        office.actor(Role::Reception)
    };
    let tells = somebody.email.is_some();
    let cx = Context { tells, ..stage.snapshot.context(actor, at, stage.ids) };
    commands::file(tx, &cx, filing)
}

fn paper(stage: &Stage, component: Option<String>, kind: PaperKind, name: &str) -> NewPaper {
    NewPaper {
        component,
        kind,
        name: name.to_owned(),
        mime: "application/pdf".into(),
        size: stage.scan_size,
        digest: stage.scan.clone(),
    }
}
