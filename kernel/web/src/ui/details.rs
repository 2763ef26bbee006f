//! Facts as pairs of a term and what it is.

use maud::{Markup, Render, html};

/// A list of facts.
#[derive(Debug, Clone, Default)]
pub struct Details {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    term: String,
    fact: Markup,
    change: Option<(String, String)>,
}

/// An empty list of facts.
pub fn details() -> Details {
    Details::default()
}

impl Details {
    /// A fact.
    #[must_use]
    pub fn row(mut self, term: impl Into<String>, fact: Markup) -> Self {
        self.rows.push(Row { term: term.into(), fact, change: None });
        self
    }

    /// A fact in plain text; left out when there is none.
    #[must_use]
    pub fn text(self, term: impl Into<String>, fact: &str) -> Self {
        if fact.is_empty() { self } else { self.row(term, html! { (fact) }) }
    }

    /// The last fact can be changed there; the link's words come with it.
    #[must_use]
    pub fn change(mut self, words: impl Into<String>, href: impl Into<String>) -> Self {
        if let Some(row) = self.rows.last_mut() {
            row.change = Some((words.into(), href.into()));
        }
        self
    }
}

impl Render for Details {
    fn render(&self) -> Markup {
        html! {
            dl.facts {
                @for Row { term, fact, change } in &self.rows {
                    div {
                        dt { (term) }
                        dd {
                            (fact)
                            @if let Some((words, href)) = change {
                                " " a.change href=(href) { (words) span.unseen { " " (term) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
