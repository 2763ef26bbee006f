//! The pages of the program itself, which belong to no room.

mod alive;
pub mod condition;
pub mod jobs;

use base::Text;
use directory::workdays;
use services::dossiers::reminders;
use web::{Access, NavItem, Routes};

/// Their routes.
pub fn routes() -> Routes {
    jobs::routes().merge(condition::routes()).merge(alive::routes())
}

/// The last entries of the menu: what whoever runs the program looks after.
pub fn nav() -> [NavItem; 4] {
    [
        NavItem::new(
            Text::new("Lịch làm việc", "Working days"),
            "/quan-tri/lich",
            Access::Needs(&workdays::permissions::MANAGE),
        ),
        NavItem::new(Text::new("Nhắc hạn", "Reminders"), reminders::PATH, Access::Needs(&reminders::MANAGE)),
        NavItem::new(Text::new("Công việc nền", "Background jobs"), jobs::PATH, Access::Needs(&jobs::MANAGE)),
        NavItem::new(Text::new("Sức khỏe hệ thống", "Health"), condition::PATH, Access::Needs(&condition::SEE)),
    ]
}
