//! (to be written)
pub mod format {
    /// Digits in groups of three: `1.234.567`.
    pub fn integer(n: i64) -> String { n.to_string() }
}
