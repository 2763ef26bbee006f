//! A field's definition, shared by the page that draws it and the handler that reads it.

use base::Text;

use crate::words::Pair;

/// A field of a form. Fixed fields are constants; those of a form defined by data borrow from it.
///
/// ```
/// use base::Text;
/// use web::Field;
/// const NAME: Field = Field::new("ho_ten", Text::new("Họ và tên", "Full name")).required().max(120).autocomplete("name");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name it is sent under.
    pub name: &'a str,
    /// What it is called.
    pub label: Pair<'a>,
    /// How to fill it in, under the label.
    pub hint: Option<Pair<'a>>,
    /// Whether it may be left empty.
    pub required: bool,
    /// The most characters it takes.
    pub max: usize,
    /// What the browser may fill in, as in `name` or `bday` (WCAG 1.3.5).
    pub autocomplete: Option<&'static str>,
    /// The keyboard a phone shows: `numeric`, `tel`, `email`, `decimal`.
    pub inputmode: Option<&'static str>,
}

impl<'a> Field<'a> {
    /// A field that may be left empty and takes up to 200 characters.
    pub const fn new(name: &'a str, label: Text) -> Self {
        Self::of(name, Pair::fixed(label))
    }

    /// A field whose label was read from a data file.
    pub const fn of(name: &'a str, label: Pair<'a>) -> Self {
        Self { name, label, hint: None, required: false, max: 200, autocomplete: None, inputmode: None }
    }

    /// It must be filled in.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It must be filled in if so.
    #[must_use]
    pub const fn required_if(mut self, so: bool) -> Self {
        self.required = so;
        self
    }

    /// The most characters it takes.
    #[must_use]
    pub const fn max(mut self, characters: usize) -> Self {
        self.max = characters;
        self
    }

    /// How to fill it in.
    #[must_use]
    pub const fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(Pair::fixed(hint));
        self
    }

    /// How to fill it in, read from a data file.
    #[must_use]
    pub const fn hint_of(mut self, hint: Option<Pair<'a>>) -> Self {
        self.hint = hint;
        self
    }

    /// What the browser may fill in.
    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// The keyboard a phone shows.
    #[must_use]
    pub const fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }
}
