//! People whom the simulators know. Nobody real: names put together from common parts, numbers right in form and of nobody.

use std::sync::Arc;

use jiff::civil::{Date, date};

/// Somebody in a simulator's register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialPerson {
    /// Personal number, 12 digits.
    pub number: String,
    /// Full name.
    pub name: String,
    /// Day of birth.
    pub born: Date,
    /// Whether a woman.
    pub woman: bool,
    /// Ethnic group, by its key in forms.
    pub ethnicity: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Code of the commune of permanent residence, and what stands before it.
    pub residence: (String, String),
}

/// Finds somebody by number.
pub type Find = dyn Fn(&str) -> Option<TrialPerson> + Send + Sync;

/// The people of a simulator: some to choose from, and a way to find others.
#[derive(Clone)]
pub struct People {
    /// Shown to choose from.
    pub shown: Vec<TrialPerson>,
    /// Finds somebody else by number.
    pub others: Arc<Find>,
}

impl Default for People {
    fn default() -> Self {
        Self { shown: some(), others: Arc::new(|_| None) }
    }
}

impl People {
    /// Somebody by number.
    pub fn find(&self, number: &str) -> Option<TrialPerson> {
        self.shown.iter().find(|person| person.number == number).cloned().or_else(|| (self.others)(number))
    }
}

fn some() -> Vec<TrialPerson> {
    let person =
        |number: &str, name: &str, born, woman, ethnicity: &str, phone: &str, home: (&str, &str)| TrialPerson {
            number: number.into(),
            name: name.into(),
            born,
            woman,
            ethnicity: ethnicity.into(),
            phone: Some(phone.into()),
            residence: (home.0.into(), home.1.into()),
        };
    vec![
        person("070190900001", "Trần Thị Mai", date(1990, 5, 12), true, "01", "0909900001", ("25195", "12 Hùng Vương")),
        person("070085900002", "Nguyễn Văn Hòa", date(1985, 11, 3), false, "01", "0909900002", ("25195", "Khu phố 3")),
        person("070300900003", "Thị Đào", date(2000, 2, 20), true, "22", "0909900003", ("25252", "Thôn 5")),
        person("070055900004", "Điểu Long", date(1955, 8, 30), false, "22", "0909900004", ("25252", "Thôn 2")),
    ]
}
