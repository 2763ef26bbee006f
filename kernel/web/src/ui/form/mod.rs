//! Fields as a page draws them: label above, hint below it, error beside the field, what was typed kept.

mod choice;
mod file;
mod input;

use base::{Ids, Lang};
use maud::{Markup, Render, html};

pub use choice::{Choice, Group, Select, Ticks};
pub use file::{Attached, FileInput};
pub use input::{Area, DateBoxes, Input};

use crate::form::{Field, FileRule, KEY, Submitted};

/// Draws the fields of one form with what was typed into them and what is wrong.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The language of the screens.
    pub lang: Lang,
    submitted: &'a Submitted,
}

impl<'a> Form<'a> {
    /// The fields of a form, filled in with what was submitted, or blank.
    pub const fn new(lang: Lang, submitted: &'a Submitted) -> Self {
        Self { lang, submitted }
    }

    /// One line of text.
    pub const fn line<'f>(&self, field: &'f Field<'f>) -> Input<'a, 'f> {
        Input::new(*self, field)
    }

    /// Several lines of text, with a counter.
    pub const fn area<'f>(&self, field: &'f Field<'f>) -> Area<'a, 'f> {
        Area::new(*self, field)
    }

    /// A day somebody knows, such as a birthday: three boxes with the digits' keyboard. It is read by
    /// [`Submitted::date`].
    pub const fn date<'f>(&self, field: &'f Field<'f>) -> DateBoxes<'a, 'f> {
        DateBoxes::new(*self, field)
    }

    /// A day looked up on a calendar, such as the start of a period: one box for `17/3/2023`, with a calendar beside it
    /// where there are scripts. It is read by [`Submitted::date`] too.
    pub const fn day<'f>(&self, field: &'f Field<'f>) -> Input<'a, 'f> {
        Input::new(*self, field).day()
    }

    /// One of many.
    pub const fn select<'f>(&self, field: &'f Field<'f>, choices: &'f [Choice]) -> Select<'a, 'f> {
        Select::new(*self, field, choices)
    }

    /// One of a few, all in sight.
    pub const fn radios<'f>(&self, field: &'f Field<'f>, choices: &'f [Choice]) -> Group<'a, 'f> {
        Group::radios(*self, field, choices)
    }

    /// Any of a few, all in sight.
    pub const fn checkboxes<'f>(&self, field: &'f Field<'f>, choices: &'f [Choice]) -> Group<'a, 'f> {
        Group::checkboxes(*self, field, choices)
    }

    /// One box to tick, with the field's label beside it.
    pub const fn tick<'f>(&self, field: &'f Field<'f>) -> Ticks<'a, 'f> {
        Ticks::new(*self, field)
    }

    /// Files to attach, with the limits in words and what is attached already.
    pub const fn file<'f>(&self, field: &'f Field<'f>, rule: &'f FileRule) -> FileInput<'a, 'f> {
        FileInput::new(*self, field, rule)
    }

    /// What is wrong, at the top of the page, with a link to each field. Nothing when nothing is wrong.
    pub fn summary(&self) -> Markup {
        let errors = self.submitted.errors();
        html! {
            @if !errors.is_empty() {
                div.error-summary role="alert" tabindex="-1" autofocus aria-labelledby="loi-tieu-de" {
                    h2 #loi-tieu-de { (self.lang.pick("Có mục cần bạn sửa lại", "Some entries need your attention")) }
                    ul {
                        @for error in errors {
                            li { a href={"#" (id_of(&error.name))} { (error.words.get(self.lang)) } }
                        }
                    }
                }
            }
        }
    }

    /// The hidden idempotency key: the same again when the form is shown again.
    pub fn key(&self, ids: &Ids) -> Markup {
        html! { input type="hidden" name=(KEY) value=(self.submitted.key(ids)); }
    }

    /// A form that changes something, sent to `action`.
    pub fn post(&self, action: impl Into<String>, body: Markup) -> Post {
        Post { action: action.into(), body, multipart: false, draft: false }
    }

    pub(crate) fn value(&self, name: &str) -> &'a str {
        // The lifetime is the submitted form's, not the name's.
        let submitted: &'a Submitted = self.submitted;
        submitted.pairs().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn chosen(&self, name: &str, value: &str) -> bool {
        self.submitted.all(name).any(|chosen| chosen == value)
    }

    pub(crate) fn error(&self, name: &str) -> Option<&'a str> {
        let submitted: &'a Submitted = self.submitted;
        submitted.error_of(name).map(|words| words.get(self.lang))
    }
}

/// The `<form>` around the fields. The browser's own checks are off: ours say the same in the page's language, beside
/// the field and in the summary, and work alike everywhere.
#[derive(Debug, Clone)]
pub struct Post {
    action: String,
    body: Markup,
    multipart: bool,
    draft: bool,
}

impl Post {
    /// It may carry files.
    #[must_use]
    pub fn with_files(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// The browser keeps what is being typed until it was sent, so that nothing is lost when the session ends or the
    /// page is closed by mistake. It stays in this window only and goes with it.
    #[must_use]
    pub fn draft(mut self) -> Self {
        self.draft = true;
        self
    }
}

impl Render for Post {
    fn render(&self) -> Markup {
        html! {
            form method="post" action=(self.action) enctype=[self.multipart.then_some("multipart/form-data")] novalidate
                data-draft[self.draft] { (self.body) }
        }
    }
}

/// The id of a field's element: links of the error summary lead to it.
pub fn id_of(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    format!("o-{}", name.chars().map(plain).collect::<String>())
}

/// Label, hint and error of a field, in the order they are read.
pub(crate) struct Around<'a> {
    pub(crate) id: String,
    pub(crate) label: &'a str,
    pub(crate) hint: Option<&'a str>,
    pub(crate) error: Option<&'a str>,
    pub(crate) required: bool,
    pub(crate) lang: Lang,
}

impl<'a> Around<'a> {
    pub(crate) fn new(form: Form<'a>, field: &Field<'a>) -> Self {
        Self {
            id: id_of(field.name),
            label: field.label.get(form.lang),
            hint: field.hint.map(|hint| hint.get(form.lang)),
            error: form.error(field.name),
            required: field.required,
            lang: form.lang,
        }
    }

    /// The ids that describe the input, for `aria-describedby`.
    pub(crate) fn described_by(&self, more: Option<&str>) -> Option<String> {
        let ids: Vec<String> = [
            self.hint.map(|_| format!("{}-goi-y", self.id)),
            self.error.map(|_| format!("{}-loi", self.id)),
            more.map(|suffix| format!("{}-{suffix}", self.id)),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The label's words, with a mark where a field may be left empty: most are required, so the others are marked.
    pub(crate) fn label_words(&self) -> Markup {
        html! {
            (self.label)
            @if !self.required { span.optional { " (" (self.lang.pick("không bắt buộc", "optional")) ")" } }
        }
    }

    pub(crate) fn hint_and_error(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p.hint id={(self.id) "-goi-y"} { (hint) } }
            @if let Some(error) = self.error {
                p.error id={(self.id) "-loi"} {
                    span.shape aria-hidden="true" { "▲" } " "
                    span.unseen { (self.lang.pick("Lỗi: ", "Error: ")) } (error)
                }
            }
        }
    }
}
