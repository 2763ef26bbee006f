use std::collections::{BTreeMap, BTreeSet};

use base::{AgencyId, DossierId, Ids, Lang, Role, StaffId, clock::wall, text::format};
use directory::{
    notices::{Facts, Recipient, Told, tell},
    staff,
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};
use store::{Store, Tx, vals};

use super::Rules;
use crate::{
    dossiers::{
        domain::State,
        notices::{DUE_HEAD, DUE_OFFICER, RESULT_WAITS, SUPPLEMENT_WAITS, facts, put},
        record,
    },
    office::Snapshot,
};

/// The kind of job that reminds.
pub const JOB: &str = "dossier.remind";
/// When, each day: after the usual quiet hours and before offices open.
pub const HOUR: Time = Time::constant(7, 15, 0, 0);
/// The threshold of a promise that was broken.
const LATE: i64 = -1;
/// Dossiers a digest names; it counts the others.
const NAMED: usize = 20;

/// Reminds everybody of what has passed a threshold since the last time. Each agency is one unit of work: what is
/// interrupted goes on where it stopped.
///
/// # Errors
/// The store's.
pub fn remind(store: &Store, snapshot: &Snapshot, ids: &Ids, now: Timestamp) -> store::Result<()> {
    let rules = store.read(Rules::read)?;
    let today = wall(now).date();
    // Nobody is at work to do anything about it.
    if snapshot.calendar.is_working_day(today) {
        for agency in snapshot.agencies.all() {
            store.write(|tx| digest(tx, snapshot, ids, &rules, agency.id, now))?;
        }
    }
    for (state, what, thresholds) in [
        (State::AwaitingSupplement, Waits::Supplement, &rules.supplement),
        (State::ResultReady, Waits::Result, &rules.result),
    ] {
        // The longest wait first: whoever was told of fifteen days need not be told of five.
        for days in thresholds.iter().collect::<BTreeSet<_>>().into_iter().rev() {
            while store.write(|tx| applicants(tx, snapshot, ids, state, what, *days, now))? == BATCH {}
        }
    }
    Ok(())
}

/// A dossier that is due.
struct Item {
    id: DossierId,
    code: String,
    role: Role,
    assignee: Option<StaffId>,
    on: Date,
    late: bool,
}

/// What has passed a threshold at an agency, told to whoever holds it and to the head.
fn digest(
    tx: &mut Tx,
    snapshot: &Snapshot,
    ids: &Ids,
    rules: &Rules,
    agency: AgencyId,
    now: Timestamp,
) -> store::Result<()> {
    let today = wall(now).date();
    let items = crossed(tx, snapshot, rules, agency, now)?;
    if items.is_empty() {
        return Ok(());
    }
    let heads: BTreeSet<StaffId> =
        staff::queries::holders(tx, agency, Role::Leader, today)?.into_iter().map(|m| m.id).collect();
    let mut of_role: BTreeMap<&'static str, Vec<StaffId>> = BTreeMap::new();
    let mut by_officer: BTreeMap<StaffId, Vec<&Item>> = BTreeMap::new();
    for item in &items {
        let holders = match item.assignee {
            Some(staff) => vec![staff],
            None => match of_role.get(item.role.key()) {
                Some(known) => known.clone(),
                None => {
                    let found = staff::queries::holders(tx, agency, item.role, today)?;
                    let found: Vec<StaffId> = found.into_iter().map(|member| member.id).collect();
                    of_role.insert(item.role.key(), found.clone());
                    found
                }
            },
        };
        for holder in holders.into_iter().filter(|holder| !heads.contains(holder)) {
            by_officer.entry(holder).or_default().push(item);
        }
    }
    let name = snapshot.agencies.name_as_of(agency, today);
    let all: Vec<&Item> = items.iter().collect();
    let to_heads = heads.iter().map(|head| (*head, DUE_HEAD, &all));
    let to_officers = by_officer.iter().map(|(officer, items)| (*officer, DUE_OFFICER, items));
    for (who, kind, items) in to_heads.chain(to_officers) {
        let told = Told {
            kind: kind.into(),
            to: Recipient::Staff(who),
            about: None,
            entry: None,
            facts: said(snapshot, name, items, today),
            at: now,
        };
        tell(tx, ids.next(), &told)?;
    }
    Ok(())
}

/// The open dossiers of an agency that have passed a threshold which was not told yet, the most urgent first.
fn crossed(
    tx: &mut Tx,
    snapshot: &Snapshot,
    rules: &Rules,
    agency: AgencyId,
    now: Timestamp,
) -> store::Result<Vec<Item>> {
    let today = wall(now).date();
    let day = |left: u32| snapshot.calendar.add_working_days(today, left);
    let furthest = rules.before.iter().copied().max().map_or(today, day);
    let sql = "select id, code, role, assignee, due_on, due_at from dossiers where agency = $1 and resolved_on is null \
               and ended_on is null and role is not null and due_on <= $2 order by due_on, id";
    let open = tx.all(sql, &vals![agency, furthest], |row| {
        let role = Role::from_key(&row.get::<String>("role")?);
        let role = role.ok_or_else(|| store::Error::Column { name: "role".into(), expected: "a role" })?;
        let at: Timestamp = row.get("due_at")?;
        Ok(Item {
            id: row.get("id")?,
            code: row.get("code")?,
            role,
            assignee: row.get("assignee")?,
            on: row.get("due_on")?,
            late: at <= now,
        })
    })?;
    let mut new = Vec::new();
    for item in open {
        let threshold = if item.late {
            rules.late.then_some(LATE)
        } else {
            rules.before.iter().copied().filter(|left| item.on <= day(*left)).min().map(i64::from)
        };
        if let Some(threshold) = threshold
            && once(tx, item.id, "due", item.on, threshold, now)?
        {
            new.push(item);
        }
    }
    Ok(new)
}

/// Remembers that a threshold was told; false when it had been.
fn once(
    tx: &mut Tx,
    dossier: DossierId,
    what: &str,
    mark: Date,
    threshold: i64,
    now: Timestamp,
) -> store::Result<bool> {
    let sql = "insert into dossier_reminders (dossier, what, mark, threshold, at) values ($1, $2, $3, $4, $5) \
               on conflict (dossier, what, mark, threshold) do nothing";
    Ok(tx.exec(sql, &vals![dossier, what, mark, threshold, now])? == 1)
}

fn said(snapshot: &Snapshot, agency: &str, items: &[&Item], today: Date) -> Facts {
    let late = items.iter().filter(|item| item.late).count();
    let mut facts = Facts::from([
        ("co_quan".into(), agency.to_owned()),
        ("so_ho_so".into(), items.len().to_string()),
        ("sap_den_han".into(), (items.len() - late).to_string()),
        ("qua_han".into(), late.to_string()),
    ]);
    let (mut vi, mut en) = (String::new(), String::new());
    for item in items.iter().take(NAMED) {
        let left = snapshot.calendar.working_days_between(today, item.on);
        let (left_vi, left_en) = match left {
            _ if item.late => ("đã quá hạn".to_owned(), "overdue".to_owned()),
            ..=0 => ("hạn hôm nay".to_owned(), "due today".to_owned()),
            n => (format!("còn {n} ngày làm việc"), format!("{n} working days left")),
        };
        let on = format::date(item.on);
        vi += &format!("- {}: hẹn {on}, {left_vi}\n", item.code);
        en += &format!("- {}: promised for {on}, {left_en}\n", item.code);
    }
    if let more @ 1.. = items.len().saturating_sub(NAMED) {
        vi += &format!("… và {more} hồ sơ khác");
        en += &format!("… and {more} more");
    }
    put(&mut facts, "danh_sach", vi.trim_end(), en.trim_end());
    facts
}

/// How many applicants are reminded in one unit of work.
const BATCH: usize = 500;

/// What a dossier waits for.
#[derive(Clone, Copy)]
enum Waits {
    Supplement,
    Result,
}

/// Tells applicants whose dossiers have waited so many days; how many were told.
fn applicants(
    tx: &mut Tx,
    snapshot: &Snapshot,
    ids: &Ids,
    state: State,
    what: Waits,
    days: u32,
    now: Timestamp,
) -> store::Result<usize> {
    let (what, kind) = match what {
        Waits::Supplement => ("supplement", SUPPLEMENT_WAITS),
        Waits::Result => ("result", RESULT_WAITS),
    };
    let before = now - SignedDuration::from_hours(24 * i64::from(days));
    let sql = format!(
        "select {} from dossiers d where d.state = $1 and d.since <= $2 and not exists (select 1 from dossier_reminders r \
         where r.dossier = d.id and r.what = $3 and r.threshold >= $4 and r.at >= d.since) order by d.since, d.id limit {BATCH}",
        record::COLUMNS
    );
    let waiting = tx.all(&sql, &vals![state.key(), before, what, days], record::dossier)?;
    let mut told = 0;
    for dossier in &waiting {
        let since = wall(dossier.since).date();
        if !once(tx, dossier.id, what, since, i64::from(days), now)? {
            continue;
        }
        let mut facts = facts(dossier);
        if let Some(published) = snapshot.catalogue.version(dossier.version) {
            let name = &published.package.plain_name;
            put(&mut facts, "thu_tuc", name.get(Lang::Vi), name.get(Lang::En));
        }
        facts.insert("co_quan".into(), snapshot.agencies.name_as_of(dossier.agency, wall(now).date()).to_owned());
        facts.insert("so_ngay".into(), (now.duration_since(dossier.since).as_hours() / 24).to_string());
        let reminder = Told {
            kind: kind.into(),
            to: Recipient::Person(dossier.applicant),
            about: Some(dossier.id.into()),
            entry: None,
            facts,
            at: now,
        };
        tell(tx, ids.next(), &reminder)?;
        told += 1;
    }
    Ok(told)
}
