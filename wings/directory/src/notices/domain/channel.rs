use base::{
    Text,
    identity::{Email, Phone, PhoneKind},
};

/// A way on which a message reaches somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The province's official account on Zalo, to the telephone number.
    Zalo,
    /// A text message to the telephone number.
    Sms,
    /// E-mail.
    Mail,
}

impl Channel {
    /// Every channel, in the order tried where neither the person nor an administrator chose another: what is read most
    /// first.
    pub const ALL: [Self; 3] = [Self::Zalo, Self::Sms, Self::Mail];

    /// The key in the database and in forms.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Zalo => "zalo",
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }

    /// The channel of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Zalo => Text::new("Zalo", "Zalo"),
            Self::Sms => Text::new("Tin nhắn SMS", "Text message (SMS)"),
            Self::Mail => Text::new("Thư điện tử", "E-mail"),
        }
    }

    /// Whether it makes a telephone sound at night: such messages wait until the quiet hours are over.
    pub const fn rings(self) -> bool {
        matches!(self, Self::Zalo | Self::Sms)
    }

    /// The longest text it carries, in characters.
    pub const fn longest(self) -> usize {
        match self {
            Self::Zalo => 400,
            Self::Sms => 459,
            Self::Mail => 20_000,
        }
    }
}

/// How somebody can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reachable {
    /// Their telephone.
    pub phone: Option<Phone>,
    /// Their mail address.
    pub email: Option<Email>,
}

impl Reachable {
    /// The address on a channel: a mobile number in the form of E.164 without its plus, or a mail address. Fixed lines
    /// receive no messages.
    pub fn on(&self, channel: Channel) -> Option<String> {
        match channel {
            Channel::Mail => self.email.as_ref().map(ToString::to_string),
            Channel::Zalo | Channel::Sms => {
                let mobile = self.phone.as_ref().filter(|phone| phone.kind() == PhoneKind::Mobile)?;
                mobile.e164().map(|number| number.trim_start_matches('+').to_owned())
            }
        }
    }
}

/// An address as others may see it: enough for its owner to know it again, too little to use it.
/// `84912345678` becomes `091•••678`, `lan.nguyen@example.vn` becomes `la•••@example.vn`.
pub fn masked(channel: Channel, address: &str) -> String {
    match channel {
        Channel::Mail => match address.split_once('@') {
            Some((name, domain)) => format!("{}•••@{domain}", name.chars().take(2).collect::<String>()),
            None => "•••".into(),
        },
        Channel::Zalo | Channel::Sms => {
            let national = address.strip_prefix("84").map_or_else(|| address.to_owned(), |rest| format!("0{rest}"));
            match (national.get(..3), national.get(national.len().saturating_sub(3)..)) {
                (Some(head), Some(tail)) if national.len() >= 9 => format!("{head}•••{tail}"),
                _ => "•••".into(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_line_receives_no_messages() {
        let fixed = Reachable { phone: Phone::parse("0271 388 1234").ok(), email: None };
        assert_eq!(fixed.on(Channel::Sms), None);
        let mobile = Reachable { phone: Phone::parse("0912345678").ok(), email: None };
        assert_eq!(mobile.on(Channel::Zalo).as_deref(), Some("84912345678"));
        assert_eq!(mobile.on(Channel::Mail), None);
    }

    #[test]
    fn an_address_is_known_again_and_cannot_be_used() {
        assert_eq!(masked(Channel::Sms, "84912345678"), "091•••678");
        assert_eq!(masked(Channel::Mail, "lan.nguyen@example.vn"), "la•••@example.vn");
        assert_eq!(masked(Channel::Zalo, ""), "•••");
    }
}
