//! Who may do what with accounts of other people.

use base::{Permission, Role, Text};

/// Opening, closing and resetting accounts.
pub const MANAGE: Permission = Permission {
    id: "account.manage",
    label: Text::new("Mở, khóa tài khoản và đặt lại mật khẩu", "Open and close accounts, reset passwords"),
    roles: &[Role::Admin],
};
