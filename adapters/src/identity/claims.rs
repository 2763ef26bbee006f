use base::{
    IdentityLevel,
    identity::{Email, PersonalNumber, Phone},
};
use directory::accounts::{Attested, Doubt, ProviderFault};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Which claim says what: a claim's name, or a path into nested ones as in `/citizen/number`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Claims {
    /// The personal number of twelve digits.
    pub number: String,
    /// The full name.
    pub name: String,
    /// The day of birth: `1990-05-12`, `12/05/1990` or `19900512`.
    pub born: String,
    /// The telephone number.
    pub phone: String,
    /// The mail address.
    pub email: String,
    /// How the person proved it: the claim, and the words that mean level 2; any other word is level 1.
    pub level: String,
    /// The words that mean level 2.
    pub level_two: Vec<String>,
    /// What is asked for (`acr_values`) to get level 1; nothing is asked where it is empty.
    pub ask_one: String,
    /// What is asked for to get level 2.
    pub ask_two: String,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            number: "personal_number".into(),
            name: "name".into(),
            born: "birthdate".into(),
            phone: "phone_number".into(),
            email: "email".into(),
            level: "acr".into(),
            level_two: vec!["2".into()],
            ask_one: "1".into(),
            ask_two: "2".into(),
        }
    }
}

impl Claims {
    /// The word to ask for a level with, if any.
    pub(super) fn ask(&self, level: IdentityLevel) -> Option<&str> {
        let word = match level {
            IdentityLevel::One => &self.ask_one,
            IdentityLevel::Two => &self.ask_two,
        };
        Some(word.as_str()).filter(|word| !word.is_empty())
    }

    /// Reads what is said of a person. The number and the name must be there and make sense; what else does not is left out.
    pub(super) fn read(&self, issuer: String, said: &Map<String, Value>) -> Result<Attested, ProviderFault> {
        let missing =
            |what: &str| ProviderFault::Doubted(Doubt::Claims, format!("{what} is missing or makes no sense"));
        let number = text(said, &self.number).and_then(|text| PersonalNumber::parse(&text).ok());
        let name = text(said, &self.name).map(|name| base::text::clean(&name)).filter(|name| !name.is_empty());
        let subject = text(said, "sub").filter(|subject| !subject.is_empty());
        let level = text(said, &self.level);
        let two = level.is_some_and(|word| self.level_two.contains(&word));
        Ok(Attested {
            issuer,
            subject: subject.ok_or_else(|| missing("sub"))?,
            number: number.ok_or_else(|| missing("the personal number"))?,
            name: name.ok_or_else(|| missing("the name"))?,
            born: text(said, &self.born).and_then(|text| day(&text)),
            phone: text(said, &self.phone).and_then(|text| Phone::parse(&text).ok()),
            email: text(said, &self.email).and_then(|text| Email::parse(&text).ok()),
            level: if two { IdentityLevel::Two } else { IdentityLevel::One },
        })
    }
}

/// A claim as text; numbers are written out.
fn text(said: &Map<String, Value>, claim: &str) -> Option<String> {
    let value = match claim.strip_prefix('/') {
        None => said.get(claim)?,
        Some(path) => {
            let mut steps = path.split('/');
            let first = said.get(steps.next()?)?;
            steps.try_fold(first, |value, step| value.get(step))?
        }
    };
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn day(text: &str) -> Option<Date> {
    let iso = text.parse().ok().or_else(|| Date::strptime("%Y%m%d", text).ok());
    iso.or_else(|| base::text::date::parse(text).ok())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    fn read(claims: &Claims, said: Value) -> Result<Attested, ProviderFault> {
        claims.read("https://id.example.vn".into(), said.as_object().unwrap())
    }

    #[test]
    fn the_operator_says_which_claim_is_what() {
        let claims = Claims {
            number: "/citizen/soDinhDanh".into(),
            name: "hoTen".into(),
            born: "ngaySinh".into(),
            level: "mucDo".into(),
            level_two: vec!["02".into(), "LEVEL_2".into()],
            ..Claims::default()
        };
        let said = json!({ "sub": "x", "citizen": { "soDinhDanh": "070190900001" }, "hoTen": " Trần  Thị Mai ",
            "ngaySinh": "12/05/1990", "mucDo": "LEVEL_2", "phone_number": "+84909900001" });
        let who = read(&claims, said).unwrap();
        assert_eq!((who.name.as_str(), who.level), ("Trần Thị Mai", IdentityLevel::Two));
        assert_eq!((who.born, who.phone.unwrap().as_str()), (Some(date(1990, 5, 12)), "0909900001"));
    }

    #[test]
    fn a_level_that_is_missing_or_unknown_is_the_lower_one() {
        for level in [json!("1"), json!("3"), json!(true), Value::Null] {
            let who = read(
                &Claims::default(),
                json!({ "sub": "x", "personal_number": "070190900001", "name": "Mai", "acr": level }),
            );
            assert_eq!(who.unwrap().level, IdentityLevel::One);
        }
    }

    #[test]
    fn nobody_is_attested_without_number_and_name() {
        for said in [
            json!({ "sub": "x", "name": "Mai" }),
            json!({ "sub": "x", "personal_number": "0701909", "name": "Mai" }),
            json!({ "sub": "x", "personal_number": "070190900001", "name": "  " }),
            json!({ "personal_number": "070190900001", "name": "Mai" }),
        ] {
            let fault = read(&Claims::default(), said).unwrap_err();
            assert_eq!(fault.key(), "claims");
            assert!(!fault.to_string().contains("0701"), "the log names nobody: {fault}");
        }
    }
}
