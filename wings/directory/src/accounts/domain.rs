//! What an account is.

use base::{
    AccountId, Lang, PersonId, StaffId, Text,
    identity::{Email, PersonalNumber, Phone, PhoneKind},
    text::fold,
};
use jiff::Timestamp;

use crate::persons::{Details, Identity};

/// A name to sign in with, in the one form in which it is kept and compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Login(String);

impl Login {
    /// Reads what somebody typed: a personal number, a telephone number, a mail address or a username. The forms do not
    /// overlap: a number is twelve digits or a telephone number, an address has an @, a username a letter and no @.
    /// Nothing when it is none of these.
    pub fn read(typed: &str) -> Option<Self> {
        if let Ok(number) = PersonalNumber::parse(typed) {
            return Some(number.into());
        }
        if let Some(login) = Phone::parse(typed).ok().and_then(|phone| Self::phone(&phone)) {
            return Some(login);
        }
        if let Ok(email) = Email::parse(typed) {
            return Some(email.into());
        }
        Self::username(typed)
    }

    /// A username: 3 to 40 letters, digits, dots, hyphens and underscores, at least one of them a letter. Marks and case
    /// do not count.
    pub fn username(typed: &str) -> Option<Self> {
        let name = fold(typed.trim());
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        let right = (3..=40).contains(&name.len())
            && name.chars().all(allowed)
            && name.contains(|c: char| c.is_ascii_lowercase());
        right.then_some(Self(name))
    }

    /// A subscriber's telephone number; nothing for short numbers such as 1022, which are nobody's own.
    pub fn phone(phone: &Phone) -> Option<Self> {
        matches!(phone.kind(), PhoneKind::Mobile | PhoneKind::Fixed).then(|| Self(phone.as_str().to_owned()))
    }

    /// The name as it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A username made of somebody's name as offices do it: given name, then the first letters of the others.
    /// `Nguyễn Văn An` becomes `an.nv`.
    pub fn suggest(name: &str) -> String {
        let folded = fold(name);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => String::new(),
            [given] => (*given).to_owned(),
            [others @ .., given] => {
                format!("{given}.{}", others.iter().filter_map(|word| word.chars().next()).collect::<String>())
            }
        }
    }

    pub(super) fn kept(login: String) -> Self {
        Self(login)
    }
}

impl From<PersonalNumber> for Login {
    fn from(number: PersonalNumber) -> Self {
        Self(number.into())
    }
}

impl From<Email> for Login {
    fn from(email: Email) -> Self {
        Self(email.as_str().to_lowercase())
    }
}

/// Whom an account stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Somebody who brings cases.
    Person(PersonId),
    /// A member of staff.
    Staff(StaffId),
}

/// An account, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whom it stands for.
    pub holder: Holder,
    /// Whether somebody else set the password.
    pub must_change: bool,
    /// Until when no password is tried.
    pub locked_until: Option<Timestamp>,
    /// Whether it was closed.
    pub closed: bool,
    /// Since when it exists.
    pub opened: Timestamp,
    /// When it was last signed in with.
    pub last_in: Option<Timestamp>,
}

/// Somebody who opens an account for himself.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Name, telephone, mail and address.
    pub details: Details,
    /// The personal number, which is the name to sign in with.
    pub number: PersonalNumber,
    /// The telephone number, another name to sign in with where nobody else uses it for that.
    pub phone: Phone,
    /// The password's hash.
    pub hash: String,
}

impl Registration {
    /// What becomes of the person's record.
    pub(super) fn person(&self) -> Details {
        Details {
            identity: Some(Identity::from(self.number.clone())),
            phone: Some(self.phone.clone()),
            ..self.details.clone()
        }
    }
}

/// Why something cannot be done with an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().get(Lang::En))]
pub enum Fault {
    /// The name is empty.
    Name,
    /// The number has an account already.
    Registered,
    /// The number is known from a case, with another name or telephone: papers must be shown at a counter.
    Elsewhere,
    /// Somebody else signs in with this name.
    LoginTaken,
    /// No username of a right form.
    Login,
    /// There is no such account, or no such holder.
    Unknown,
    /// Whoever it would stand for has an account already.
    HasAccount,
    /// The account was closed.
    Closed,
    /// The e-identity is another person's than the one signed in.
    OtherPerson,
    /// The identity provider knows the owner of another account by this name.
    OtherSubject,
    /// No code that opens the account.
    Code,
    /// Codes of an authenticator are asked already.
    HasCodes,
    /// The passkey cannot be added.
    Passkey,
}

impl Fault {
    /// What is wrong, and what to do about it.
    pub const fn text(&self) -> Text {
        match self {
            Self::Name => Text::new("Hãy nhập họ và tên.", "Enter your full name."),
            Self::Registered => Text::new(
                "Số định danh này đã có tài khoản. Hãy đăng nhập; nếu quên mật khẩu, hãy mang giấy tờ đến Bộ phận Một cửa gần nhất.",
                "This number has an account already. Sign in; if you forgot the password, bring your card to the nearest one-stop counter.",
            ),
            Self::Elsewhere => Text::new(
                "Số định danh này đã có hồ sơ với họ tên hoặc số điện thoại khác. Để bảo vệ bạn, hãy mang giấy tờ đến Bộ phận Một cửa gần nhất để mở tài khoản.",
                "This number is known with another name or telephone. To protect you, please bring your card to the nearest one-stop counter to open the account.",
            ),
            Self::LoginTaken => Text::new("Tên đăng nhập này đã có người dùng.", "Somebody else uses this name."),
            Self::Login => Text::new(
                "Tên đăng nhập gồm 3 đến 40 chữ cái không dấu, chữ số, dấu chấm, gạch nối; có ít nhất một chữ cái.",
                "A username has 3 to 40 letters, digits, dots and hyphens, and at least one letter.",
            ),
            Self::Unknown => Text::new("Không tìm thấy tài khoản.", "There is no such account."),
            Self::HasAccount => Text::new("Người này đã có tài khoản.", "There is an account for this person already."),
            Self::Closed => Text::new(
                "Tài khoản này đã bị khóa. Hãy liên hệ Bộ phận Một cửa gần nhất.",
                "This account was closed. Please ask at the nearest one-stop counter.",
            ),
            Self::OtherPerson => Text::new(
                "Định danh điện tử vừa dùng là của người khác, không phải của chủ tài khoản đang đăng nhập. Hãy đăng xuất trước nếu bạn muốn đổi người.",
                "The e-identity belongs to somebody else than the account signed in. Sign out first to change persons.",
            ),
            Self::OtherSubject => Text::new(
                "Thông tin định danh điện tử không khớp với lần đăng nhập trước. Hãy mang giấy tờ đến Bộ phận Một cửa gần nhất.",
                "The e-identity does not agree with an earlier sign-in. Please bring your card to the nearest one-stop counter.",
            ),
            Self::Code => Text::new(
                "Mã chưa đúng hoặc đã được dùng. Hãy đợi ứng dụng hiện mã mới rồi nhập lại.",
                "The code is wrong or was used already. Wait for the next one and try again.",
            ),
            Self::HasCodes => Text::new("Ứng dụng xác thực đã được bật.", "An authenticator is set up already."),
            Self::Passkey => Text::new(
                "Không thêm được khóa truy cập này. Khóa có thể đã được thêm trước đó.",
                "This passkey could not be added. It may be there already.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(typed: &str) -> String {
        Login::read(typed).map_or_else(|| "—".into(), |login| login.as_str().to_owned())
    }

    #[test]
    fn one_may_sign_in_with_number_telephone_mail_or_username() {
        assert_eq!(login("070 085 000 123"), "070085000123");
        assert_eq!(login("+84 912 345 678"), "0912345678");
        assert_eq!(login("An.Nguyen@Example.vn"), "an.nguyen@example.vn");
        assert_eq!(login(" An.NV "), "an.nv");
        assert_eq!(login("Ấn.nv"), "an.nv");
        for nobody in ["", "an", "1234", "an nguyen", "a@", &"a".repeat(41)] {
            assert_eq!(login(nobody), "—", "{nobody}");
        }
    }

    #[test]
    fn a_username_is_suggested_from_the_name() {
        assert_eq!(Login::suggest("Nguyễn Văn An"), "an.nv");
        assert_eq!(Login::suggest("Đặng Thị Ánh Đào"), "dao.dta");
        assert_eq!(Login::suggest("Điểu"), "dieu");
    }
}
