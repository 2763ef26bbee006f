//! Things the page has to say: notices, messages after an action, empty lists.

use base::Lang;
use maud::{Markup, html};

use super::{Tone, icon};

const fn word(tone: Tone, lang: Lang) -> &'static str {
    match (tone, lang) {
        (Tone::Info, Lang::Vi) => "Thông tin",
        (Tone::Info, Lang::En) => "Note",
        (Tone::Good, Lang::Vi) => "Thành công",
        (Tone::Good, Lang::En) => "Done",
        (Tone::Warn, Lang::Vi) => "Lưu ý",
        (Tone::Warn, Lang::En) => "Please note",
        (Tone::Bad, Lang::Vi) => "Chưa thực hiện được",
        (Tone::Bad, Lang::En) => "Not done",
    }
}

/// The shape that goes with a tone, so that it is never told by colour alone.
pub const fn shape(tone: Tone) -> &'static str {
    match tone {
        Tone::Info => "■",
        Tone::Good => "●",
        Tone::Warn => "◆",
        Tone::Bad => "▲",
    }
}

/// A notice in the page, under the tone's own word.
pub fn notice(lang: Lang, tone: Tone, body: Markup) -> Markup {
    with_title(lang, tone, word(tone, lang), body)
}

/// A notice under words of its own. The tone's word is read out before them.
pub fn with_title(lang: Lang, tone: Tone, title: &str, body: Markup) -> Markup {
    let word = word(tone, lang);
    html! {
        div.notice.{ (tone.key()) } {
            p.title {
                span.shape aria-hidden="true" { (shape(tone)) } " "
                @if title != word { span.unseen { (word) ": " } }
                (title)
            }
            (body)
        }
    }
}

/// What the page before has to say; read out at once.
pub(crate) fn flash(lang: Lang, tone: Tone, text: &str) -> Markup {
    html! {
        div.notice.flash.{ (tone.key()) } role=(if tone == Tone::Bad { "alert" } else { "status" }) {
            p.title { span.shape aria-hidden="true" { (shape(tone)) } " " (word(tone, lang)) }
            p { (text) }
        }
    }
}

/// The session has ended while somebody was typing: shown on the sign-in page when it is asked for with `het-phien`.
pub fn session_ended(lang: Lang) -> Markup {
    notice(
        lang,
        Tone::Warn,
        html! {
            p {
                (lang.pick(
                    "Phiên làm việc đã kết thúc vì lâu không thao tác. Hãy đăng nhập lại: trình duyệt này còn giữ nội dung bạn đang nhập và sẽ điền lại cho bạn. Tệp đính kèm thì cần chọn lại.",
                    "Your session ended because nothing was done for a while. Please sign in again: this browser has kept what you were typing and will fill it in. Files must be chosen again.",
                ))
            }
        },
    )
}

/// In place of a list that has nothing in it: says why, and what one can do.
pub fn empty(title: &str, body: Markup) -> Markup {
    html! {
        div.empty {
            (icon::tray())
            p.title { (title) }
            (body)
        }
    }
}
