//! Reading typed values out of a form, collecting what is wrong with each field on the way.

use std::{ops::RangeInclusive, str::FromStr};

use base::{
    Dong, Lang, Text,
    text::{clean, clean_lines, date, format, number},
};
use jiff::civil::Date;

use super::{Field, FileRule, Submitted, Upload, upload};
use crate::{problem::Problem, words::Words};

/// The names of the three boxes of a date, after the field's own name.
pub(crate) const DATE_PARTS: [&str; 3] = ["ngay", "thang", "nam"];

impl Submitted {
    /// One line of text, cleaned. Empty when nothing was typed, which is an error where the field is required.
    pub fn line(&mut self, field: &Field) -> String {
        let text = clean(self.get(field.name));
        self.checked(field, text)
    }

    /// Several lines of text, cleaned; line ends are `\n`.
    pub fn lines(&mut self, field: &Field) -> String {
        let text = clean_lines(self.get(field.name));
        self.checked(field, text)
    }

    /// A password or code, exactly as typed.
    pub fn secret(&mut self, field: &Field) -> String {
        let text = self.get(field.name).to_owned();
        self.checked(field, text)
    }

    fn checked(&mut self, field: &Field, text: String) -> String {
        let length = text.chars().count();
        if text.is_empty() && field.required {
            self.error(field.name.to_owned(), missing(field));
        } else if length > field.max {
            let (most, over) = (field.max, length - field.max);
            self.error(
                field.name.to_owned(),
                Words::new(
                    format!("Chỉ được nhập tối đa {most} ký tự; hãy bớt {over} ký tự."),
                    format!("At most {most} characters; please remove {over}."),
                ),
            );
        }
        text
    }

    /// A day: from three boxes, or from one that holds `17/3/2023` or `2023-03-17`.
    pub fn date(&mut self, field: &Field) -> Option<Date> {
        let parts = DATE_PARTS.map(|part| clean(self.get(&format!("{}.{part}", field.name))));
        let typed =
            if parts.iter().any(|part| !part.is_empty()) { parts.join("/") } else { clean(self.get(field.name)) };
        if typed.is_empty() {
            if field.required {
                self.error(field.name.to_owned(), missing(field));
            }
            return None;
        }
        date::parse(&typed).map_err(|error| self.error(field.name.to_owned(), error.message())).ok()
    }

    /// A whole number within bounds.
    pub fn integer(&mut self, field: &Field, within: RangeInclusive<i64>) -> Option<i64> {
        let typed = self.line(field);
        if typed.is_empty() {
            return None;
        }
        let read = number::parse(&typed).map_err(number::NumberError::message);
        match read.and_then(|n| n.as_integer().ok_or(number::NumberError::NotANumber.message())) {
            Ok(n) if within.contains(&n) => return Some(n),
            Ok(_) => {
                let (least, most) = (format::integer(*within.start()), format::integer(*within.end()));
                let words = Words::new(
                    format!("Hãy nhập số từ {least} đến {most}."),
                    format!("Enter a number from {least} to {most}."),
                );
                self.error(field.name.to_owned(), words);
            }
            Err(why) => self.error(field.name.to_owned(), why),
        }
        None
    }

    /// An amount of money, not negative.
    pub fn money(&mut self, field: &Field) -> Option<Dong> {
        let typed = self.line(field);
        if typed.is_empty() {
            return None;
        }
        match number::money(&typed) {
            Ok(amount) if amount.0 >= 0 => return Some(amount),
            Ok(_) => {
                self.error(field.name.to_owned(), Text::new("Số tiền không thể âm.", "An amount cannot be negative."))
            }
            Err(why) => self.error(field.name.to_owned(), why.message()),
        }
        None
    }

    /// One of several choices, each with the value it is sent as.
    pub fn choice<T: Clone>(&mut self, field: &Field, choices: &[(&str, T)]) -> Option<T> {
        let chosen = self.get(field.name).to_owned();
        let found = choices.iter().find(|(value, _)| *value == chosen).map(|(_, choice)| choice.clone());
        if found.is_none() && (field.required || !chosen.is_empty()) {
            self.error(field.name.to_owned(), unchosen(field));
        }
        found
    }

    /// The boxes that were ticked, of those offered.
    pub fn choices<T: Clone>(&mut self, field: &Field, choices: &[(&str, T)]) -> Vec<T> {
        let ticked: Vec<String> = self.all(field.name).map(str::to_owned).collect();
        let found: Vec<T> = choices
            .iter()
            .filter(|(value, _)| ticked.iter().any(|t| t == value))
            .map(|(_, choice)| choice.clone())
            .collect();
        if found.is_empty() && field.required {
            self.error(field.name.to_owned(), unchosen(field));
        }
        found
    }

    /// A value with a text form of its own: the id of an agency chosen from a list.
    pub fn parsed<T: FromStr>(&mut self, field: &Field) -> Option<T> {
        let typed = clean(self.get(field.name));
        let read = typed.parse().ok();
        if read.is_none() && (field.required || !typed.is_empty()) {
            self.error(field.name.to_owned(), unchosen(field));
        }
        read
    }

    /// A single box that is ticked or not; a required one must be.
    pub fn tick(&mut self, field: &Field) -> bool {
        let ticked = !self.get(field.name).is_empty();
        if field.required && !ticked {
            let words = Text::new("Hãy đánh dấu vào ô này để tiếp tục.", "Please tick this box to go on.");
            self.error(field.name.to_owned(), words);
        }
        ticked
    }

    /// What a hidden field or a button carries. Nobody types these, so a wrong one is not an error beside a field.
    ///
    /// # Errors
    /// [`Problem`] of kind invalid when it is missing or unreadable.
    pub fn hidden<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.get(name).parse().map_err(|_| Problem {
            cause: Some(format!("hidden field {name}")),
            ..Problem::new(crate::problem::What::Invalid)
        })
    }

    /// The files attached to a field. Size, number and ending are checked here; what is in them is not.
    pub fn files(&mut self, field: &Field, rule: &FileRule) -> Vec<Upload> {
        let found: Vec<Upload> = self.files.iter().filter(|file| file.field == field.name).cloned().collect();
        let name = || field.name.to_owned();
        if found.is_empty() && field.required {
            self.error(name(), Text::new("Hãy chọn tệp để đính kèm.", "Please choose a file to attach."));
        }
        if found.len() > rule.most {
            self.error(name(), Words::new(rule.words(Lang::Vi), rule.words(Lang::En)));
        }
        for file in &found {
            if file.size > rule.each {
                let (size, most) = (upload::bytes(file.size), upload::bytes(rule.each));
                let words = Words::new(
                    format!("Tệp “{}” nặng {size}, quá mức {most}.", file.name),
                    format!("“{}” is {size}; the most is {most}.", file.name),
                );
                self.error(name(), words);
            } else if file.size == 0 {
                let words =
                    Words::new(format!("Tệp “{}” không có nội dung.", file.name), format!("“{}” is empty.", file.name));
                self.error(name(), words);
            } else if !rule.kinds.contains(&file.extension()) {
                let words = Words::new(
                    format!("Tệp “{}” không đúng loại. {}", file.name, rule.words(Lang::Vi)),
                    format!("“{}” is not of a kind we take. {}", file.name, rule.words(Lang::En)),
                );
                self.error(name(), words);
            }
        }
        found
    }
}

fn missing(field: &Field) -> Words {
    Words::new(format!("Hãy nhập {}.", inside(field.label.vi)), format!("Enter {}.", inside(field.label.en)))
}

fn unchosen(field: &Field) -> Words {
    Words::new(format!("Hãy chọn {}.", inside(field.label.vi)), format!("Choose {}.", inside(field.label.en)))
}

/// A label within a sentence: its first letter small, unless it begins with an abbreviation.
fn inside(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match first {
        Some(first) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    const NAME: Field = Field::new("ho_ten", Text::new("Họ và tên", "Full name")).required().max(10);
    const CARD: Field = Field::new("cccd", Text::new("CCCD", "ID card")).required();
    const BORN: Field = Field::new("sinh", Text::new("Ngày sinh", "Date of birth")).required();
    const COPIES: Field = Field::new("so_ban", Text::new("Số bản", "Copies"));

    #[test]
    fn what_was_typed_is_kept_even_when_it_is_wrong() {
        let mut form = Submitted::from_query("ho_ten=Nguy%E1%BB%85n+V%C4%83n+Anh&so_ban=hai");
        form.line(&NAME);
        form.integer(&COPIES, 1..=20);
        assert_eq!(form.get("ho_ten"), "Nguyễn Văn Anh");
        assert_eq!(form.get("so_ban"), "hai");
        assert_eq!(form.errors().len(), 2);
    }

    #[test]
    fn an_error_names_its_field_in_both_languages() {
        let mut form = Submitted::blank();
        form.line(&NAME);
        form.line(&CARD);
        assert_eq!(form.error_of("ho_ten"), Some(&Words::new("Hãy nhập họ và tên.", "Enter full name.")));
        assert_eq!(form.error_of("cccd"), Some(&Words::new("Hãy nhập CCCD.", "Enter ID card.")));
    }

    #[test]
    fn a_day_is_read_from_three_boxes_or_from_one() {
        let mut boxes = Submitted::blank().with("sinh.ngay", "5").with("sinh.thang", "2").with("sinh.nam", "1990");
        assert_eq!(boxes.date(&BORN), Some(day(1990, 2, 5)));
        assert_eq!(Submitted::blank().with("sinh", "1990-02-05").date(&BORN), Some(day(1990, 2, 5)));
        let mut wrong = Submitted::blank().with("sinh.ngay", "30").with("sinh.thang", "2").with("sinh.nam", "1990");
        assert_eq!(wrong.date(&BORN), None);
        assert_eq!(wrong.errors().len(), 1);
        let mut half = Submitted::blank().with("sinh.ngay", "30");
        assert_eq!((half.date(&BORN), half.errors().len()), (None, 1));
    }

    #[test]
    fn a_choice_that_was_not_offered_is_refused() {
        let way = Field::new("cach", Text::new("Cách nhận", "Way"));
        let offered = [("buu_dien", 1), ("mot_cua", 2)];
        assert_eq!(Submitted::blank().with("cach", "mot_cua").choice(&way, &offered), Some(2));
        let mut forged = Submitted::blank().with("cach", "khac");
        assert_eq!(forged.choice(&way, &offered), None);
        assert!(!forged.is_good());
        let mut none = Submitted::blank();
        assert_eq!(none.choice(&way, &offered), None);
        assert!(none.is_good(), "it is not required");
    }

    #[test]
    fn numbers_are_read_as_vietnamese_writes_them() {
        assert_eq!(Submitted::blank().with("so_ban", "1.000").integer(&COPIES, 0..=5000), Some(1000));
        assert_eq!(Submitted::blank().with("so_ban", "296.101.504 đồng").money(&COPIES), Some(Dong(296_101_504)));
        assert_eq!(Submitted::blank().with("so_ban", "25").integer(&COPIES, 1..=20), None);
    }
}
