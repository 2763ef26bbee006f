use base::{AgencyId, Reach, Role, StaffId};
use jiff::Timestamp;
use store::{Result, Tx, vals};

/// How much waits for a colleague, or for nobody in particular, in a role of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// The agency.
    pub agency: AgencyId,
    /// The role whose turn it is.
    pub role: Role,
    /// The colleague; none for what was given to nobody.
    pub staff: Option<StaffId>,
    /// How many wait. A result that waits to be fetched is no work any more and does not count.
    pub open: i64,
    /// How many of them are past their time.
    pub late: i64,
}

/// Who has how much to do at an agency.
///
/// # Errors
/// The engine's.
pub fn workload(tx: &mut Tx, agency: AgencyId, reach: &Reach, now: Timestamp) -> Result<Vec<Load>> {
    if !reach.contains(agency) {
        return Ok(Vec::new());
    }
    tx.all(
        "select role, assignee, count(*) as open, cast(coalesce(sum(case when due_at < $1 then 1 else 0 end), 0) as bigint) as late \
         from dossiers where agency = $2 and role is not null and resolved_on is null group by role, assignee order by role, assignee",
        &vals![now, agency],
        |row| {
            Ok(Load {
                agency,
                role: Role::from_key(&row.get::<String>("role")?)
                    .ok_or_else(|| store::Error::Column { name: "role".into(), expected: "a role" })?,
                staff: row.get("assignee")?,
                open: row.get("open")?,
                late: row.get("late")?,
            })
        },
    )
}

/// How much waits at each agency in reach, and how much of it is past its time; nothing of agencies without work.
///
/// # Errors
/// The engine's.
pub fn workload_by_agency(tx: &mut Tx, reach: &Reach, now: Timestamp) -> Result<Vec<(AgencyId, i64, i64)>> {
    let mut loads = tx.all(
        "select agency, count(*) as open, cast(coalesce(sum(case when due_at < $1 then 1 else 0 end), 0) as bigint) as late \
         from dossiers where role is not null and resolved_on is null group by agency order by agency",
        &vals![now],
        |row| Ok((row.get::<AgencyId>("agency")?, row.get("open")?, row.get("late")?)),
    )?;
    loads.retain(|(agency, ..)| reach.contains(*agency));
    Ok(loads)
}
