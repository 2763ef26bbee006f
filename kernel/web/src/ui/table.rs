//! Tables: rows on a desk, a card for each row on a phone. Nothing scrolls sideways.

use maud::{Markup, Render, html};

/// Which way a column is sorted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// From the least.
    Up,
    /// From the most.
    Down,
    /// Not by this column.
    No,
}

/// A column's heading and how its cells are set.
#[derive(Debug, Clone)]
pub struct Column {
    head: String,
    class: &'static str,
    sort: Option<(String, Sorted)>,
}

impl Column {
    /// A column of text.
    pub fn text(head: impl Into<String>) -> Self {
        Self { head: head.into(), class: "", sort: None }
    }

    /// A column of numbers: digits under digits.
    pub fn number(head: impl Into<String>) -> Self {
        Self { head: head.into(), class: "number", sort: None }
    }

    /// A column of buttons and links. Its heading is read out but not shown.
    pub fn actions(head: impl Into<String>) -> Self {
        Self { head: head.into(), class: "act", sort: None }
    }

    /// Its heading is a link that sorts by it.
    #[must_use]
    pub fn sorts(mut self, href: impl Into<String>, now: Sorted) -> Self {
        self.sort = Some((href.into(), now));
        self
    }
}

/// A table with a caption. The first column names the row.
#[derive(Debug, Clone)]
pub struct Table {
    caption: String,
    quiet: bool,
    dense: bool,
    columns: Vec<Column>,
    rows: Vec<(Option<&'static str>, Vec<Markup>)>,
    total: Option<Vec<Markup>>,
}

impl Table {
    /// A table; the caption is read out, and shown unless [`Table::quiet`].
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), quiet: false, dense: false, columns, rows: Vec::new(), total: None }
    }

    /// The heading above says the same: the caption is only read out.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// A table of figures: it stays a table on a phone, with at most four narrow columns.
    #[must_use]
    pub fn dense(mut self) -> Self {
        self.dense = true;
        self
    }

    /// A row: as many cells as columns.
    #[must_use]
    pub fn row(mut self, cells: Vec<Markup>) -> Self {
        self.rows.push((None, cells));
        self
    }

    /// Rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Markup>>) -> Self {
        self.rows.extend(rows.into_iter().map(|cells| (None, cells)));
        self
    }

    /// A row that needs looking at: marked by a bar at its side, beside what its cells say in words.
    #[must_use]
    pub fn urgent_row(mut self, cells: Vec<Markup>) -> Self {
        self.rows.push((Some("urgent"), cells));
        self
    }

    /// The line below: totals.
    #[must_use]
    pub fn total(mut self, cells: Vec<Markup>) -> Self {
        self.total = Some(cells);
        self
    }

    fn cells(&self, cells: &[Markup]) -> Markup {
        html! {
            @for (i, (cell, column)) in cells.iter().zip(&self.columns).enumerate() {
                @if i == 0 {
                    th scope="row" role="rowheader" { (cell) }
                } @else {
                    td role="cell" class=[(!column.class.is_empty()).then_some(column.class)] data-label=(column.head) { (cell) }
                }
            }
        }
    }
}

impl Render for Table {
    // Setting rows as cards takes the table's meaning away in some browsers: the roles put it back.
    fn render(&self) -> Markup {
        html! {
            table.cards[!self.dense].dense[self.dense] role="table" {
                caption.unseen[self.quiet] { (self.caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &self.columns {
                            @let sorted = column.sort.as_ref().map(|(_, now)| *now);
                            th scope="col" role="columnheader" class=[(!column.class.is_empty()).then_some(column.class)]
                                aria-sort=[sorted.map(|now| match now { Sorted::Up => "ascending", Sorted::Down => "descending", Sorted::No => "none" })] {
                                @match &column.sort {
                                    Some((href, now)) => a href=(href) {
                                        (column.head)
                                        span.arrow aria-hidden="true" { (match now { Sorted::Up => " ↑", Sorted::Down => " ↓", Sorted::No => " ↕" }) }
                                    },
                                    None if column.class == "act" => span.unseen { (column.head) },
                                    None => (column.head),
                                }
                            }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for (mark, cells) in &self.rows { tr role="row" class=[*mark] { (self.cells(cells)) } }
                }
                @if let Some(total) = &self.total {
                    tfoot role="rowgroup" { tr role="row" { (self.cells(total)) } }
                }
            }
        }
    }
}
