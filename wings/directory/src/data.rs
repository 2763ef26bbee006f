//! Reading a province's data files: tables with a heading, faults named by file and line.

use std::ops::Deref;

use serde::de::DeserializeOwned;

/// A fault in a data file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct DataError {
    /// The file, as in `places/units.csv`.
    pub file: &'static str,
    /// The line, counted from 1; the heading is line 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// A row of a data file and where it stands.
#[derive(Debug, Clone)]
pub struct Line<T> {
    /// The file.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: u64,
    /// What stands there.
    pub row: T,
}

impl<T> Line<T> {
    /// A fault in this row.
    pub fn fault(&self, reason: impl Into<String>) -> DataError {
        DataError { file: self.file, line: self.line, reason: reason.into() }
    }

    /// Something else read from the same place.
    pub fn with<U>(&self, row: U) -> Line<U> {
        Line { file: self.file, line: self.line, row }
    }
}

impl<T> Deref for Line<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.row
    }
}

/// The rows of a table in CSV. Lines that begin with `#` are remarks; an empty cell is nothing.
///
/// # Errors
/// The first row that cannot be read.
pub fn rows<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<Line<T>>, DataError> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes());
    let fault = |error: &csv::Error, line| DataError { file, line, reason: reason(error) };
    let headings = reader.headers().map_err(|error| fault(&error, 1))?.clone();
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = line_of_next(text, reader.position());
        if !reader.read_record(&mut record).map_err(|error| fault(&error, line))? {
            return Ok(rows);
        }
        let row = record.deserialize(Some(&headings)).map_err(|error| fault(&error, line))?;
        rows.push(Line { file, line, row });
    }
}

/// The line of the next row: the reader stands before the remarks and empty lines that it will skip.
fn line_of_next(text: &str, at: &csv::Position) -> u64 {
    let rest = usize::try_from(at.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let skipped = rest.lines().take_while(|line| line.is_empty() || line.starts_with('#')).count();
    at.line() + skipped as u64
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells where the heading has {expected_len}")
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Row {
        code: String,
        on: jiff::civil::Date,
    }

    #[test]
    fn a_row_knows_its_line_even_behind_remarks() {
        let rows: Vec<Line<Row>> = rows("a.csv", "code,on\n# since the merger\n\n70,2025-07-01\n").unwrap();
        assert_eq!((rows[0].line, rows[0].code.as_str(), rows[0].on.year()), (4, "70", 2025));
    }

    #[test]
    fn a_fault_names_file_line_and_reason() {
        let wrong_date = rows::<Row>("a.csv", "code,on\n70,2025-07-01\n75,1/7/2025\n").unwrap_err();
        assert_eq!((wrong_date.file, wrong_date.line), ("a.csv", 3));
        assert!(wrong_date.to_string().starts_with("a.csv, line 3: "), "{wrong_date}");
        let too_few = rows::<Row>("a.csv", "code,on\n70\n").unwrap_err();
        assert_eq!(too_few.to_string(), "a.csv, line 2: 1 cells where the heading has 2");
    }
}
