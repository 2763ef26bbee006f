//! What seals the secrets of authenticators at rest. The key is the operator's: in the configuration, or in a file beside
//! the record that only the program's own user may read. Without it a copy of the database gives no codes away.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
    sync::Arc,
};

use base::{AccountId, Clock, Ids};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use web::session::Token;

const NONCE: usize = 24;

/// Seals and opens, and knows the time outside: authenticators live in it even where a demonstration lives in another.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    /// The time by which authenticators count.
    pub clock: Arc<dyn Clock>,
}

/// Why there is no vault.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key is not 64 hexadecimal digits.
    #[error("the key must be 64 hexadecimal digits, as from: openssl rand -hex 32")]
    Key,
    /// Others than its owner may read the file.
    #[error("{0} may be read by others: chmod 600 {0}")]
    Open(String),
    /// The file cannot be read or written.
    #[error("the key file {0}: {1}")]
    File(String, io::Error),
}

impl Vault {
    /// With a key of 32 bytes, written as 64 hexadecimal digits.
    ///
    /// # Errors
    /// When it is none.
    pub fn with_key(key: &str, clock: Arc<dyn Clock>) -> Result<Self, VaultError> {
        let hex = key.trim();
        let bytes: Option<Vec<u8>> = (hex.len() == 64 && hex.is_ascii())
            .then(|| (0..64).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect())
            .flatten();
        let cipher = bytes.and_then(|bytes| XChaCha20Poly1305::new_from_slice(&bytes).ok());
        Ok(Self { cipher: cipher.ok_or(VaultError::Key)?, clock })
    }

    /// With the key in a file, which is made when it is missing (mode 0600).
    ///
    /// # Errors
    /// When it cannot be read or made, holds no key, or others may read it.
    pub fn in_file(path: &Path, ids: &Ids, clock: Arc<dyn Clock>) -> Result<Self, VaultError> {
        let name = || path.display().to_string();
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
            Ok(mut file) => {
                let made = writeln!(file, "{}", Token::new(ids).hex()).and_then(|()| file.sync_all());
                made.map_err(|error| VaultError::File(name(), error))?;
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(VaultError::File(name(), error)),
        }
        let mode = fs::metadata(path).map_err(|error| VaultError::File(name(), error))?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(VaultError::Open(name()));
        }
        let key = fs::read_to_string(path).map_err(|error| VaultError::File(name(), error))?;
        Self::with_key(&key, clock)
    }

    /// Seals a secret for one account: it opens for no other.
    pub(super) fn seal(&self, ids: &Ids, account: AccountId, secret: &[u8]) -> Vec<u8> {
        let mut sealed = vec![0; NONCE];
        ids.fill(&mut sealed);
        let nonce = XNonce::try_from(&sealed[..NONCE]).expect("a nonce of this length");
        let payload = Payload { msg: secret, aad: account.0.as_bytes() };
        let text = self.cipher.encrypt(&nonce, payload).expect("a short secret can be sealed");
        sealed.extend(text);
        sealed
    }

    /// The secret; nothing when another key sealed it, or for another account, or it was changed.
    pub(super) fn open(&self, account: AccountId, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE)?;
        let payload = Payload { msg: text, aad: account.0.as_bytes() };
        self.cipher.decrypt(&XNonce::try_from(nonce).ok()?, payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{FixedClock, SystemClock};
    use uuid::Uuid;

    fn ids(seed: u64) -> Ids {
        Ids::seeded(FixedClock::at("2024-02-20T08:00:00+07:00").arc(), seed)
    }

    fn key(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_for_its_account_only() {
        let (here, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let vault = Vault::with_key(&key('a'), Arc::new(SystemClock)).unwrap();
        let sealed = vault.seal(&ids(1), here, b"a secret of twenty b");
        assert!(!sealed.windows(8).any(|part| part == b"a secret"));
        assert_eq!(vault.open(here, &sealed).as_deref(), Some(&b"a secret of twenty b"[..]));
        assert_eq!(vault.open(other, &sealed), None);
        assert_eq!(Vault::with_key(&key('b'), Arc::new(SystemClock)).unwrap().open(here, &sealed), None);
    }

    #[test]
    fn the_key_file_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tinhso.key");
        let account = AccountId(Uuid::from_u128(1));
        let sealed = Vault::in_file(&path, &ids(1), Arc::new(SystemClock)).unwrap().seal(&ids(2), account, b"x");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let again = Vault::in_file(&path, &ids(3), Arc::new(SystemClock)).unwrap();
        assert_eq!(again.open(account, &sealed).as_deref(), Some(&b"x"[..]));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Vault::in_file(&path, &ids(4), Arc::new(SystemClock)), Err(VaultError::Open(_))));
    }

    #[test]
    fn a_key_that_is_none_is_refused() {
        for wrong in ["", "abc", &"g".repeat(64), &"ạ".repeat(64)] {
            assert!(matches!(Vault::with_key(wrong, Arc::new(SystemClock)), Err(VaultError::Key)), "{wrong}");
        }
    }
}
