use base::{
    Lang::{En, Vi},
    Text,
    identity::{Email, PersonalNumber, Phone},
    text::{clean, date as written, fold},
};
use directory::places::Level;
use serde_json::{Map, Value};

use super::{One, missing, text::LINE};
use crate::catalogue::domain::{Field, Part, PartKind};

/// The part of an address that is chosen from the province's own communes, by code.
pub(in crate::dossiers) const COMMUNE: &str = "commune";
/// The box for a commune of another province.
pub(in crate::dossiers) const ELSEWHERE: &str = "commune_khac";

impl One<'_> {
    /// An answer of several inputs, as an object of its parts; none when all are blank.
    pub(super) fn composite(&mut self, field: &Field, path: &str) -> Option<Value> {
        if self.typed.is_blank(path) {
            return None;
        }
        let parts = field.kind.parts();
        let mut answer = Map::new();
        for part in parts.iter().filter(|part| !matches!(part.kind, PartKind::Area(_))) {
            let input = format!("{path}.{}", part.name);
            match self.part(part, &input) {
                Ok(Some(value)) => {
                    answer.insert(part.name.to_owned(), value.into());
                }
                Ok(None) if part.required => self.part_missing(field, part, &input),
                Ok(None) => {}
                Err((vi, en)) => self.wrong(&input, vi, en),
            }
        }
        if parts.iter().any(|part| part.name == COMMUNE) {
            self.place(field, path, &mut answer);
        }
        self.card_number(path, &answer);
        Some(answer.into())
    }

    fn part(&self, part: &Part, input: &str) -> Result<Option<String>, (String, String)> {
        let typed = if part.kind == PartKind::Date { self.day_typed(input) } else { clean(self.typed.get(input)) };
        if typed.is_empty() {
            return Ok(None);
        }
        let (vi, en) = (part.label.vi, part.label.en);
        let read = match part.kind {
            PartKind::Date => match written::parse(&typed) {
                Ok(day) if day > self.about.today() => {
                    Err((format!("“{vi}”: không thể sau hôm nay."), format!("“{en}”: not after today.")))
                }
                Ok(day) => Ok(day.to_string()),
                Err(error) => {
                    Err((format!("“{vi}”: {}", error.message().vi), format!("“{en}”: {}", error.message().en)))
                }
            },
            PartKind::Phone => Phone::parse(&typed).map(String::from).map_err(|e| (e.message(Vi), e.message(En))),
            PartKind::Email => {
                Email::parse(&typed).map(String::from).map_err(|e| (e.message().vi.into(), e.message().en.into()))
            }
            PartKind::PersonalNumber => {
                PersonalNumber::parse(&typed).map(String::from).map_err(|e| (e.message(Vi), e.message(En)))
            }
            PartKind::Choice(choices) if choices.iter().any(|(value, _)| *value == typed) => Ok(typed),
            PartKind::Choice(_) => Err((format!("Hãy chọn “{vi}”."), format!("Please choose “{en}”."))),
            PartKind::Text | PartKind::Area(_) if typed.chars().count() > LINE => {
                Err((format!("“{vi}”: chỉ được tối đa {LINE} ký tự."), format!("“{en}”: at most {LINE} characters.")))
            }
            PartKind::Text | PartKind::Area(_) => Ok(typed),
        };
        read.map(Some)
    }

    fn part_missing(&mut self, field: &Field, part: &Part, input: &str) {
        let (vi, en) = (&field.label.vi, field.label.english());
        self.wrong(
            input,
            format!("Hãy điền “{}” của “{vi}”.", part.label.vi),
            format!("Please fill in “{}” of “{en}”.", part.label.en),
        );
    }

    /// A commune chosen from our own, which tells its district and province; or one of another province as written.
    fn place(&mut self, field: &Field, path: &str, answer: &mut Map<String, Value>) {
        let (places, today) = (directory::places(), self.about.today());
        let chosen = clean(self.typed.get(&format!("{path}.{COMMUNE}")));
        if let Some(commune) = places.as_of(&chosen, today).filter(|place| place.level() == Level::Commune) {
            answer.insert(COMMUNE.into(), commune.name.clone().into());
            answer.insert("commune_code".into(), commune.code.clone().into());
            for above in places.above(&commune.code, today) {
                let part = if above.level() == Level::District { "district" } else { "province" };
                answer.insert(part.into(), above.name.clone().into());
            }
            return;
        }
        let written = |part: &str| clean(self.typed.get(&format!("{path}.{part}")));
        let elsewhere =
            [("province", written("province")), ("district", written("district")), (COMMUNE, written(ELSEWHERE))];
        let (province, commune) = (!elsewhere[0].1.is_empty(), !elsewhere[2].1.is_empty());
        if !province || !commune {
            let (vi, en) = (&field.label.vi, field.label.english());
            self.wrong(
                &format!("{path}.{COMMUNE}"),
                format!("“{vi}”: hãy chọn xã, phường, thị trấn. Ở tỉnh khác thì mở “Ở tỉnh khác” và ghi cả tỉnh, xã."),
                format!("“{en}”: please choose the commune. Elsewhere: open “In another province” and give both."),
            );
        }
        answer.extend(
            elsewhere.into_iter().filter(|(_, text)| !text.is_empty()).map(|(part, text)| (part.into(), text.into())),
        );
    }

    /// The number on a citizen's card is the personal number.
    fn card_number(&mut self, path: &str, answer: &Map<String, Value>) {
        let text = |part: &str| answer.get(part).and_then(Value::as_str);
        if !matches!(text("kind"), Some("citizen_id" | "e_id")) {
            return;
        }
        if let Some(Err(error)) = text("number").map(PersonalNumber::parse) {
            self.wrong(&format!("{path}.number"), error.message(Vi), error.message(En));
        }
    }

    /// The rows of a table that are not blank, as a list of objects; none when all are.
    pub(super) fn table(&mut self, field: &Field, path: &str) -> Option<Value> {
        let mut rows: Vec<Map<String, Value>> = Vec::new();
        for row in 0..self.typed.rows(path) {
            let row = format!("{path}.{row}");
            if self.typed.is_blank(&row) {
                continue;
            }
            let mut answer = Map::new();
            for column in &field.columns {
                let input = format!("{row}.{}", column.name);
                let faults = self.errors.len();
                match self.field(column, &input) {
                    Some(value) => {
                        answer.insert(column.name.clone(), value);
                    }
                    None if column.required && self.errors.len() == faults => self.errors.push(missing(column, &input)),
                    None => {}
                }
            }
            rows.push(answer);
        }
        if rows.is_empty() {
            return None;
        }
        self.rows_limits(field, path, &rows);
        Some(rows.into_iter().map(Value::Object).collect::<Vec<_>>().into())
    }

    fn rows_limits(&mut self, field: &Field, path: &str, rows: &[Map<String, Value>]) {
        let (rules, (vi, en)) = (&field.rules, (&field.label.vi, field.label.english()));
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        if let Some(least) = rules.min.filter(|least| count < *least) {
            self.wrong(path, format!("“{vi}”: ghi ít nhất {least} dòng."), format!("“{en}”: at least {least} rows."));
        }
        if let Some(most) = rules.max.filter(|most| count > *most) {
            self.wrong(path, format!("“{vi}”: ghi nhiều nhất {most} dòng."), format!("“{en}”: at most {most} rows."));
        }
        let label = |name: &str| field.columns.iter().find(|column| column.name == name).map(|column| &column.label);
        if let Some(column) = &rules.one_true {
            let yes = rows.iter().filter(|row| row.get(column) == Some(&Value::Bool(true))).count();
            if let Some(label) = label(column).filter(|_| yes != 1) {
                self.wrong(
                    path,
                    format!("“{vi}”: phải có đúng một dòng chọn “{}” là Có.", label.vi),
                    format!("“{en}”: exactly one row must say yes to “{}”.", label.english()),
                );
            }
        }
        if let (Some(column), Some(ending)) = (&rules.any_ends, &rules.ending) {
            let ends = |row: &Map<String, Value>| {
                row.get(column).and_then(Value::as_str).is_some_and(|text| fold(text).ends_with(&fold(ending)))
            };
            if let Some(label) = label(column).filter(|_| !rows.iter().any(ends)) {
                self.wrong(
                    path,
                    format!("“{vi}”: ít nhất một dòng có “{}” kết thúc bằng “{ending}”.", label.vi),
                    format!("“{en}”: at least one “{}” must end with “{ending}”.", label.english()),
                );
            }
        }
    }
}

/// What opens the boxes for an address elsewhere.
pub(in crate::dossiers) const OTHER_PROVINCE: Text = Text::new("Ở tỉnh khác", "In another province");
