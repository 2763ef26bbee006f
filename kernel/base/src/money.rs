//! Money in whole đồng. There is no smaller coin and no rounding.

/// An amount in Vietnamese đồng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Dong(pub i64);

impl std::ops::Add for Dong {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::iter::Sum for Dong {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), |a, b| a + b)
    }
}

impl std::fmt::Display for Dong {
    /// As a person writes it: `296.101.504 đồng`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} đồng", crate::text::format::integer(self.0))
    }
}
