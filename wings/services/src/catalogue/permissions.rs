//! Who may change the catalogue.

use base::{Permission, Role, Text};

/// Publish a version of a procedure.
pub const PUBLISH: Permission = Permission {
    id: "catalogue.publish",
    label: Text::new("Công bố thủ tục hành chính", "Publish procedures"),
    roles: &[Role::Controller],
};
/// See all versions and what the checks say of them.
pub const READ: Permission = Permission {
    id: "catalogue.read",
    label: Text::new("Xem các phiên bản thủ tục", "See the versions of procedures"),
    roles: &[Role::Controller, Role::Admin, Role::Province],
};

/// All of them, for the printed table.
pub const ALL: &[&Permission] = &[&PUBLISH, &READ];
