//! Who may do what with persons.

use base::{Permission, Role, Text};

/// Looking a person up by number, name or telephone at the counter.
pub const LOOK_UP: Permission = Permission {
    id: "person.look_up",
    label: Text::new("Tra cứu người nộp hồ sơ", "Look up applicants"),
    roles: &[Role::Reception, Role::Clerk, Role::Admin],
};
