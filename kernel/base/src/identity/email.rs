//! E-mail addresses: their shape only. Whether somebody reads them is found out by writing.

use crate::{Lang, codes::text_code, lang::Text};

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().get(Lang::En))]
pub enum EmailError {
    /// Nothing to read.
    Empty,
    /// A Vietnamese or other letter that addresses do not have.
    Letters,
    /// Not exactly one @.
    At,
    /// What stands before the @ is empty, too long or has a misplaced mark.
    Name,
    /// What stands behind the @ is no domain.
    Domain,
}

impl EmailError {
    /// What is wrong, in plain words.
    pub const fn message(self) -> Text {
        match self {
            Self::Empty => Text::new("Chưa nhập địa chỉ thư điện tử.", "No e-mail address was given."),
            Self::Letters => Text::new(
                "Địa chỉ thư điện tử không có dấu và không có khoảng trắng.",
                "An e-mail address has no accents and no spaces.",
            ),
            Self::At => Text::new("Địa chỉ thư điện tử phải có một dấu @.", "An e-mail address has one @."),
            Self::Name => Text::new("Phần trước dấu @ không đúng.", "The part before the @ is not right."),
            Self::Domain => Text::new(
                "Phần sau dấu @ không đúng, phải như binhphuoc.gov.vn.",
                "The part after the @ is not right; it is like binhphuoc.gov.vn.",
            ),
        }
    }
}

/// An e-mail address of a right shape, its domain in small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

text_code!(Email, EmailError);

impl Email {
    /// Reads an address, spaces at the ends aside.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if !text.chars().all(|c| c.is_ascii_graphic()) {
            return Err(EmailError::Letters);
        }
        let (name, domain) = text.split_once('@').filter(|(_, rest)| !rest.contains('@')).ok_or(EmailError::At)?;
        if name.len() > 64 || !name.split('.').all(is_atom) {
            return Err(EmailError::Name);
        }
        let labels: Vec<_> = domain.split('.').collect();
        let top = labels.last().copied().unwrap_or_default();
        let well =
            labels.len() > 1 && labels.iter().all(|label| is_label(label)) && !top.bytes().all(|b| b.is_ascii_digit());
        if !well || top.len() < 2 || text.len() > 254 {
            return Err(EmailError::Domain);
        }
        Ok(Self(format!("{name}@{}", domain.to_ascii_lowercase())))
    }
}

fn is_atom(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_domain_is_kept_in_small_letters() {
        assert_eq!(Email::parse(" Van.Thu+1@BinhPhuoc.GOV.vn ").unwrap().as_str(), "Van.Thu+1@binhphuoc.gov.vn");
    }

    #[test]
    fn a_wrong_address_is_refused_for_its_own_reason() {
        use EmailError::*;
        for (text, error) in [
            ("", Empty),
            ("nguyễn@gmail.com", Letters),
            ("an nguyen@gmail.com", Letters),
            ("an.gmail.com", At),
            ("an@b@gmail.com", At),
            ("@gmail.com", Name),
            ("an.@gmail.com", Name),
            ("an..b@gmail.com", Name),
            ("an@gmail", Domain),
            ("an@gmail.", Domain),
            ("an@-gmail.com", Domain),
            ("an@10.0.0.1", Domain),
        ] {
            assert_eq!(Email::parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_refuse(text in any::<String>(), near in "[a-z@. -]{0,16}") {
            for text in [text, near] {
                if let Ok(email) = Email::parse(&text) {
                    prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
                }
            }
        }
    }
}
