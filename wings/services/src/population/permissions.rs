//! Who may ask the population register, and who sees who asked.

use base::{Permission, Role, Text};

/// Asking about somebody in a dossier of one's own agency.
pub const LOOK_UP: Permission = Permission {
    id: "population.look_up",
    label: Text::new("Tra cứu dân cư cho hồ sơ của đơn vị", "Ask the population register for the agency's dossiers"),
    roles: &[Role::Reception, Role::Officer],
};

/// Seeing who asked about whom: a head for the agency, controllers for every agency.
pub const AUDIT: Permission = Permission {
    id: "population.audit",
    label: Text::new("Xem nhật ký tra cứu dân cư", "See who asked the population register"),
    roles: &[Role::Leader, Role::Controller],
};

/// All of them, for the printed table.
pub const ALL: &[&Permission] = &[&LOOK_UP, &AUDIT];
