//! Fields one types into.

use maud::{Markup, Render, html};

use super::{Around, Form, id_of};
use crate::form::Field;

/// One line of text.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
    kind: &'static str,
    width: &'static str,
    suffix: Option<&'f str>,
    suggestions: &'f [String],
}

impl<'a, 'f> Input<'a, 'f> {
    pub(super) const fn new(form: Form<'a>, field: &'f Field<'f>) -> Self {
        Self { form, field, kind: "text", width: "", suffix: None, suggestions: &[] }
    }

    pub(super) const fn day(mut self) -> Self {
        self.kind = "day";
        self.width = "medium";
        self
    }

    /// A password: not shown, never kept as a draft, never sent back.
    #[must_use]
    pub const fn password(mut self) -> Self {
        self.kind = "password";
        self
    }

    /// A telephone number.
    #[must_use]
    pub const fn tel(mut self) -> Self {
        self.kind = "tel";
        self.width = "medium";
        self
    }

    /// A mail address.
    #[must_use]
    pub const fn email(mut self) -> Self {
        self.kind = "email";
        self
    }

    /// A box for a few characters, such as a number of copies: its width tells how much is expected.
    #[must_use]
    pub const fn short(mut self) -> Self {
        self.width = "short";
        self
    }

    /// A box for a code or an amount.
    #[must_use]
    pub const fn medium(mut self) -> Self {
        self.width = "medium";
        self
    }

    /// The unit after the box, such as `đồng`.
    #[must_use]
    pub const fn suffix(mut self, unit: &'f str) -> Self {
        self.suffix = Some(unit);
        self
    }

    /// Words offered while typing; anything else may be typed too.
    #[must_use]
    pub const fn suggestions(mut self, words: &'f [String]) -> Self {
        self.suggestions = words;
        self
    }
}

impl Render for Input<'_, '_> {
    fn render(&self) -> Markup {
        let field = self.field;
        let around = Around::new(self.form, field);
        let id = &around.id;
        let day = self.kind == "day";
        let typed = if self.kind == "password" { "" } else { self.form.value(field.name) };
        // A day filled in beforehand comes as the machine writes it.
        let known = if day { base::text::date::parse(typed).ok().map(base::text::format::date) } else { None };
        let value = known.as_deref().unwrap_or(typed);
        let kind = if day { "text" } else { self.kind };
        let list = (!self.suggestions.is_empty()).then(|| format!("{id}-goi-san"));
        html! {
            div.field.wrong[around.error.is_some()] {
                label for=(id) { (around.label_words()) }
                (around.hint_and_error())
                div.box {
                    input id=(id) class=[(!self.width.is_empty()).then_some(self.width)] type=(kind) name=(field.name) value=(value)
                        required[field.required] data-day[day]
                        placeholder=[day.then(|| self.form.lang.pick("ngày/tháng/năm", "day/month/year"))] maxlength=[(kind == "text").then_some(field.max)]
                        autocomplete=[field.autocomplete] inputmode=[field.inputmode] list=[&list]
                        spellcheck=[matches!(self.kind, "email" | "password").then_some("false")]
                        aria-invalid=[around.error.map(|_| "true")]
                        aria-describedby=[around.described_by(self.suffix.map(|_| "don-vi"))];
                    @if let Some(unit) = self.suffix { span.suffix id={(id) "-don-vi"} { (unit) } }
                }
                @if let Some(list) = &list {
                    datalist id=(list) { @for word in self.suggestions { option value=(word) {} } }
                }
            }
        }
    }
}

/// Several lines of text.
#[derive(Debug, Clone, Copy)]
pub struct Area<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
    rows: u8,
}

impl<'a, 'f> Area<'a, 'f> {
    pub(super) const fn new(form: Form<'a>, field: &'f Field<'f>) -> Self {
        Self { form, field, rows: 4 }
    }

    /// How many lines are in sight.
    #[must_use]
    pub const fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }
}

impl Render for Area<'_, '_> {
    fn render(&self) -> Markup {
        let field = self.field;
        let around = Around::new(self.form, field);
        let (id, lang) = (&around.id, self.form.lang);
        html! {
            div.field.wrong[around.error.is_some()] {
                label for=(id) { (around.label_words()) }
                (around.hint_and_error())
                // The parser drops one line break after the tag: one is given so that none of the text's own is lost.
                textarea id=(id) name=(field.name) rows=(self.rows) required[field.required] data-max=(field.max)
                    autocomplete=[field.autocomplete] aria-invalid=[around.error.map(|_| "true")]
                    aria-describedby=[around.described_by(Some("dem"))] { "\n" (self.form.value(field.name)) }
                p.counter id={(id) "-dem"} data-left=(lang.pick("Còn {n} ký tự.", "{n} characters left."))
                    data-over=(lang.pick("Quá {n} ký tự.", "{n} characters too many.")) {
                    (lang.pick("Tối đa ", "Up to ")) (base::text::format::integer(field.max as i64)) (lang.pick(" ký tự.", " characters."))
                }
            }
        }
    }
}

/// A day in three boxes: day, month, year, as it stands on every Vietnamese paper. A native date field shows the order
/// of the browser's own country, and a calendar is slow for a birthday.
#[derive(Debug, Clone, Copy)]
pub struct DateBoxes<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
}

impl<'a, 'f> DateBoxes<'a, 'f> {
    pub(super) const fn new(form: Form<'a>, field: &'f Field<'f>) -> Self {
        Self { form, field }
    }
}

impl Render for DateBoxes<'_, '_> {
    fn render(&self) -> Markup {
        let field = self.field;
        let around = Around::new(self.form, field);
        let (id, lang) = (&around.id, self.form.lang);
        let labels = lang.pick(["Ngày", "Tháng", "Năm"], ["Day", "Month", "Year"]);
        let tokens: [Option<&str>; 3] = if field.autocomplete == Some("bday") {
            [Some("bday-day"), Some("bday-month"), Some("bday-year")]
        } else {
            [None; 3]
        };
        // A day filled in beforehand comes as one value.
        let whole = base::text::date::parse(self.form.value(field.name)).ok();
        let known = whole.map(|day| [day.day().to_string(), day.month().to_string(), day.year().to_string()]);
        html! {
            fieldset.field.date.wrong[around.error.is_some()] aria-describedby=[around.described_by(None)] {
                legend { (around.label_words()) }
                (around.hint_and_error())
                div.boxes {
                    @for (i, part) in crate::form::DATE_PARTS.iter().enumerate() {
                        @let name = format!("{}.{part}", field.name);
                        @let typed = self.form.value(&name);
                        @let value = if typed.is_empty() { known.as_ref().map_or("", |known| &known[i]) } else { typed };
                        @let own = if i == 0 { id.clone() } else { id_of(&name) };
                        div {
                            label for=(own) { (labels[i]) }
                            input id=(own) class=(if i == 2 { "year" } else { "two" }) type="text" name=(name) value=(value)
                                inputmode="numeric" maxlength=(if i == 2 { "4" } else { "2" }) required[field.required]
                                autocomplete=[tokens[i]] aria-invalid=[around.error.map(|_| "true")];
                        }
                    }
                }
            }
        }
    }
}
