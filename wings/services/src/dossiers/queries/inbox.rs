use base::{Actor, AgencyId, Role, StaffId};
use jiff::{Timestamp, civil::Date};
use store::{Result, Tx, Val, vals};

use super::turn::{Slice, Turn};
use crate::dossiers::{
    domain::{Dossier, State},
    permissions,
    queries::one::{Consultation, consultation},
    record,
};

/// How many dossiers a page of an inbox holds.
pub const PAGE: usize = 50;

/// What a role has to do with a dossier that waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Filed: check and accept it.
    ToAccept,
    /// Accepted, its term runs.
    ToDo,
    /// Accepted, its clock stands still.
    Paused,
    /// The result is there and waits for the applicant.
    ToHandOver,
}

impl Stage {
    /// Every stage, in the order of a life.
    pub const ALL: [Self; 4] = [Self::ToAccept, Self::ToDo, Self::Paused, Self::ToHandOver];

    /// What holds for the dossiers of the stage; the words of the partial indexes, so that they are used.
    const fn condition(self) -> &'static str {
        match self {
            Self::ToAccept => "d.resolved_on is null and d.due_at is null and d.state = 'filed'",
            Self::ToDo => "d.resolved_on is null and d.due_at is not null",
            Self::Paused => "d.resolved_on is null and d.due_at is null and d.state <> 'filed'",
            Self::ToHandOver => "d.state = 'result_ready'",
        }
    }

    /// By what it is ordered: what has waited longest or is due first on top; of results, those that came last, because
    /// some are never fetched.
    const fn column(self) -> &'static str {
        match self {
            Self::ToAccept => "filed_at",
            Self::ToDo => "due_at",
            Self::Paused | Self::ToHandOver => "since",
        }
    }

    /// The key of a dossier in the order of the stage.
    pub fn key(self, dossier: &Dossier) -> Timestamp {
        match self {
            Self::ToAccept => dossier.filed_at,
            Self::ToDo => dossier.due.map_or(dossier.since, |due| due.at),
            Self::Paused | Self::ToHandOver => dossier.since,
        }
    }
}

/// Whose dossiers of a role are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// This colleague's, and what was given to nobody in particular.
    MineOrFree(StaffId),
    /// This colleague's.
    Of(StaffId),
    /// What was given to nobody in particular.
    Free,
}

impl Whose {
    fn sql(self, placeholder: &str) -> String {
        match self {
            Self::All => String::new(),
            Self::MineOrFree(_) => format!(" and (d.assignee = {placeholder} or d.assignee is null)"),
            Self::Of(_) => format!(" and d.assignee = {placeholder}"),
            Self::Free => " and d.assignee is null".into(),
        }
    }

    const fn staff(self) -> Option<StaffId> {
        match self {
            Self::MineOrFree(staff) | Self::Of(staff) => Some(staff),
            Self::All | Self::Free => None,
        }
    }
}

/// Which part of an inbox is asked for.
#[derive(Debug, Clone)]
pub struct Inbox {
    /// The agency.
    pub agency: AgencyId,
    /// The role whose turn it is.
    pub role: Role,
    /// What is to be done.
    pub stage: Stage,
    /// Whose.
    pub whose: Whose,
    /// From where.
    pub turn: Turn<Timestamp>,
}

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Past its time.
    Late,
    /// Due today.
    Today,
    /// Due within two working days.
    Soon,
    /// In good time.
    Fine,
    /// No clock runs.
    Open,
}

impl Urgency {
    /// How pressing a dossier is; `soon` is the last day that counts as soon. One that is resolved presses no more.
    pub fn of(dossier: &Dossier, now: Timestamp, today: Date, soon: Date) -> Self {
        match dossier.due.filter(|_| dossier.resolved_on.is_none()) {
            None => Self::Open,
            Some(due) if due.at < now => Self::Late,
            Some(due) if due.on <= today => Self::Today,
            Some(due) if due.on <= soon => Self::Soon,
            Some(_) => Self::Fine,
        }
    }
}

/// A page of an inbox. The caller answers for the reach: an inbox is asked for by the holder of its post or by the head.
///
/// # Errors
/// The engine's.
pub fn inbox(tx: &mut Tx, asked: &Inbox) -> Result<Slice<Dossier>> {
    let (compare, direction) = asked.turn.sql(asked.stage == Stage::ToHandOver);
    let (condition, column) = (asked.stage.condition(), asked.stage.column());
    let mut values = vals![asked.agency, asked.role.key()].to_vec();
    let mut bind = |value: Val<'static>| {
        values.push(value);
        format!("${}", values.len())
    };
    let whose = asked.whose.staff().map(|staff| bind(Val::Id(staff.into())));
    let whose = asked.whose.sql(&whose.unwrap_or_default());
    let from = asked.turn.edge().map(|(key, id)| {
        let (key, id) = (bind(Val::Time(*key)), bind(Val::Id(id.into())));
        format!(" and (d.{column}, d.id) {compare} ({key}, {id})")
    });
    let sql = format!(
        "select {} from dossiers d where d.agency = $1 and d.role = $2 and {condition}{whose}{} \
         order by d.{column} {direction}, d.id {direction} limit {}",
        record::COLUMNS,
        from.unwrap_or_default(),
        PAGE + 1
    );
    let rows = tx.all(&sql, &values, record::dossier)?;
    Ok(asked.turn.slice(rows, PAGE))
}

/// How many wait for a role, by what is to be done and how pressing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Filed and not accepted yet.
    pub to_accept: i64,
    /// Past their time.
    pub late: i64,
    /// Due today.
    pub today: i64,
    /// Due soon.
    pub soon: i64,
    /// Due later.
    pub fine: i64,
    /// Their clock stands still.
    pub paused: i64,
    /// Their result waits for the applicant.
    pub to_hand_over: i64,
}

impl Counts {
    /// How many are at a stage.
    pub const fn at(&self, stage: Stage) -> i64 {
        match stage {
            Stage::ToAccept => self.to_accept,
            Stage::ToDo => self.late + self.today + self.soon + self.fine,
            Stage::Paused => self.paused,
            Stage::ToHandOver => self.to_hand_over,
        }
    }

    /// How many there are in all.
    pub const fn all(&self) -> i64 {
        self.to_accept + self.late + self.today + self.soon + self.fine + self.paused + self.to_hand_over
    }
}

/// Counts what waits for a role of an agency; `soon` is the last day that counts as soon. Reads the index only.
///
/// # Errors
/// The engine's.
pub fn inbox_counts(
    tx: &mut Tx,
    agency: AgencyId,
    role: Role,
    whose: Whose,
    now: Timestamp,
    today: Date,
    soon: Date,
) -> Result<Counts> {
    let end_of = |day| base::calendar::Due::Day(day).until();
    let mut values = vals![now, end_of(today), end_of(soon), agency, role.key()].to_vec();
    values.extend(whose.staff().map(|staff| Val::Id(staff.into())));
    let open = format!(
        "select case when d.due_at is null then case when d.state = 'filed' then 'to_accept' else 'paused' end \
         when d.due_at < $1 then 'late' when d.due_at <= $2 then 'today' when d.due_at <= $3 then 'soon' else 'fine' end as pile, \
         count(*) as n from dossiers d where d.agency = $4 and d.role = $5 and d.resolved_on is null{} group by pile",
        whose.sql("$6")
    );
    let mut counts = Counts::default();
    tx.each(&open, &values, |row| {
        let n = row.get("n")?;
        match row.get::<String>("pile")?.as_str() {
            "to_accept" => counts.to_accept = n,
            "paused" => counts.paused = n,
            "late" => counts.late = n,
            "today" => counts.today = n,
            "soon" => counts.soon = n,
            _ => counts.fine = n,
        }
        Ok(())
    })?;
    let ready = format!(
        "select count(*) as n from dossiers d where d.agency = $1 and d.role = $2 and d.state = 'result_ready'{}",
        whose.sql("$3")
    );
    counts.to_hand_over = tx.one(&ready, &values[3..], |row| row.get("n"))?;
    Ok(counts)
}

/// Questions of other agencies that wait for an answer of the actor's agencies, the most pressing first, with what they
/// are about.
///
/// # Errors
/// The engine's.
pub fn consultations(tx: &mut Tx, actor: &Actor) -> Result<Vec<(Consultation, Dossier)>> {
    let base::Reach::Agencies(agencies) = actor.reach(&permissions::ANSWER) else { return Ok(Vec::new()) };
    let mut open = Vec::new();
    for agency in agencies {
        let asked = tx.all(
            "select id, dossier, agency, question, reply_by, asked_at, answered_at, answer from dossier_consultations \
             where agency = $1 and answered_at is null order by reply_by, id limit 50",
            &vals![agency],
            consultation,
        )?;
        for question in asked {
            let dossier = record::load(tx, question.dossier)?;
            // A dossier that ended meanwhile needs no answer any more.
            open.extend(
                dossier.filter(|dossier| dossier.state == State::Consulting).map(|dossier| (question, dossier)),
            );
        }
    }
    open.sort_by_key(|(question, _)| (question.reply_by, question.id));
    Ok(open)
}
