//! Fields one chooses from.

use maud::{Markup, Render, html};

use super::{Around, Form, id_of};
use crate::form::Field;

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is sent as.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means, under the label.
    pub hint: Option<String>,
    /// The heading it stands under in a long list.
    pub group: Option<String>,
}

impl Choice {
    /// Something to choose.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, group: None }
    }

    /// What it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The heading it stands under; choices of one group must follow each other.
    #[must_use]
    pub fn group(mut self, heading: impl Into<String>) -> Self {
        self.group = Some(heading.into());
        self
    }
}

/// One of many.
#[derive(Debug, Clone, Copy)]
pub struct Select<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
    choices: &'f [Choice],
    none: Option<&'f str>,
}

impl<'a, 'f> Select<'a, 'f> {
    pub(super) const fn new(form: Form<'a>, field: &'f Field<'f>, choices: &'f [Choice]) -> Self {
        Self { form, field, choices, none: None }
    }

    /// What stands first and means no choice, as "Mọi cơ quan" in a filter.
    #[must_use]
    pub const fn none(mut self, words: &'f str) -> Self {
        self.none = Some(words);
        self
    }

    fn option(&self, choice: &Choice) -> Markup {
        html! { option value=(choice.value) selected[self.form.chosen(self.field.name, &choice.value)] { (choice.label) } }
    }
}

impl Render for Select<'_, '_> {
    fn render(&self) -> Markup {
        let field = self.field;
        let around = Around::new(self.form, field);
        let none = self.none.unwrap_or_else(|| self.form.lang.pick("— Chọn —", "— Choose —"));
        html! {
            div.field.wrong[around.error.is_some()] {
                label for=(around.id) { (around.label_words()) }
                (around.hint_and_error())
                select id=(around.id) name=(field.name) required[field.required] autocomplete=[field.autocomplete]
                    aria-invalid=[around.error.map(|_| "true")] aria-describedby=[around.described_by(None)] {
                    option value="" { (none) }
                    @for part in self.choices.chunk_by(|a, b| a.group == b.group) {
                        @match &part[0].group {
                            Some(heading) => optgroup label=(heading) { @for choice in part { (self.option(choice)) } },
                            None => @for choice in part { (self.option(choice)) },
                        }
                    }
                }
            }
        }
    }
}

/// A few choices, all in sight: one of them, or any.
#[derive(Debug, Clone, Copy)]
pub struct Group<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
    choices: &'f [Choice],
    kind: &'static str,
}

impl<'a, 'f> Group<'a, 'f> {
    pub(super) const fn radios(form: Form<'a>, field: &'f Field<'f>, choices: &'f [Choice]) -> Self {
        Self { form, field, choices, kind: "radio" }
    }

    pub(super) const fn checkboxes(form: Form<'a>, field: &'f Field<'f>, choices: &'f [Choice]) -> Self {
        Self { form, field, choices, kind: "checkbox" }
    }
}

impl Render for Group<'_, '_> {
    fn render(&self) -> Markup {
        let field = self.field;
        let around = Around::new(self.form, field);
        html! {
            fieldset.field.choices.wrong[around.error.is_some()] aria-describedby=[around.described_by(None)] {
                legend { (around.label_words()) }
                (around.hint_and_error())
                @for (i, choice) in self.choices.iter().enumerate() {
                    @let id = if i == 0 { around.id.clone() } else { id_of(&format!("{}.{i}", field.name)) };
                    div.choice {
                        input id=(id) type=(self.kind) name=(field.name) value=(choice.value)
                            checked[self.form.chosen(field.name, &choice.value)]
                            required[field.required && self.kind == "radio"]
                            aria-describedby=[choice.hint.as_ref().map(|_| format!("{id}-nghia"))];
                        label for=(id) { (choice.label) }
                        @if let Some(hint) = &choice.hint { p.hint id={(id) "-nghia"} { (hint) } }
                    }
                }
            }
        }
    }
}

/// One box to tick.
#[derive(Debug, Clone, Copy)]
pub struct Ticks<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
}

impl<'a, 'f> Ticks<'a, 'f> {
    pub(super) const fn new(form: Form<'a>, field: &'f Field<'f>) -> Self {
        Self { form, field }
    }
}

impl Render for Ticks<'_, '_> {
    fn render(&self) -> Markup {
        let field = self.field;
        let around = Around::new(self.form, field);
        html! {
            div.field.choices.wrong[around.error.is_some()] {
                @if around.error.is_some() { (Around { hint: None, ..Around::new(self.form, field) }.hint_and_error()) }
                div.choice {
                    input id=(around.id) type="checkbox" name=(field.name) value="1" required[field.required]
                        checked[!self.form.value(field.name).is_empty()] aria-invalid=[around.error.map(|_| "true")]
                        aria-describedby=[around.described_by(None)];
                    label for=(around.id) { (around.label) }
                    @if let Some(hint) = around.hint { p.hint id={(around.id) "-goi-y"} { (hint) } }
                }
            }
        }
    }
}
