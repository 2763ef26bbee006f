use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalogue::domain::Field;

/// The inputs of a form by name, as somebody typed them, right or wrong: what a draft keeps.
///
/// Input names: a field's own; `field.part` for an answer of several inputs; `field.ngay`, `.thang`, `.nam` and `.gio` for
/// a date and its time; `table.0.column` for the rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// What a draft kept.
    pub fn from_value(kept: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let values = |value: &Value| match value {
            Value::Array(list) => list.iter().filter_map(text).collect(),
            value => text(value).into_iter().collect(),
        };
        Self(kept.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), values(value))).collect())
    }

    /// What a draft keeps.
    pub fn to_value(&self) -> Value {
        self.0
            .iter()
            .map(|(name, values)| (name.clone(), Value::from(values.clone())))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// The first value of an input; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Every value of an input.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether an input was ever sent, even empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Puts the values of one input in.
    pub fn set(&mut self, name: impl Into<String>, values: impl IntoIterator<Item = String>) {
        self.0.insert(name.into(), values.into_iter().collect());
    }

    /// Takes in what was sent for these fields; what was not sent for them is empty now.
    pub fn take<'s>(&mut self, fields: &[&Field], sent: impl Iterator<Item = (&'s str, &'s str)>) {
        self.0.retain(|name, _| !fields.iter().any(|field| belongs(name, &field.name)));
        for field in fields {
            self.0.insert(field.name.clone(), Vec::new());
        }
        for (name, value) in sent.filter(|(name, _)| fields.iter().any(|field| belongs(name, &field.name))) {
            self.0.entry(name.to_owned()).or_default().push(value.to_owned());
        }
    }

    /// Every input with each of its values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// How many rows of a table have inputs: one more than the highest number.
    pub fn rows(&self, table: &str) -> usize {
        let numbers = self
            .0
            .keys()
            .filter_map(|name| name.strip_prefix(table)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok());
        numbers.max().map_or(0, |last| last + 1)
    }

    /// Adds a blank row to a table.
    pub fn add_row(&mut self, table: &str) {
        // The row that is on the screen before anything was typed counts too.
        let row = self.rows(table).max(1);
        self.0.insert(format!("{table}.{row}.{ROW}"), vec![String::new()]);
    }

    /// Takes away a row, given as `table.2`; the rows after it move up.
    pub fn take_row(&mut self, row: &str) {
        let Some((table, Ok(gone))) = row.rsplit_once('.').map(|(table, row)| (table, row.parse::<usize>())) else {
            return;
        };
        let before = format!("{table}.");
        let kept = std::mem::take(&mut self.0);
        self.0 = kept
            .into_iter()
            .filter_map(|(name, values)| {
                let Some((number, rest)) = name.strip_prefix(&before).and_then(|rest| rest.split_once('.')) else {
                    return Some((name, values));
                };
                match number.parse::<usize>() {
                    Ok(row) if row == gone => None,
                    Ok(row) if row > gone => Some((format!("{before}{}.{rest}", row - 1), values)),
                    _ => Some((name, values)),
                }
            })
            .collect();
    }

    /// Whether anything but blanks was typed into the inputs that begin with this name.
    pub fn is_blank(&self, name: &str) -> bool {
        !self.0.iter().any(|(key, values)| belongs(key, name) && values.iter().any(|value| !value.trim().is_empty()))
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.pairs().map(|(name, value)| name.len() + value.len()).sum()
    }
}

/// What marks a row that nothing was typed into yet.
const ROW: &str = "_dong";

/// Whether an input is a field's own, or one of its parts.
fn belongs(input: &str, field: &str) -> bool {
    input.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_typed_comes_back_from_a_draft_as_it_was() {
        let kept = json!({ "ten": ["  Lan "], "nghe": ["a", "b"], "bang.0.ma": ["0111"], "bang.2.ma": [""] });
        let typed = Typed::from_value(&kept);
        assert_eq!((typed.get("ten"), typed.all("nghe").len(), typed.rows("bang")), ("  Lan ", 2, 3));
        assert!(typed.is_blank("bang.2") && !typed.is_blank("bang") && typed.is_blank("khac"));
        assert_eq!(typed.to_value(), kept);
    }

    #[test]
    fn a_row_taken_away_lets_the_rows_after_it_move_up() {
        let mut typed = Typed::from_value(&json!({ "b.0.ma": ["1"], "b.1.ma": ["2"], "b.2.ma": ["3"], "khac": ["x"] }));
        typed.take_row("b.1");
        assert_eq!((typed.get("b.1.ma"), typed.rows("b"), typed.get("khac")), ("3", 2, "x"));
        typed.add_row("b");
        assert_eq!(typed.rows("b"), 3);
        typed.take_row("nonsense");
        assert_eq!(typed.rows("b"), 3);
    }
}
