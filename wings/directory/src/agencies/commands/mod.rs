//! What is done to agencies. Each command is worked out on the record as it is inside the transaction, rests on a
//! decision, and is remembered with how the agency stood before and after.

mod amend;
mod create;
mod end;
mod merge;
mod name;
mod seed;

pub use amend::amend;
pub use create::create;
pub use end::end;
pub use merge::merge;
pub use name::{add_alias, remove_alias};
pub use seed::seed;

use serde_json::{Value, json};

use super::domain::{Agency, Fault, Period};
use crate::act::Refused;

/// Why a command on agencies was not carried out.
pub type Error = Refused<Fault>;

/// A period as the journal keeps it.
fn told(period: &Period) -> Value {
    json!({
        "from": period.span.from,
        "until": period.span.until,
        "code": period.code.as_ref().map(|code| code.code.as_str()),
        "name": period.name,
        "short": period.short,
        "parent": period.parent,
        "place": period.place,
        "one_stop": period.one_stop,
        "basis": period.basis,
    })
}

fn latest(agency: &Agency) -> Value {
    agency.periods().last().map_or(Value::Null, told)
}
