//! What a member of staff and a post are.

use base::{
    AgencyId, Lang, Role, StaffId, Text,
    identity::{Email, Phone},
};
use jiff::civil::Date;
use uuid::Uuid;

use crate::span::Span;

/// Names a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PostId(pub Uuid);

impl From<Uuid> for PostId {
    fn from(id: Uuid) -> Self {
        Self(id)
    }
}

impl std::fmt::Display for PostId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PostId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

/// Somebody to be hired, or what is to be known of a member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// Full name.
    pub name: String,
    /// Telephone at work.
    pub phone: Option<Phone>,
    /// Official mail address.
    pub email: Option<Email>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The id, which stays through all posts.
    pub id: StaffId,
    /// Full name.
    pub name: String,
    /// Telephone at work.
    pub phone: Option<Phone>,
    /// Official mail address.
    pub email: Option<Email>,
}

/// A post to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Where.
    pub agency: AgencyId,
    /// What as.
    pub role: Role,
    /// The title on papers, as in `Phó Chủ tịch`; may be empty.
    pub title: String,
    /// The first day.
    pub from: Date,
    /// The first day no longer, where it is known from the start.
    pub until: Option<Date>,
    /// Number and date of the decision; may be empty.
    pub basis: String,
}

/// A role held in an agency for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its name.
    pub id: PostId,
    /// Whose.
    pub staff: StaffId,
    /// Where.
    pub agency: AgencyId,
    /// What as.
    pub role: Role,
    /// The title on papers; may be empty.
    pub title: String,
    /// When.
    pub span: Span,
    /// Number and date of the decision; may be empty.
    pub basis: String,
}

impl Post {
    /// The title on papers, or the role's name where there is none.
    pub fn title(&self, lang: Lang) -> &str {
        if self.title.is_empty() { self.role.label().get(lang) } else { &self.title }
    }
}

/// Why something cannot be done with staff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum Fault {
    /// The name is empty.
    Name,
    /// There is no such member of staff, or no such post.
    Unknown,
    /// The agency does not exist on the first day.
    Agency,
    /// The post would end before it begins.
    Span,
    /// The same role in the same agency is held at that time already.
    Held,
    /// The post has ended already, or begins later.
    NotThen,
}

impl Fault {
    /// What is wrong, in plain words.
    pub const fn text(&self) -> Text {
        match self {
            Self::Name => Text::new("Hãy nhập họ và tên.", "Enter the full name."),
            Self::Unknown => {
                Text::new("Không tìm thấy cán bộ hoặc vị trí này.", "There is no such member of staff or post.")
            }
            Self::Agency => {
                Text::new("Đơn vị không hoạt động vào ngày bắt đầu.", "The agency does not exist on the first day.")
            }
            Self::Span => Text::new("Ngày kết thúc phải sau ngày bắt đầu.", "The last day must be after the first."),
            Self::Held => Text::new(
                "Cán bộ đã giữ vai trò này tại đơn vị trong thời gian đó.",
                "This role in the agency is held at that time already.",
            ),
            Self::NotThen => Text::new(
                "Vị trí không còn hoặc chưa bắt đầu vào ngày này.",
                "The post has ended, or has not begun, on that day.",
            ),
        }
    }
}
