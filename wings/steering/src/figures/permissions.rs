//! Who may see which figures. The province's own are open to everybody; boards are for those who answer for them.

use base::{
    Permission,
    Role::{Admin, Controller, Leader, Province},
    Text,
};

/// See the board: heads of agencies that of their own and those below, the province's that of all.
pub const READ: Permission = Permission {
    id: "figures.read",
    label: Text::new("Xem bảng điều hành", "See the board of figures"),
    roles: &[Leader, Controller, Province, Admin],
};

/// All of them, for the printed table.
pub const ALL: &[&Permission] = &[&READ];
