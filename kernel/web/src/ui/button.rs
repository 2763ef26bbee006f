//! Buttons do something; links lead somewhere. They may look alike, never be mixed up.

use maud::{Markup, Render, html};

/// How strongly a button calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Weight {
    #[default]
    Main,
    Quiet,
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

/// A button that sends its form.
#[derive(Debug, Clone)]
pub struct Button {
    label: String,
    weight: Weight,
    sends: Option<(String, String)>,
    about: Option<String>,
    action: Option<String>,
}

/// A button that sends its form: the one main action of a page.
pub fn button(label: impl Into<String>) -> Button {
    Button { label: label.into(), weight: Weight::Main, sends: None, about: None, action: None }
}

impl Button {
    /// Beside the main action.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.weight = Weight::Quiet;
        self
    }

    /// What cannot be undone.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.weight = Weight::Danger;
        self
    }

    /// A name and value sent when this button is pressed and not another.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sends = Some((name.into(), value.into()));
        self
    }

    /// Sends its form to another address than the form's own.
    #[must_use]
    pub fn to(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// What it acts on, read out after the label: for "Remove" in a list.
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.about = Some(what.into());
        self
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let (name, value) = self.sends.as_ref().map_or((None, None), |(name, value)| (Some(name), Some(value)));
        html! {
            button class=(self.weight.class()) type="submit" name=[name] value=[value] formaction=[&self.action] {
                (self.label)
                @if let Some(what) = &self.about { span.unseen { " " (what) } }
            }
        }
    }
}

/// A link that looks like a button.
#[derive(Debug, Clone)]
pub struct Link {
    label: String,
    href: String,
    weight: Weight,
    about: Option<String>,
}

/// A link that looks like a button: the one way on from a page.
pub fn link(label: impl Into<String>, href: impl Into<String>) -> Link {
    Link { label: label.into(), href: href.into(), weight: Weight::Main, about: None }
}

impl Link {
    /// Beside the main way on.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.weight = Weight::Quiet;
        self
    }

    /// What it leads to, read out after the label.
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.about = Some(what.into());
        self
    }
}

impl Render for Link {
    fn render(&self) -> Markup {
        html! {
            a class=(self.weight.class()) href=(self.href) {
                (self.label)
                @if let Some(what) = &self.about { span.unseen { " " (what) } }
            }
        }
    }
}
