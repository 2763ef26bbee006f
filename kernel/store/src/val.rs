use std::borrow::Cow;

use base::{AccountId, AgencyId, DossierId, FileId, PersonId, StaffId};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

/// A value bound to a statement.
#[derive(Debug, Clone)]
pub enum Val<'a> {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// An identifier.
    Id(Uuid),
    /// A day.
    Date(Date),
    /// An instant, kept to the microsecond.
    Time(Timestamp),
    /// A document.
    Json(Cow<'a, Value>),
}

/// What can be bound to a statement.
pub trait ToVal {
    /// The value, borrowed where it can be.
    fn val(&self) -> Val<'_>;
}

/// The values of a statement, in the order of its placeholders: `vals![id, &name, day]`.
#[macro_export]
macro_rules! vals {
    ($($value:expr),* $(,)?) => { [$($crate::ToVal::val(&$value)),*] };
}

macro_rules! whole {
    ($($t:ty),*) => {$(
        impl ToVal for $t {
            fn val(&self) -> Val<'_> {
                Val::Int(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}
whole!(i64, i32, i16, u64, u32, u16, u8, usize);

macro_rules! id {
    ($($t:ty),*) => {$(
        impl ToVal for $t {
            fn val(&self) -> Val<'_> {
                Val::Id((*self).into())
            }
        }
    )*};
}
id!(Uuid, AccountId, AgencyId, DossierId, FileId, PersonId, StaffId);

impl ToVal for Val<'_> {
    fn val(&self) -> Val<'_> {
        self.clone()
    }
}

impl ToVal for bool {
    fn val(&self) -> Val<'_> {
        Val::Bool(*self)
    }
}

impl ToVal for f64 {
    fn val(&self) -> Val<'_> {
        Val::Real(*self)
    }
}

impl ToVal for str {
    fn val(&self) -> Val<'_> {
        Val::Text(Cow::Borrowed(self))
    }
}

impl ToVal for String {
    fn val(&self) -> Val<'_> {
        Val::Text(Cow::Borrowed(self))
    }
}

impl ToVal for [u8] {
    fn val(&self) -> Val<'_> {
        Val::Bytes(Cow::Borrowed(self))
    }
}

impl ToVal for Vec<u8> {
    fn val(&self) -> Val<'_> {
        Val::Bytes(Cow::Borrowed(self))
    }
}

impl ToVal for [u8; 32] {
    fn val(&self) -> Val<'_> {
        Val::Bytes(Cow::Borrowed(self))
    }
}

impl ToVal for Date {
    fn val(&self) -> Val<'_> {
        Val::Date(*self)
    }
}

impl ToVal for Timestamp {
    fn val(&self) -> Val<'_> {
        Val::Time(*self)
    }
}

impl ToVal for Value {
    fn val(&self) -> Val<'_> {
        Val::Json(Cow::Borrowed(self))
    }
}

impl<T: ToVal> ToVal for Option<T> {
    fn val(&self) -> Val<'_> {
        self.as_ref().map_or(Val::Null, T::val)
    }
}

impl<T: ToVal + ?Sized> ToVal for &T {
    fn val(&self) -> Val<'_> {
        (**self).val()
    }
}
