//! The national e-identity as this room needs it: who somebody is, on the word of the state's identity provider.

use std::sync::Arc;

use base::{
    IdentityLevel, Ids, Lang, Text,
    identity::{Email, PersonalNumber, Phone},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A sign-in at the provider that was begun. It stays here; only `state`, the digest of the verifier and the nonce travel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Departure {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back within the signed token.
    pub nonce: String,
    /// Proves that whoever redeems the code began the sign-in (PKCE, RFC 7636).
    pub verifier: String,
    /// The level asked for.
    pub level: IdentityLevel,
    /// Where the provider sends the browser back to.
    pub back: String,
}

impl Departure {
    /// A new one; nobody can guess it.
    pub fn new(ids: &Ids, level: IdentityLevel, back: String) -> Self {
        let secret = || web::session::Token::new(ids).hex();
        Self { state: secret(), nonce: secret(), verifier: secret(), level, back }
    }
}

/// What the provider says of somebody, after everything about its answer was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attested {
    /// Who says so.
    pub issuer: String,
    /// The provider's own name for the person.
    pub subject: String,
    /// The personal number.
    pub number: PersonalNumber,
    /// Full name.
    pub name: String,
    /// Day of birth, where it was told.
    pub born: Option<Date>,
    /// Telephone, where it was told.
    pub phone: Option<Phone>,
    /// Mail address, where it was told.
    pub email: Option<Email>,
    /// How the person proved it there.
    pub level: IdentityLevel,
}

/// What about an answer of the provider cannot be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The signature is not by one of its keys.
    Signature,
    /// It answers another sign-in than the one begun.
    Nonce,
    /// It is meant for another site.
    Audience,
    /// It is too old, or from the future.
    Expired,
    /// Somebody else issued it.
    Issuer,
    /// The code was used before, or is nobody's.
    Code,
    /// What it says of the person is missing or makes no sense.
    Claims,
    /// It does not speak as the standard says.
    Protocol,
}

impl Doubt {
    /// Its key in the log.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Nonce => "nonce",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::Issuer => "issuer",
            Self::Code => "code",
            Self::Claims => "claims",
            Self::Protocol => "protocol",
        }
    }
}

/// Why nobody was signed in by the provider.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderFault {
    /// The person said no there.
    #[error("declined")]
    Declined,
    /// It does not answer, or too late.
    #[error("out of reach: {0}")]
    Unreachable(String),
    /// Its answer cannot be believed; the text is for the operator and names nobody.
    #[error("{key}: {1}", key = .0.key())]
    Doubted(Doubt, String),
}

impl ProviderFault {
    /// The key in the log.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Declined => "declined",
            Self::Unreachable(_) => "unreachable",
            Self::Doubted(doubt, _) => doubt.key(),
        }
    }

    /// What to tell the person.
    pub const fn text(&self) -> Text {
        match self {
            Self::Declined => Text::new(
                "Bạn đã dừng đăng nhập ở trang định danh điện tử. Bạn có thể thử lại hoặc dùng mật khẩu.",
                "You stopped at the e-identity page. You can try again or use a password.",
            ),
            Self::Unreachable(_) => Text::new(
                "Hệ thống định danh điện tử hiện không trả lời. Hãy thử lại sau ít phút; nếu có mật khẩu, bạn vẫn đăng nhập được bằng mật khẩu.",
                "The e-identity system does not answer at present. Please try again in a few minutes; with a password you can still sign in.",
            ),
            Self::Doubted(Doubt::Code | Doubt::Nonce | Doubt::Expired, _) => Text::new(
                "Lần đăng nhập này đã quá thời gian hoặc đã được dùng. Để bảo vệ bạn, hãy bắt đầu lại.",
                "This sign-in took too long or was used already. To protect you, please begin again.",
            ),
            Self::Doubted(Doubt::Claims, _) => Text::new(
                "Hệ thống định danh điện tử chưa gửi đủ số định danh và họ tên của bạn, nên chưa đăng nhập được. Hãy mang giấy tờ đến Bộ phận Một cửa gần nhất nếu việc này lặp lại.",
                "The e-identity system did not send your number and name as needed. If this happens again, bring your card to the nearest one-stop counter.",
            ),
            Self::Doubted(..) => Text::new(
                "Trả lời của hệ thống định danh điện tử không xác minh được, nên chúng tôi không cho đăng nhập. Không phải lỗi của bạn; cán bộ kỹ thuật đã có thông tin để kiểm tra.",
                "The answer of the e-identity system could not be verified, so nobody was signed in. This is not your fault; the operators have what they need to look into it.",
            ),
        }
    }
}

/// Signs people in by the national e-identity. A client of the provider implements it; it may wait for the network.
pub trait IdentityProvider: Send + Sync + 'static {
    /// What people know it by, as in `VNeID`.
    fn name(&self) -> &str;

    /// Whether it is a simulator, so that the page says so.
    fn is_trial(&self) -> bool;

    /// The address to send the browser to.
    ///
    /// # Errors
    /// When the provider cannot be reached or does not speak as it should.
    fn depart(&self, departure: &Departure) -> Result<String, ProviderFault>;

    /// Redeems the code that the browser brought back.
    ///
    /// # Errors
    /// When the provider cannot be reached, or anything about its answer cannot be believed.
    fn arrive(&self, departure: &Departure, code: &str) -> Result<Attested, ProviderFault>;
}

/// The identity provider plugged in, if any; handlers find it in the application.
#[derive(Clone, Default)]
pub struct EIdentity(pub Option<Arc<dyn IdentityProvider>>);

/// The words of a link that leads to the provider.
pub(super) fn sign_in_label(provider: &dyn IdentityProvider, lang: Lang) -> String {
    match lang {
        // A simulator bears nobody's name.
        _ if provider.is_trial() => lang.pick("Đăng nhập bằng định danh điện tử", "Sign in with e-identity").into(),
        Lang::Vi => format!("Đăng nhập bằng {}", provider.name()),
        Lang::En => format!("Sign in with {}", provider.name()),
    }
}
