//! Who may do what with staff.

use base::{Permission, Role, Text};

/// Hiring, appointing, moving, and everything on the administrator's screens about staff and their accounts.
pub const MANAGE: Permission = Permission {
    id: "staff.manage",
    label: Text::new("Quản lý cán bộ và tài khoản cán bộ", "Manage staff and their accounts"),
    roles: &[Role::Admin],
};
