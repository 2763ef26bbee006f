//! The level of e-identity a procedure asks of whoever files online, and the way to it.

use base::{IdentityLevel, Lang};
use directory::accounts;
use maud::{Markup, html};
use web::{
    App, Visitor,
    ui::{Tone, link, notice},
};

use super::work::Work;
use crate::catalogue::domain::Package;

/// The level that is still missing to file this draft.
pub(super) fn missing(visitor: &Visitor, work: &Work) -> Option<IdentityLevel> {
    let level = visitor.actor.as_ref().and_then(|actor| actor.level);
    work.package().missing_level(level).filter(|_| work.is_online())
}

/// Says what is asked for, before one begins.
pub(super) fn said(lang: Lang, package: &Package) -> Markup {
    html! {
        @if let Some(level) = package.identity_level {
            p { (lang.pick("Khi nộp phải đăng nhập bằng ", "To file it, sign in with ")) strong { (level.label().get(lang).to_lowercase()) } "." }
        }
    }
}

/// Says that it is missing, and leads to signing in again and back to `next`; what was typed waits there.
pub(super) fn way(app: &App, visitor: &Visitor, level: IdentityLevel, next: &str) -> Markup {
    let lang = visitor.lang;
    let title = match lang {
        Lang::Vi => format!("Cần {} để nộp hồ sơ này", level.label().vi.to_lowercase()),
        Lang::En => format!("{} is needed to file this", level.label().en),
    };
    notice::with_title(
        lang,
        Tone::Warn,
        &title,
        html! {
            p { (lang.pick("Mọi điều bạn đã khai và giấy tờ đã gửi được giữ nguyên; sau khi đăng nhập lại bạn trở về đúng trang này.", "Everything you typed and sent is kept; after signing in again you come back to this page.")) }
            @match accounts::way_to_level(app, lang, level, next) {
                Some((label, href)) => p.actions { (link(label, href)) },
                None => p { (lang.pick("Hiện chưa kết nối hệ thống định danh điện tử: mời bạn nộp tại Bộ phận Một cửa.", "The e-identity system is not connected at present: please file at the one-stop counter.")) },
            }
        },
    )
}
