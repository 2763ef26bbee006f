use base::{Lang, PersonId, StaffId, Text};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Channel, Facts};

/// Who is told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// Somebody who brings cases.
    Person(PersonId),
    /// A member of staff.
    Staff(StaffId),
}

impl Recipient {
    /// The id, which is also the recipient's stream in the journal.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::Staff(id) => id.0,
        }
    }

    /// The key of its sort in the database.
    pub const fn sort(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Staff(_) => "staff",
        }
    }

    /// The recipient of a sort and an id.
    pub fn of(sort: &str, id: Uuid) -> Option<Self> {
        match sort {
            "person" => Some(Self::Person(id.into())),
            "staff" => Some(Self::Staff(id.into())),
            _ => None,
        }
    }
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Written down, to go out at once.
    Written,
    /// Waiting for the quiet hours to end.
    Waiting,
    /// In the hands of a worker, or of one that died with it: it goes out again under the same name.
    Sending,
    /// Taken by the gateway.
    Sent,
    /// The gateway says that it arrived.
    Delivered,
    /// It will not arrive on this channel.
    Failed,
    /// Nobody to send it to or nothing to send it by; it can be read on the screens.
    Kept,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Written, Self::Waiting, Self::Sending, Self::Sent, Self::Delivered, Self::Failed, Self::Kept];

    /// The key in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Kept => "kept",
        }
    }

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Written => Text::new("Sắp gửi", "About to go out"),
            Self::Waiting => Text::new("Chờ hết giờ yên tĩnh", "Waits for the quiet hours to end"),
            Self::Sending => Text::new("Đang gửi", "Going out"),
            Self::Sent => Text::new("Đã gửi", "Sent"),
            Self::Delivered => Text::new("Đã đến nơi", "Arrived"),
            Self::Failed => Text::new("Không gửi được", "Could not be sent"),
            Self::Kept => Text::new("Chưa có kênh gửi", "No way to send it"),
        }
    }
}

/// What a recipient chose, or what holds for those who chose nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// Channels in the order they are tried; empty when the recipient wants no messages at all.
    pub channels: Vec<Channel>,
    /// The language.
    pub lang: Lang,
    /// Whether reminders are wanted.
    pub reminders: bool,
    /// What the link to the recipient's own page ends in.
    pub link: String,
}

/// A message to one recipient on one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its id: the name the gateway knows it by.
    pub id: Uuid,
    /// What was told: the same for every channel tried.
    pub told: Uuid,
    /// Which channel tried it is, from 0.
    pub nth: i64,
    /// The key of its kind.
    pub kind: String,
    /// What it is about, such as a dossier.
    pub about: Option<Uuid>,
    /// Which entry in the history of that it tells of.
    pub entry: Option<i64>,
    /// To whom.
    pub to: Recipient,
    /// How.
    pub channel: Channel,
    /// In which language.
    pub lang: Lang,
    /// Where to; empty when there is no address.
    pub address: String,
    /// Subject; letters only.
    pub subject: String,
    /// Text.
    pub text: String,
    /// Under which number its template is registered with Zalo.
    pub registered: String,
    /// The facts, for the next channel.
    pub facts: Facts,
    /// Where it stands.
    pub state: State,
    /// Why it is not further.
    pub reason: Option<String>,
    /// Whether another channel took it over after it failed.
    pub passed_on: bool,
    /// What the gateway calls it.
    pub reference: Option<String>,
    /// When the thing happened.
    pub at: Timestamp,
    /// When it entered its state.
    pub since: Timestamp,
}
