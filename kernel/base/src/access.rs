//! Who may do what, and over which agencies. Rooms declare permissions; posts grant them.
//!
//! A member of staff holds posts: a role in an agency for a time. A permission names the roles that may do an action.
//! What an actor reaches with a permission is a set of agencies, and every query takes it as a filter.

use crate::{
    ids::{AccountId, AgencyId, PersonId, StaffId},
    lang::Text,
    proof::IdentityLevel,
};

/// What somebody does in an agency. A post is one role, held in one agency, for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Cán bộ tiếp nhận và trả kết quả at the one-stop counter.
    Reception,
    /// Chuyên viên who appraises.
    Officer,
    /// Lãnh đạo who signs, and heads the agency.
    Leader,
    /// Văn thư who numbers, stamps and issues.
    Clerk,
    /// Kiểm soát TTHC at the office of the provincial committee: the catalogue and every agency's figures.
    Controller,
    /// Lãnh đạo tỉnh: reads everything that is counted, changes nothing.
    Province,
    /// Quản trị: units, staff, accounts, holidays, jobs.
    Admin,
}

impl Role {
    /// Every role, for tables and tests.
    pub const ALL: [Self; 7] =
        [Self::Reception, Self::Officer, Self::Leader, Self::Clerk, Self::Controller, Self::Province, Self::Admin];

    /// The key used in data files and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reception => "reception",
            Self::Officer => "officer",
            Self::Leader => "leader",
            Self::Clerk => "clerk",
            Self::Controller => "controller",
            Self::Province => "province",
            Self::Admin => "admin",
        }
    }

    /// The role of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Reception => Text::new("Cán bộ một cửa", "One-stop clerk"),
            Self::Officer => Text::new("Chuyên viên", "Officer"),
            Self::Leader => Text::new("Lãnh đạo đơn vị", "Head of agency"),
            Self::Clerk => Text::new("Văn thư", "Registry clerk"),
            Self::Controller => Text::new("Kiểm soát thủ tục hành chính", "Procedure controller"),
            Self::Province => Text::new("Lãnh đạo tỉnh", "Provincial leader"),
            Self::Admin => Text::new("Quản trị hệ thống", "Administrator"),
        }
    }

    /// Whether the role reaches every agency of the province rather than its own.
    pub const fn is_province_wide(self) -> bool {
        matches!(self, Self::Controller | Self::Province | Self::Admin)
    }
}

/// An action, who may do it, and its name for the table of permissions. Declared as constants by each room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// `room.action`, as in `dossier.accept`.
    pub id: &'static str,
    /// What it allows, on screens and in the printed table.
    pub label: Text,
    /// The roles that hold it.
    pub roles: &'static [Role],
}

/// A role held in an agency today, with the agencies below it that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Where.
    pub agency: AgencyId,
    /// What as.
    pub role: Role,
    /// `agency` and every agency below it.
    pub covers: Vec<AgencyId>,
}

/// Whoever acts: a citizen, a member of staff, or the system itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account signed in with; none for the system.
    pub account: Option<AccountId>,
    /// The person behind a citizen's account.
    pub person: Option<PersonId>,
    /// The member of staff behind an official account.
    pub staff: Option<StaffId>,
    /// Display name, as kept in the journal.
    pub name: String,
    /// Posts held today; empty for citizens.
    pub posts: Vec<Post>,
    /// The level of the national e-identity signed in with; none for any other way in.
    pub level: Option<IdentityLevel>,
}

/// The agencies an actor reaches with a permission: the filter of every query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every agency of the province.
    All,
    /// These agencies only; possibly none.
    Agencies(Vec<AgencyId>),
}

impl Reach {
    /// Whether nothing is in reach.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Agencies(list) if list.is_empty())
    }

    /// Whether an agency is in reach.
    pub fn contains(&self, agency: AgencyId) -> bool {
        match self {
            Self::All => true,
            Self::Agencies(list) => list.contains(&agency),
        }
    }
}

impl Actor {
    /// The program itself: timers, migrations, the demo generator's seed data.
    pub fn system() -> Self {
        Self { account: None, person: None, staff: None, name: "Hệ thống".into(), posts: Vec::new(), level: None }
    }

    /// Whether a permission is held anywhere.
    pub fn holds(&self, permission: &Permission) -> bool {
        self.posts.iter().any(|post| permission.roles.contains(&post.role))
    }

    /// Whether a permission is held over this agency's own cases.
    pub fn may(&self, permission: &Permission, agency: AgencyId) -> bool {
        self.posts.iter().any(|post| {
            permission.roles.contains(&post.role) && (post.role.is_province_wide() || post.agency == agency)
        })
    }

    /// The agencies whose cases a permission opens: the actor's own.
    pub fn reach(&self, permission: &Permission) -> Reach {
        self.collect(permission, |post| vec![post.agency])
    }

    /// The agencies whose figures a permission opens: the actor's own and all below them.
    pub fn reach_below(&self, permission: &Permission) -> Reach {
        self.collect(permission, |post| post.covers.clone())
    }

    fn collect(&self, permission: &Permission, of: impl Fn(&Post) -> Vec<AgencyId>) -> Reach {
        let held = || self.posts.iter().filter(|post| permission.roles.contains(&post.role));
        if held().any(|post| post.role.is_province_wide()) {
            return Reach::All;
        }
        let mut agencies: Vec<_> = held().flat_map(of).collect();
        agencies.sort_unstable();
        agencies.dedup();
        Reach::Agencies(agencies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ACCEPT: Permission =
        Permission { id: "dossier.accept", label: Text::new("Tiếp nhận", "Accept"), roles: &[Role::Reception] };

    fn clerk_of(agency: AgencyId) -> Actor {
        Actor { posts: vec![Post { agency, role: Role::Reception, covers: vec![agency] }], ..Actor::system() }
    }

    #[test]
    fn a_post_grants_its_own_agency_and_no_other() {
        let (own, other) = (AgencyId(Uuid::from_u128(1)), AgencyId(Uuid::from_u128(2)));
        assert!(clerk_of(own).may(&ACCEPT, own));
        assert!(!clerk_of(own).may(&ACCEPT, other));
        assert_eq!(clerk_of(own).reach(&ACCEPT), Reach::Agencies(vec![own]));
    }

    #[test]
    fn without_a_post_nothing_is_in_reach() {
        assert!(Actor::system().reach(&ACCEPT).is_empty());
    }
}
