//! Passwords: how they are kept, compared and judged.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use base::{Ids, Lang, Text, text::squash};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// How much work one comparison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cost {
    /// 19 MiB, two passes: what OWASP asks of argon2id.
    #[default]
    Strong,
    /// Next to nothing: for tests and for the demonstration, whose passwords everybody knows.
    Cheap,
}

/// Hashes and compares passwords with argon2id. Cheap to clone.
///
/// A comparison takes 19 MiB and some milliseconds of one core, so only as many run at once as there are cores.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    nobodys: Arc<str>,
    at_once: Arc<Semaphore>,
}

impl Passwords {
    /// Ready to compare at a cost.
    pub fn new(cost: Cost) -> Self {
        let params = match cost {
            Cost::Strong => Params::new(19 * 1024, 2, 1, None),
            Cost::Cheap => Params::new(Params::MIN_M_COST, 1, 1, None),
        };
        let params = params.expect("both sets of parameters are within argon2's bounds");
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let nobodys = hash(&argon, "the password of nobody", &[0; 16]).into();
        Self { argon, nobodys, at_once: Arc::new(Semaphore::new(cores)) }
    }

    /// The hash of a password with a new salt, as a PHC string.
    pub fn hash(&self, ids: &Ids, password: &str) -> String {
        let mut salt = [0; 16];
        ids.fill(&mut salt);
        hash(&self.argon, password, &salt)
    }

    /// Whether a password is the one kept as this hash. Without a hash it never is, and finding out takes as long.
    pub fn matches(&self, password: &str, kept: Option<&str>) -> bool {
        let right = self.argon.verify_password(password.as_bytes(), kept.unwrap_or(&self.nobodys)).is_ok();
        right && kept.is_some()
    }

    /// [`Passwords::hash`] away from the threads that serve requests.
    pub async fn hash_aside(&self, ids: Ids, password: String) -> String {
        self.aside(move |this| this.hash(&ids, &password)).await
    }

    /// [`Passwords::matches`] away from the threads that serve requests.
    pub async fn matches_aside(&self, password: String, kept: Option<String>) -> bool {
        self.aside(move |this| this.matches(&password, kept.as_deref())).await
    }

    async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> T + Send + 'static) -> T {
        let turn = self.at_once.clone().acquire_owned().await;
        let this = self.clone();
        let done = spawn_blocking(move || {
            let _turn = turn;
            work(&this)
        });
        match done.await {
            Ok(done) => done,
            Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
        }
    }
}

fn hash(argon: &Argon2, password: &str, salt: &[u8; 16]) -> String {
    let hash = argon.hash_password_with_salt(password.as_bytes(), salt);
    hash.expect("argon2 takes any password a form can carry and a salt of 16 bytes").to_string()
}

/// A password to be told to somebody once and changed at once: twelve letters and digits that are not mistaken for each
/// other, in groups of four. 60 bits of chance.
pub fn temporary(ids: &Ids) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut chance = [0u8; 12];
    ids.fill(&mut chance);
    let letters: Vec<char> = chance.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().get(Lang::En))]
pub enum Weakness {
    /// Fewer than 8 characters.
    Short,
    /// More than 128 characters.
    Long,
    /// The owner's own name or number.
    Own,
    /// One that is tried first by whoever guesses.
    Common,
}

impl Weakness {
    /// What to do about it.
    pub const fn text(self) -> Text {
        match self {
            Self::Short => Text::new("Mật khẩu cần ít nhất 8 ký tự.", "The password needs at least 8 characters."),
            Self::Long => Text::new("Mật khẩu dài nhất là 128 ký tự.", "The password may have at most 128 characters."),
            Self::Own => Text::new(
                "Mật khẩu không được là tên, số định danh, số điện thoại hay thư điện tử của bạn.",
                "The password may not be your own name, number, telephone or e-mail.",
            ),
            Self::Common => Text::new(
                "Mật khẩu này quá dễ đoán. Hãy dùng một câu ngắn chỉ bạn nhớ.",
                "This password is too easy to guess. Use a short sentence that only you remember.",
            ),
        }
    }
}

/// Judges a new password; `own` is what everybody knows of its owner. There is no rule about capitals or signs: a longer
/// password is a better one (NIST SP 800-63B).
///
/// # Errors
/// Why it is not taken.
pub fn judge(password: &str, own: &[&str]) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < 8 {
        return Err(Weakness::Short);
    }
    if length > 128 {
        return Err(Weakness::Long);
    }
    let plain = squash(password);
    if own.iter().any(|known| !known.is_empty() && squash(known) == plain) {
        return Err(Weakness::Own);
    }
    let bytes = plain.as_bytes();
    let steps = |by: i16| bytes.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == by);
    const COMMON: [&str; 14] = [
        "password",
        "password1",
        "matkhau1",
        "matkhau123",
        "matkhau@123",
        "12345678",
        "123456789",
        "1234567890",
        "qwertyuiop",
        "abc12345",
        "abcd1234",
        "admin123",
        "iloveyou",
        "binhphuoc",
    ];
    if steps(0) || steps(1) || steps(-1) || COMMON.contains(&plain.as_str()) {
        return Err(Weakness::Common);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::FixedClock;

    fn ids() -> Ids {
        Ids::seeded(FixedClock::at("2024-02-20T08:00:00+07:00").arc(), 1)
    }

    #[test]
    fn a_password_is_kept_as_argon2id_with_the_strength_owasp_asks_for() {
        let passwords = Passwords::new(Cost::Strong);
        let kept = passwords.hash(&ids(), "con mèo trèo cây cau");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(passwords.matches("con mèo trèo cây cau", Some(&kept)));
        assert!(!passwords.matches("con meo treo cay cau", Some(&kept)));
    }

    #[test]
    fn one_password_has_another_hash_each_time() {
        let (passwords, ids) = (Passwords::new(Cost::Cheap), ids());
        assert_ne!(passwords.hash(&ids, "mật khẩu dài"), passwords.hash(&ids, "mật khẩu dài"));
    }

    #[test]
    fn nobody_has_no_password_not_even_the_one_compared_in_its_place() {
        let passwords = Passwords::new(Cost::Cheap);
        assert!(!passwords.matches("the password of nobody", None));
    }

    #[test]
    fn hashes_of_another_cost_still_open() {
        let (strong, cheap) = (Passwords::new(Cost::Strong), Passwords::new(Cost::Cheap));
        assert!(strong.matches("một hai ba bốn", Some(&cheap.hash(&ids(), "một hai ba bốn"))));
    }

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        let own = ["Nguyễn Văn An", "070085000123", "0912345678"];
        for (password, weakness) in [
            ("1234567", Weakness::Short),
            ("mật khẩ", Weakness::Short),
            ("nguyen van an", Weakness::Own),
            ("NguyễnVănAn", Weakness::Own),
            ("070085000123", Weakness::Own),
            ("12345678", Weakness::Common),
            ("87654321", Weakness::Common),
            ("aaaaaaaaaa", Weakness::Common),
            ("Mật khẩu 123", Weakness::Common),
        ] {
            assert_eq!(judge(password, &own), Err(weakness), "{password}");
        }
        assert_eq!(judge(&"a1".repeat(65), &own), Err(Weakness::Long));
        for password in ["con mèo trèo", "nguyenvanan1990", "Xk29$ml!"] {
            assert_eq!(judge(password, &own), Ok(()), "{password}");
        }
    }

    #[test]
    fn a_temporary_password_can_be_read_out() {
        let password = temporary(&ids());
        assert_eq!((password.len(), password.matches('-').count()), (14, 2));
        assert!(!password.contains(['0', '1', 'l', 'o']) && judge(&password, &[]).is_ok());
    }
}
