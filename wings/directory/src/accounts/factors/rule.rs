use base::Role;
use serde_json::json;
use store::{Result, Tx, settings};
use uuid::Uuid;

use crate::{
    accounts::{commands::Error, permissions::MANAGE},
    act::Act,
};

const KEY: &str = "accounts.second_factor";
/// The stream of what is decided about signing in.
const STREAM: Uuid = Uuid::from_u128(0x5ec0_4dfa_c704_0000_0000_0000_0000_0001);

/// Where somebody of whom a second factor is required is led to until there is one.
pub const REQUIRED_PATH: &str = "/tai-khoan/bao-mat";

/// The roles of which a second factor is required.
///
/// # Errors
/// The store's.
pub fn required(tx: &mut Tx) -> Result<Vec<Role>> {
    let kept = settings::get(tx, KEY)?.unwrap_or_default();
    Ok(kept.split(',').filter_map(Role::from_key).collect())
}

/// Requires a second factor of whoever holds one of these roles. Whoever has none yet is led to it at the next page.
///
/// # Errors
/// When the permission is missing, and the store's.
pub fn require(tx: &mut Tx, act: Act, roles: &[Role]) -> std::result::Result<(), Error> {
    act.needs(&MANAGE)?;
    let keys = |roles: &[Role]| roles.iter().map(|role| role.key()).collect::<Vec<_>>();
    let before = required(tx)?;
    if before == roles {
        return Ok(());
    }
    settings::set(tx, KEY, &keys(roles).join(","))?;
    let body = json!({ "before": keys(&before), "after": keys(roles) });
    act.record(tx, STREAM, "accounts.second_factor_required", body)?;
    Ok(())
}
