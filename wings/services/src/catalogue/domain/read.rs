//! Reads a TOML file into typed words, noting every fault with its line instead of stopping at the first.
//!
//! A value that is missing or wrong is noted and replaced by an empty one; the caller throws the result away when
//! anything was noted, so no half-read package ever leaves this module. Keys nobody asked for are faults too.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    ops::{Range, RangeInclusive},
};

use base::calendar::{Term, Unit};
use jiff::civil::{Date, Time};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Bilingual,
    finding::{Finding, Lines, Severity},
    guard::Guard,
    keyed::Keyed,
};

/// Reads a whole file with `read`; the value and its lines, or everything that is wrong with the file.
pub(super) fn read_file<T>(source: &str, read: impl FnOnce(&Node) -> T) -> Result<(T, Lines), Vec<Finding>> {
    let doc = Doc::new(source);
    let table = match DeTable::parse(source) {
        Ok(table) => table.into_inner(),
        Err(fault) => {
            let line = doc.line(&fault.span().unwrap_or(0..0));
            let message = Bilingual::new(
                format!("Cú pháp TOML sai: {}", fault.message()),
                format!("Not valid TOML: {}", fault.message()),
            );
            let path = String::new();
            return Err(vec![Finding { line, path, severity: Severity::Error, rule: "read.syntax", message }]);
        }
    };
    let root = Node { doc: &doc, table: &table, path: String::new(), line: 1, seen: RefCell::default() };
    let value = read(&root);
    root.close();
    let mut faults = doc.faults.into_inner();
    if faults.is_empty() {
        return Ok((value, doc.lines.into_inner()));
    }
    faults.sort_by(|a, b| (a.line, &a.path).cmp(&(b.line, &b.path)));
    Err(faults)
}

struct Doc {
    line_starts: Vec<usize>,
    faults: RefCell<Vec<Finding>>,
    lines: RefCell<Lines>,
}

impl Doc {
    fn new(source: &str) -> Self {
        let line_starts = source.match_indices('\n').map(|(at, _)| at + 1).collect();
        Self { line_starts, faults: RefCell::default(), lines: RefCell::default() }
    }

    fn line(&self, span: &Range<usize>) -> u32 {
        u32::try_from(self.line_starts.partition_point(|start| *start <= span.start) + 1).unwrap_or(u32::MAX)
    }
}

/// One table of the file.
pub(super) struct Node<'a> {
    doc: &'a Doc,
    table: &'a DeTable<'a>,
    path: String,
    line: u32,
    seen: RefCell<BTreeSet<String>>,
}

impl<'a> Node<'a> {
    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Notes a fault of this table's `key`, on the key's line or, when it is missing, on the table's.
    pub(super) fn fault(&self, rule: &'static str, key: &str, vi: impl Into<String>, en: impl Into<String>) {
        let line = self.table.get(key).map_or(self.line, |value| self.doc.line(&value.span()));
        self.fault_at(rule, self.path_of(key), line, Bilingual::new(vi, en));
    }

    fn fault_at(&self, rule: &'static str, path: String, line: u32, message: Bilingual) {
        self.doc.faults.borrow_mut().push(Finding { line, path, severity: Severity::Error, rule, message });
    }

    fn wrong(&self, key: &str, vi: &str, en: &str) {
        self.fault("read.type", key, format!("“{key}” phải là {vi}"), format!("`{key}` must be {en}"));
    }

    fn missing(&self, key: &str) {
        self.fault("read.missing", key, format!("Thiếu “{key}”"), format!("`{key}` is missing"));
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.seen.borrow_mut().insert(key.to_owned());
        let value = self.table.get(key)?;
        self.mark(self.path_of(key), value);
        Some(value)
    }

    fn mark(&self, path: String, value: &Spanned<DeValue>) {
        self.doc.lines.borrow_mut().set(path, self.doc.line(&value.span()));
    }

    /// Whether the key is written.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Every key not asked for is a fault: a misspelt key must never be silently ignored.
    fn close(&self) {
        let seen = self.seen.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !seen.contains(key.get_ref().as_ref())) {
            let name = key.get_ref();
            let message = Bilingual::new(
                format!("Không có mục “{name}” ở đây: kiểm tra chính tả"),
                format!("There is no `{name}` here: check the spelling"),
            );
            self.fault_at("read.unknown_key", self.path_of(name), self.doc.line(&key.span()), message);
        }
    }

    fn nested<T>(
        &self,
        path: String,
        span: &Range<usize>,
        table: &'a DeTable<'a>,
        read: impl FnOnce(&Node<'a>) -> T,
    ) -> T {
        let node = Node { doc: self.doc, table, path, line: self.doc.line(span), seen: RefCell::default() };
        let value = read(&node);
        node.close();
        value
    }

    /// A text that may be left out; blank is a fault.
    pub(super) fn text_opt(&self, key: &str) -> Option<String> {
        match self.get(key)?.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                self.wrong(key, "một chuỗi không trống", "a text that is not blank");
                None
            }
        }
    }

    /// A text.
    pub(super) fn text(&self, key: &str) -> String {
        if !self.has(key) {
            self.missing(key);
        }
        self.text_opt(key).unwrap_or_default()
    }

    /// A list of texts; empty when left out.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let texts = match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect(),
            _ => None,
        };
        texts.unwrap_or_else(|| {
            self.wrong(key, "danh sách chuỗi", "a list of texts");
            Vec::new()
        })
    }

    fn bilingual(&self, key: &str, path: String, value: &'a Spanned<DeValue<'a>>) -> Bilingual {
        match value.get_ref() {
            DeValue::String(vi) if !vi.trim().is_empty() => Bilingual { vi: vi.trim().to_owned(), en: None },
            DeValue::Table(table) => self
                .nested(path, &value.span(), table, |node| Bilingual { vi: node.text("vi"), en: node.text_opt("en") }),
            _ => {
                self.wrong(key, "chuỗi hoặc { vi = …, en = … }", "a text or { vi = …, en = … }");
                Bilingual::default()
            }
        }
    }

    /// A text in two languages that may be left out. A bare text is Vietnamese only.
    pub(super) fn words_opt(&self, key: &str) -> Option<Bilingual> {
        self.get(key).map(|value| self.bilingual(key, self.path_of(key), value))
    }

    /// A text in two languages.
    pub(super) fn words(&self, key: &str) -> Bilingual {
        if !self.has(key) {
            self.missing(key);
        }
        self.words_opt(key).unwrap_or_default()
    }

    /// A list of texts in two languages; empty when left out.
    pub(super) fn words_list(&self, key: &str) -> Vec<Bilingual> {
        self.items(key, "danh sách câu", "a list of texts", |path, item| Some(self.bilingual(key, path, item)))
    }

    fn items<T>(
        &self,
        key: &str,
        vi: &str,
        en: &str,
        read: impl Fn(String, &'a Spanned<DeValue<'a>>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong(key, vi, en);
            return Vec::new();
        };
        let at = |index: usize| format!("{}[{index}]", self.path_of(key));
        list.iter()
            .enumerate()
            .filter_map(|(index, item)| {
                self.mark(at(index), item);
                read(at(index), item)
            })
            .collect()
    }

    /// Yes or no; no when left out.
    pub(super) fn flag(&self, key: &str) -> bool {
        match self.get(key).map(Spanned::get_ref) {
            None => false,
            Some(DeValue::Boolean(flag)) => *flag,
            Some(_) => {
                self.wrong(key, "true hoặc false", "true or false");
                false
            }
        }
    }

    /// A whole number within a range, that may be left out.
    pub(super) fn whole(&self, key: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let number = match self.get(key)?.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let within = number.filter(|n| range.contains(n));
        if within.is_none() {
            let (low, high) = (range.start(), range.end());
            self.wrong(key, &format!("số nguyên từ {low} đến {high}"), &format!("a whole number from {low} to {high}"));
        }
        within
    }

    fn keyed<K: Keyed>(&self, key: &str, value: &Spanned<DeValue>) -> Option<K> {
        let word = value.get_ref().as_str().and_then(K::from_key);
        if word.is_none() {
            let allowed = K::ALL.iter().map(|word| word.key()).collect::<Vec<_>>().join(", ");
            self.wrong(key, &format!("một trong: {allowed}"), &format!("one of: {allowed}"));
        }
        word
    }

    /// A word of a closed list that may be left out.
    pub(super) fn one_opt<K: Keyed>(&self, key: &str) -> Option<K> {
        self.get(key).and_then(|value| self.keyed(key, value))
    }

    /// A word of a closed list.
    pub(super) fn one<K: Keyed>(&self, key: &str) -> K {
        if !self.has(key) {
            self.missing(key);
        }
        self.one_opt(key).unwrap_or(K::ALL[0])
    }

    /// Words of a closed list; empty when left out.
    pub(super) fn many<K: Keyed>(&self, key: &str) -> Vec<K> {
        self.items(key, "một danh sách", "a list", |_, item| self.keyed(key, item))
    }

    /// A date that may be left out.
    pub(super) fn date_opt(&self, key: &str) -> Option<Date> {
        let date = match self.get(key)?.get_ref() {
            DeValue::Datetime(at) if at.time.is_none() => at.date.and_then(|d| {
                Date::new(i16::try_from(d.year).ok()?, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?).ok()
            }),
            _ => None,
        };
        if date.is_none() {
            self.wrong(key, "ngày, viết 2023-01-31", "a date, written 2023-01-31");
        }
        date
    }

    /// A date.
    pub(super) fn date(&self, key: &str) -> Date {
        if !self.has(key) {
            self.missing(key);
        }
        self.date_opt(key).unwrap_or(Date::ZERO)
    }

    /// A time of the day that may be left out.
    pub(super) fn time_opt(&self, key: &str) -> Option<Time> {
        let time = match self.get(key)?.get_ref() {
            DeValue::Datetime(at) if at.date.is_none() => {
                at.time.and_then(|t| Time::new(i8::try_from(t.hour).ok()?, i8::try_from(t.minute).ok()?, 0, 0).ok())
            }
            _ => None,
        };
        if time.is_none() {
            self.wrong(key, "giờ, viết 15:00", "a time, written 15:00");
        }
        time
    }

    /// A term `{ value = 3, unit = "working_day" }` that may be left out. Halves are allowed: `0.5`.
    pub(super) fn term_opt(&self, key: &str) -> Option<Term> {
        self.table(key, |node| {
            let unit = node.one::<Unit>("unit");
            let value = match node.get("value").map(Spanned::get_ref) {
                Some(DeValue::Integer(digits)) => digits.as_str().parse().ok(),
                Some(DeValue::Float(digits)) => digits.as_str().parse().ok(),
                _ => None,
            };
            let Some(value) = value else {
                node.wrong("value", "một số", "a number");
                return None;
            };
            let term = Term::new(value, unit);
            if let Err(fault) = term {
                node.fault("read.term", "value", fault.message().vi, fault.message().en);
            }
            term.ok()
        })?
    }

    /// A term.
    pub(super) fn term(&self, key: &str) -> Term {
        if !self.has(key) {
            self.missing(key);
        }
        self.term_opt(key).unwrap_or(Term::same_day())
    }

    /// A condition that may be left out; one that cannot be understood is a fault.
    pub(super) fn guard_opt(&self, key: &str) -> Option<Guard> {
        let text = self.text_opt(key)?;
        match Guard::parse(&text) {
            Ok(guard) => Some(guard),
            Err(fault) => {
                self.fault(
                    "guard.syntax",
                    key,
                    format!("Không hiểu điều kiện “{text}”: {}", fault.vi),
                    format!("The condition `{text}` is not understood: {}", fault.english()),
                );
                None
            }
        }
    }

    /// A table that may be left out.
    pub(super) fn table<T>(&self, key: &str, read: impl FnOnce(&Node<'a>) -> T) -> Option<T> {
        let value = self.get(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(self.nested(self.path_of(key), &value.span(), table, read));
        }
        self.wrong(key, "một bảng", "a table");
        None
    }

    /// A list of tables; empty when left out.
    pub(super) fn each<T>(&self, key: &str, read: impl Fn(&Node<'a>) -> T) -> Vec<T> {
        self.items(key, "danh sách bảng", "a list of tables", |path, item| match item.get_ref() {
            DeValue::Table(table) => Some(self.nested(path, &item.span(), table, &read)),
            _ => {
                self.wrong(key, "danh sách bảng", "a list of tables");
                None
            }
        })
    }

    /// A table whose keys are names chosen by the file's author, with what `read` makes of each.
    pub(super) fn map<T>(&self, key: &str, read: impl Fn(&Node<'a>, &str) -> T) -> Vec<(String, T)> {
        self.table(key, |node| {
            let names: Vec<_> = node.table.keys().map(|name| name.get_ref().to_string()).collect();
            names.into_iter().map(|name| (name.clone(), read(node, &name))).collect()
        })
        .unwrap_or_default()
    }
}
