//! Attaching files.

use maud::{Markup, Render, html};

use super::{Around, Form};
use crate::{
    form::{Field, FileRule, bytes},
    ui::icon,
};

/// A file that is attached already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Where it can be looked at.
    pub href: Option<String>,
    /// Name and value of the button that takes it off again; none where it must stay.
    pub remove: Option<(String, String)>,
}

/// Files to attach to a field.
#[derive(Debug, Clone, Copy)]
pub struct FileInput<'a, 'f> {
    form: Form<'a>,
    field: &'f Field<'f>,
    rule: &'f FileRule,
    attached: &'f [Attached],
}

impl<'a, 'f> FileInput<'a, 'f> {
    pub(super) const fn new(form: Form<'a>, field: &'f Field<'f>, rule: &'f FileRule) -> Self {
        Self { form, field, rule, attached: &[] }
    }

    /// What is attached already.
    #[must_use]
    pub const fn attached(mut self, files: &'f [Attached]) -> Self {
        self.attached = files;
        self
    }
}

impl Render for FileInput<'_, '_> {
    fn render(&self) -> Markup {
        let (field, lang) = (self.field, self.form.lang);
        let around = Around::new(self.form, field);
        html! {
            div.field.files.wrong[around.error.is_some()] {
                label for=(around.id) { (around.label_words()) }
                (around.hint_and_error())
                @if !self.attached.is_empty() {
                    ul.attached aria-label=(lang.pick("Tệp đã đính kèm", "Attached files")) {
                        @for file in self.attached {
                            li {
                                (icon::file())
                                @match &file.href {
                                    Some(href) => a href=(href) { (file.name) },
                                    None => span { (file.name) },
                                }
                                span.size { (bytes(file.size)) }
                                @if let Some((name, value)) = &file.remove {
                                    button.link type="submit" name=(name) value=(value) {
                                        (lang.pick("Gỡ", "Remove")) span.unseen { " " (file.name) }
                                    }
                                }
                            }
                        }
                    }
                }
                div.drop {
                    input id=(around.id) type="file" name=(field.name) accept=(self.rule.accept()) multiple[self.rule.most > 1]
                        required[field.required && self.attached.is_empty()] aria-invalid=[around.error.map(|_| "true")]
                        aria-describedby=[around.described_by(Some("han-muc"))] data-each=(self.rule.each);
                    p.hint id={(around.id) "-han-muc"} { (self.rule.words(lang)) }
                }
            }
        }
    }
}
