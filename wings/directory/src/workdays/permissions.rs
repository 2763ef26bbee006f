//! Who may do what with the calendar.

use base::{Permission, Role, Text};

/// Adding days off and days worked, and taking them away again.
pub const MANAGE: Permission = Permission {
    id: "workdays.manage",
    label: Text::new("Quản lý lịch ngày nghỉ, ngày làm bù", "Manage days off and days worked instead"),
    roles: &[Role::Admin],
};

/// All of them, for the printed table.
pub const ALL: &[&Permission] = &[&MANAGE];
