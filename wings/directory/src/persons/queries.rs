//! What is asked about persons.

use base::{
    PersonId,
    identity::{Email, Phone},
    text::Query,
};
use store::{Error, Result, Row, Tx, vals};

use super::domain::{Details, Identity, IdentityKind, Kind, Person};

const COLUMNS: &str = "id, kind, name, identity_kind, identity_number, born, phone, email, address";

/// The person with an id.
///
/// # Errors
/// [`Error::NotFound`] and the store's.
pub fn get(tx: &mut Tx, id: PersonId) -> Result<Person> {
    tx.one(&format!("select {COLUMNS} from persons where id = $1"), &vals![id], person)
}

/// The person whom a number belongs to.
///
/// # Errors
/// The store's.
pub fn by_identity(tx: &mut Tx, identity: &Identity) -> Result<Option<Person>> {
    let sql = format!("select {COLUMNS} from persons where identity_kind = $1 and identity_number = $2");
    tx.opt(&sql, &vals![identity.kind().key(), identity.number()], person)
}

/// Persons whose name holds what was typed, or whose number or telephone it is; at most `limit`, by name.
///
/// # Errors
/// The store's.
pub fn search(tx: &mut Tx, typed: &str, limit: usize) -> Result<Vec<Person>> {
    let query = Query::new(typed);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let number: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let phone = Phone::parse(typed).map(String::from).unwrap_or_default();
    let sql = format!(
        "select {COLUMNS} from persons where name_key like $1 or identity_number = $2 or phone = $3 order by name_key, id limit $4"
    );
    tx.all(&sql, &vals![format!("%{}%", query.key()), number, phone, limit], person)
}

pub(super) fn person(row: &Row) -> Result<Person> {
    let wrong = |name: &str, expected| Error::Column { name: name.into(), expected };
    let kind = Kind::from_key(&row.get::<String>("kind")?).ok_or_else(|| wrong("kind", "a kind of person"))?;
    let identity = match (row.get::<Option<String>>("identity_kind")?, row.get::<Option<String>>("identity_number")?) {
        (Some(kind), Some(number)) => {
            let kind = IdentityKind::from_key(&kind).ok_or_else(|| wrong("identity_kind", "a kind of paper"))?;
            Some(Identity::kept(kind, number))
        }
        _ => None,
    };
    let phone = row.get::<Option<String>>("phone")?.map(|text| Phone::parse(&text)).transpose();
    let email = row.get::<Option<String>>("email")?.map(|text| Email::parse(&text)).transpose();
    Ok(Person {
        id: row.get("id")?,
        details: Details {
            kind,
            name: row.get("name")?,
            identity,
            born: row.get("born")?,
            phone: phone.map_err(|_| wrong("phone", "a telephone number"))?,
            email: email.map_err(|_| wrong("email", "a mail address"))?,
            address: row.get("address")?,
        },
    })
}
