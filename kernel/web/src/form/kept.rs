//! What was typed into a form that could not be taken in just now: it comes back on the page that says so, to be sent again.

use std::sync::Arc;

use base::Lang;
use maud::{Markup, html};
use parking_lot::Mutex;

use super::KEY;
use crate::ui::button;

/// Fields whose name begins so hold a secret: they are never written into a page. A password typed again is one too.
const SECRETS: [&str; 2] = ["mat_khau", "nhap_lai"];

/// The fields of a form as they were sent, without its files and secrets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    values: Vec<(String, String)>,
    left_out: bool,
}

impl Typed {
    pub(super) fn new(values: &[(String, String)], files: bool) -> Self {
        let is_open = |(name, _): &(String, String)| !SECRETS.iter().any(|secret| name.starts_with(secret));
        let (open, secret): (Vec<_>, Vec<_>) = values.iter().cloned().partition(is_open);
        Self { values: open, left_out: files || !secret.is_empty() }
    }

    /// A form that sends the same again, and what it says.
    pub(crate) fn again(&self, lang: Lang, action: &str) -> Markup {
        let said: Vec<&str> = self
            .values
            .iter()
            .filter(|(name, value)| !name.starts_with('_') && !value.trim().is_empty())
            .map(|(_, value)| value.as_str())
            .collect();
        html! {
            section.card {
                h2 { (lang.pick("Nội dung bạn vừa nhập vẫn còn ở đây", "What you typed is still here")) }
                p {
                    (lang.pick("Hãy để mở trang này, rồi bấm «Gửi lại» sau ít phút.", "Leave this page open and press “Send again” in a few minutes."))
                    @if self.values.iter().any(|(name, _)| name == KEY) {
                        " " (lang.pick("Gửi nhiều lần cũng chỉ ghi nhận một lần.", "Sent more than once, it counts once."))
                    }
                    @if self.left_out {
                        " " (lang.pick(
                            "Riêng mật khẩu và tệp đính kèm không giữ lại được: bạn sẽ nhập, chọn lại sau khi gửi.",
                            "Passwords and files cannot be kept: you will be asked for them again.",
                        ))
                    }
                }
                form method="post" action=(action) {
                    @for (name, value) in &self.values { input type="hidden" name=(name) value=(value); }
                    p.actions { (button(lang.pick("Gửi lại", "Send again"))) }
                }
                @if !said.is_empty() {
                    details {
                        summary { (lang.pick("Xem nội dung đã nhập", "See what you typed")) }
                        ul { @for value in said { li { (value) } } }
                    }
                }
            }
        }
    }
}

/// Where the reader of a form leaves what was typed, for the door to find when it turns out that it cannot be taken in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Option<Typed>>>);

impl Kept {
    pub(super) fn put(&self, typed: Typed) {
        *self.0.lock() = Some(typed);
    }

    pub(crate) fn take(&self) -> Option<Typed> {
        self.0.lock().take()
    }
}
