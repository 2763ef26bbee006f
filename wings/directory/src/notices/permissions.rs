//! Who looks after notices.

use base::{Permission, Role, Text};

/// Wording notices, setting quiet hours, and looking after what could not be sent.
pub const MANAGE: Permission = Permission {
    id: "notice.manage",
    label: Text::new("Quản lý mẫu thông báo và việc gửi", "Manage wordings and sending of notices"),
    roles: &[Role::Admin],
};
