//! Colleagues by name: who a dossier was given to, and who it can be given to.

use std::collections::{BTreeSet, HashMap};

use base::{AgencyId, Role, StaffId};
use directory::staff::queries;
use jiff::civil::Date;
use store::{Result, Tx};
use web::ui::Choice;

/// A colleague who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Colleague {
    pub(super) role: Role,
    pub(super) staff: StaffId,
    pub(super) name: String,
}

/// The names of members of staff.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(HashMap<StaffId, String>);

impl Names {
    /// Looks up the names of these.
    pub(super) fn of(tx: &mut Tx, staff: impl IntoIterator<Item = StaffId>) -> Result<Self> {
        let mut names = HashMap::new();
        for id in staff.into_iter().collect::<BTreeSet<_>>() {
            if let Some(member) = queries::get(tx, id)? {
                names.insert(id, member.name);
            }
        }
        Ok(Self(names))
    }

    /// A name; a dash for somebody who is not in the directory.
    pub(super) fn get(&self, staff: StaffId) -> &str {
        self.0.get(&staff).map_or("—", String::as_str)
    }
}

/// Who holds these roles in an agency on a day.
pub(super) fn colleagues(
    tx: &mut Tx,
    agency: AgencyId,
    roles: impl IntoIterator<Item = Role>,
    day: Date,
) -> Result<Vec<Colleague>> {
    let mut found = Vec::new();
    for role in roles.into_iter().collect::<BTreeSet<_>>() {
        let holders = queries::holders(tx, agency, role, day)?;
        found.extend(holders.into_iter().map(|member| Colleague { role, staff: member.id, name: member.name }));
    }
    Ok(found)
}

/// The colleagues of some roles as something to choose; under the role's name when there are several roles.
pub(super) fn choices(colleagues: &[Colleague], roles: &[Role], lang: base::Lang) -> Vec<Choice> {
    let choice = |colleague: &Colleague| {
        let choice = Choice::new(colleague.staff.to_string(), &colleague.name);
        if roles.len() > 1 { choice.group(colleague.role.label().get(lang)) } else { choice }
    };
    roles.iter().flat_map(|role| colleagues.iter().filter(move |c| c.role == *role)).map(choice).collect()
}
