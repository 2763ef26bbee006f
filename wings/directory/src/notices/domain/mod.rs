//! The words of notices: channels, kinds, wordings, lengths, quiet hours, messages and where they stand.

mod channel;
mod kind;
mod length;
mod message;
mod rules;
mod wording;

pub use channel::{Channel, Reachable, masked};
pub use kind::{Audience, COMMON, Fact, Kind, Kinds};
pub use length::{Alphabet, Length, length};
pub use message::{Message, Preference, Recipient, State};
pub use rules::Rules;
pub use wording::{Facts, Rendered, Wording, WordingFault, mentioned, samples};
