//! Bars that are a table: each row its label, its bar, its numbers.

use maud::{Markup, html};

/// One bar, of one part or several stacked.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// Its parts, in the order of the headings.
    pub parts: Vec<f64>,
    /// The same as written.
    pub written: Vec<String>,
    /// Where it opens down to.
    pub href: Option<String>,
}

impl Bar {
    /// A bar of one part.
    pub fn one(label: impl Into<String>, value: f64, written: impl Into<String>) -> Self {
        Self { label: label.into(), parts: vec![value], written: vec![written.into()], href: None }
    }

    /// A bar of several parts.
    pub fn stacked(label: impl Into<String>, parts: impl IntoIterator<Item = (f64, String)>) -> Self {
        let (parts, written) = parts.into_iter().unzip();
        Self { label: label.into(), parts, written, href: None }
    }

    /// Where it opens down to.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// Bars below each other on one scale, from zero to `most` or else to the longest. `first` heads the labels, `heads`
/// the parts (at most four). A target is a dashed line through all bars.
pub fn bars(title: &str, first: &str, heads: &[&str], rows: &[Bar], most: Option<f64>, target: Option<f64>) -> Markup {
    let longest = rows.iter().map(|row| row.parts.iter().sum::<f64>()).fold(0.0, f64::max);
    let scale = most.unwrap_or(longest);
    let scale = if scale > 0.0 { 100.0 / scale } else { 0.0 };
    let place = |value: f64| format!("{:.2}", (value * scale).clamp(0.0, 100.0));
    html! {
        figure.chart.bars {
            table.{ "n" (heads.len() + 1) } role="table" {
                caption { (title) }
                thead role="rowgroup" {
                    tr role="row" {
                        th scope="col" role="columnheader" { (first) }
                        @for head in heads { th.number scope="col" role="columnheader" { (head) } }
                    }
                }
                tbody role="rowgroup" {
                    @for row in rows {
                        tr role="row" {
                            th scope="row" role="rowheader" {
                                span.label { @match &row.href { Some(href) => a href=(href) { (row.label) }, None => (row.label) } }
                                svg.bar aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" {
                                    rect.rest x="0" y="0" width="100" height="10" {}
                                    @for (n, part) in row.parts.iter().enumerate() {
                                        @let before: f64 = row.parts[..n].iter().sum();
                                        rect.{ "p" (n + 1) } x=(place(before)) y="0" width=(place(*part)) height="10" {}
                                    }
                                    @if let Some(target) = target { line.target x1=(place(target)) x2=(place(target)) y1="0" y2="10" {} }
                                }
                            }
                            @for written in &row.written { td.number role="cell" { (written) } }
                        }
                    }
                }
            }
            @if heads.len() > 1 {
                ul.legend aria-hidden="true" { @for (n, head) in heads.iter().enumerate() { li { span.swatch.{ "p" (n + 1) } {} " " (head) } } }
            }
        }
    }
}
