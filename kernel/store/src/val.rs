use std::borrow::Cow;

use base::{AccountId, AgencyId, DossierId, FileId, PersonId, StaffId};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

/// A value bound to a statement; made from references, so that [`vals!`](crate::vals) takes nothing away.
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

/// What can be bound to a statement: references to what a column holds. The value lives as long as what it borrows from,
/// and not at all from what is copied.
pub trait ToVal<'a> {
    /// The value.
    fn val(self) -> Val<'a>;
}

/// The values of a statement, in the order of its placeholders: `vals![id, name, day]`.
#[macro_export]
macro_rules! vals {
    ($($value:expr),* $(,)?) => { [$($crate::ToVal::val(&$value)),*] };
}

macro_rules! copied {
    ($($t:ty => $value:expr;)*) => {$(
        impl<'a> ToVal<'a> for &$t {
            fn val(self) -> Val<'a> {
                let make: fn($t) -> Val<'a> = $value;
                make(*self)
            }
        }
    )*};
}
copied! {
    i64 => Val::Int;
    i32 => |n| Val::Int(n.into());
    i16 => |n| Val::Int(n.into());
    u32 => |n| Val::Int(n.into());
    u16 => |n| Val::Int(n.into());
    u8 => |n| Val::Int(n.into());
    u64 => |n| Val::Int(i64::try_from(n).unwrap_or(i64::MAX));
    usize => |n| Val::Int(i64::try_from(n).unwrap_or(i64::MAX));
    bool => Val::Bool;
    f64 => Val::Real;
    Uuid => Val::Id;
    AccountId => |id| Val::Id(id.0);
    AgencyId => |id| Val::Id(id.0);
    DossierId => |id| Val::Id(id.0);
    FileId => |id| Val::Id(id.0);
    PersonId => |id| Val::Id(id.0);
    StaffId => |id| Val::Id(id.0);
    Date => Val::Date;
    Timestamp => Val::Time;
}

impl<'a> ToVal<'a> for &'a str {
    fn val(self) -> Val<'a> {
        Val::Text(Cow::Borrowed(self))
    }
}

impl<'a> ToVal<'a> for &'a String {
    fn val(self) -> Val<'a> {
        Val::Text(Cow::Borrowed(self))
    }
}

impl<'a> ToVal<'a> for &'a [u8] {
    fn val(self) -> Val<'a> {
        Val::Bytes(Cow::Borrowed(self))
    }
}

impl<'a> ToVal<'a> for &'a Vec<u8> {
    fn val(self) -> Val<'a> {
        Val::Bytes(Cow::Borrowed(self))
    }
}

impl<'a> ToVal<'a> for &'a [u8; 32] {
    fn val(self) -> Val<'a> {
        Val::Bytes(Cow::Borrowed(self))
    }
}

impl<'a> ToVal<'a> for &'a Value {
    fn val(self) -> Val<'a> {
        Val::Json(Cow::Borrowed(self))
    }
}

impl<'a> ToVal<'a> for &Val<'a> {
    fn val(self) -> Val<'a> {
        self.clone()
    }
}

impl<'r, 'a, T> ToVal<'a> for &'r Option<T>
where
    &'r T: ToVal<'a>,
{
    fn val(self) -> Val<'a> {
        self.as_ref().map_or(Val::Null, ToVal::val)
    }
}

impl<'a, T: ?Sized> ToVal<'a> for &&'a T
where
    &'a T: ToVal<'a>,
{
    fn val(self) -> Val<'a> {
        (*self).val()
    }
}
