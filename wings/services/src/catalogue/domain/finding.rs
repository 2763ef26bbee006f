//! What is wrong with a data file, and on which line.

use std::collections::BTreeMap;

use super::{Bilingual, keyed::keyed};

keyed! {
    /// How much a finding matters.
    pub enum Severity {
        Error = "error", "Lỗi", "Error";
        Warning = "warning", "Cảnh báo", "Warning";
        Note = "note", "Lưu ý", "Note";
    }
}

/// One thing to say about a data file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The line, counted from 1.
    pub line: u32,
    /// Where in the data: `papers[2].when`; empty for the file as a whole.
    pub path: String,
    /// An error refuses publication; the others do not.
    pub severity: Severity,
    /// The rule, as `steps.unreachable`: stable, for tests and for guides.
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub message: Bilingual,
}

impl Finding {
    /// Whether it refuses publication.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.line, self.path, self.message.english())
    }
}

/// Where each value of a data file stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines(BTreeMap<String, u32>);

impl Lines {
    pub(super) fn set(&mut self, path: String, line: u32) {
        self.0.insert(path, line);
    }

    /// The line of a value, or of the nearest table around it; 1 when nothing is known.
    pub fn of(&self, path: &str) -> u32 {
        let mut path = path;
        loop {
            if let Some(line) = self.0.get(path) {
                return *line;
            }
            match path.rfind(['.', '[']) {
                Some(cut) => path = &path[..cut],
                None => return 1,
            }
        }
    }
}

/// Collects findings, each with the line of its path.
pub(super) struct Report<'a> {
    lines: &'a Lines,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(lines: &'a Lines) -> Self {
        Self { lines, findings: Vec::new() }
    }

    fn push(&mut self, severity: Severity, rule: &'static str, path: &str, vi: String, en: String) {
        let line = self.lines.of(path);
        self.findings.push(Finding { line, path: path.to_owned(), severity, rule, message: Bilingual::new(vi, en) });
    }

    pub(super) fn error(&mut self, rule: &'static str, path: &str, vi: impl Into<String>, en: impl Into<String>) {
        self.push(Severity::Error, rule, path, vi.into(), en.into());
    }

    pub(super) fn warning(&mut self, rule: &'static str, path: &str, vi: impl Into<String>, en: impl Into<String>) {
        self.push(Severity::Warning, rule, path, vi.into(), en.into());
    }

    pub(super) fn note(&mut self, rule: &'static str, path: &str, vi: impl Into<String>, en: impl Into<String>) {
        self.push(Severity::Note, rule, path, vi.into(), en.into());
    }

    /// The findings in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by(|a, b| (a.line, a.severity, &a.path).cmp(&(b.line, b.severity, &b.path)));
        self.findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_place_takes_the_line_of_what_is_around_it() {
        let mut lines = Lines::default();
        lines.set("papers[1]".into(), 7);
        assert_eq!(lines.of("papers[1].name.vi"), 7);
        assert_eq!(lines.of("papers[1]"), 7);
        assert_eq!(lines.of("nowhere.at[3].all"), 1);
    }
}
