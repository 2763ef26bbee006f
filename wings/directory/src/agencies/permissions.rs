//! Who may do what with agencies.

use base::{Permission, Role, Text};

/// Founding, renaming, moving, merging and ending agencies.
pub const MANAGE: Permission =
    Permission {
        id: "agency.manage", label: Text::new("Quản lý đơn vị", "Manage agencies"), roles: &[Role::Admin]
    };
