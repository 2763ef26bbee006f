//! The frame around every page: head, header with the menu, the way here, messages, footer.

use axum::http::StatusCode;
use base::{Lang, Text};
use maud::{DOCTYPE, Markup, html};

use crate::{
    app::App,
    assets,
    page::{Page, Width},
    problem::{Problem, What},
    redirect::Tone,
    routes::Access,
    ui::{icon, notice},
    visitor::{ACCOUNT, SIGN_OUT, Visitor},
};

/// An entry of the menu, shown to whoever may use it.
#[derive(Debug, Clone, Copy)]
pub struct NavItem {
    /// What it is called.
    pub label: Text,
    /// Where it leads.
    pub href: &'static str,
    /// Who sees it.
    pub access: Access,
    /// Whether it is for those who are not members of staff: their menu is another.
    pub for_people: bool,
}

impl NavItem {
    /// An entry for whoever may use it.
    pub const fn new(label: Text, href: &'static str, access: Access) -> Self {
        Self { label, href, access, for_people: false }
    }

    /// Not shown to members of staff.
    #[must_use]
    pub const fn for_people(self) -> Self {
        Self { for_people: true, ..self }
    }

    fn is_shown_to(&self, visitor: &Visitor) -> bool {
        let staff = visitor.actor.as_ref().is_some_and(|actor| actor.staff.is_some());
        self.access.allows(visitor.actor.as_ref()) && !(staff && self.for_people)
    }
}

const HTMX: &str = r#"{"includeIndicatorCSS":false,"history":true,"mode":"same-origin","extensions":"none"}"#;

/// The whole page.
pub(crate) fn whole(app: &App, visitor: &Visitor, page: &Page) -> Markup {
    let lang = visitor.lang;
    let settings = &app.settings;
    let width = match page.width {
        Width::People => "people",
        Width::Wide => "wide",
        Width::Desk => "desk",
    };
    let wrong =
        if page.status == StatusCode::UNPROCESSABLE_ENTITY { lang.pick("Cần sửa: ", "Error: ") } else { "" };
    let title = if page.title == settings.brand {
        page.title.clone()
    } else {
        format!("{wrong}{} · {}", page.title, settings.brand)
    };
    let problem = wrong.is_empty() && (page.status.is_client_error() || page.status.is_server_error());
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#0b4f5c";
                meta name="format-detection" content="telephone=no";
                @for font in assets::first_fonts() {
                    link rel="preload" as="font" type="font/woff2" crossorigin href=(font);
                }
                link rel="stylesheet" href=(assets::url("app.css"));
                link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
                meta name="htmx-config" content=(HTMX);
                script src=(assets::url("app.js")) defer {}
            }
            body.problem[problem].{ (width) } data-owner=(owner(visitor)) {
                a.skip href="#noi-dung" { (lang.pick("Tới nội dung chính", "Skip to main content")) }
                (header(app, visitor))
                main #noi-dung tabindex="-1" {
                    @if let Some(hero) = &page.hero { div.hero { div.inner { (hero) } } }
                    div.page {
                    @if !page.crumbs.is_empty() { (crumbs(visitor, page)) }
                    @if let Some(flash) = &visitor.flash { (notice::flash(lang, flash.tone, &flash.text)) }
                    @if page.heading {
                        div.heading {
                            @if let Some(above) = &page.above { p.above { (above) } }
                            h1 { (page.title) }
                            @if let Some(lead) = &page.lead { p.lead { (lead) } }
                        }
                    }
                    (page.body)
                    }
                }
                (footer(app, visitor))
            }
        }
    }
}

/// Marks drafts kept by the browser as this account's, without naming it.
fn owner(visitor: &Visitor) -> String {
    use sha2::{Digest, Sha256};
    let account = visitor.actor.as_ref().and_then(|actor| actor.account);
    account.map_or_else(String::new, |account| {
        Sha256::digest(account.0)[..6].iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    })
}

fn demo_band(lang: Lang) -> Markup {
    html! {
        p.demo {
            (lang.pick("Bản trình diễn: mọi dữ liệu đều là giả định.", "Demonstration: everything here is made up."))
        }
    }
}

fn header(app: &App, visitor: &Visitor) -> Markup {
    let lang = visitor.lang;
    let here = visitor.bare_path();
    let (other, other_name) = lang.pick(("en", "English"), ("vi", "Tiếng Việt"));
    let shown: Vec<&NavItem> = app.nav.iter().filter(|item| item.is_shown_to(visitor)).collect();
    let exact = shown.iter().any(|item| item.href == here);
    let above = shown.iter().filter(|_| !exact);
    let nearest = above.map(|item| item.href).filter(|href| is_below(here, href)).max_by_key(|href| href.len());
    html! {
        header.top.many[shown.len() > 5] {
            @if app.settings.demo { (demo_band(lang)) }
            div.inner {
                a.brand href="/" aria-label={(app.settings.brand) ", " (lang.pick("trang chủ", "home page"))} {
                    (icon::logo()) span { (app.settings.brand) }
                }
                button.menu-button type="button" popovertarget="danh-muc" {
                    (icon::menu()) span { (lang.pick("Danh mục", "Menu")) }
                }
                div.menu #danh-muc popover {
                    button.close type="button" popovertarget="danh-muc" popovertargetaction="hide" { (lang.pick("Đóng danh mục", "Close menu")) }
                    nav aria-label=(lang.pick("Chính", "Main")) {
                        ul {
                            @for item in &shown {
                                li { a href=(item.href) aria-current=[current(here, item.href, nearest)] { (item.label.get(lang)) } }
                            }
                        }
                    }
                    ul.me {
                        li { a href=(switch(visitor, other)) hreflang=(other) lang=(other) rel="nofollow" { (other_name) } }
                        @if let Some(actor) = &visitor.actor {
                            li { a.name href=(ACCOUNT) aria-current=[current(here, ACCOUNT, None)] { (icon::person()) span { (actor.name) } } }
                            li {
                                form method="post" action=(SIGN_OUT) data-sign-out {
                                    button.link type="submit" { (lang.pick("Đăng xuất", "Sign out")) }
                                }
                            }
                        } @else {
                            li { a.sign-in href=(visitor.sign_in()) { (lang.pick("Đăng nhập", "Sign in")) } }
                        }
                    }
                }
            }
        }
    }
}

/// Marks the entry that is in sight, or else the nearest one above the page.
fn current(here: &str, href: &str, nearest: Option<&str>) -> Option<&'static str> {
    match (here == href, nearest == Some(href)) {
        (true, _) => Some("page"),
        (false, true) => Some("true"),
        _ => None,
    }
}

fn is_below(here: &str, href: &str) -> bool {
    href != "/" && here.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}

fn switch(visitor: &Visitor, to: &str) -> String {
    let sign = if visitor.path.contains('?') { '&' } else { '?' };
    format!("{}{sign}lang={to}", visitor.path)
}

fn crumbs(visitor: &Visitor, page: &Page) -> Markup {
    html! {
        nav.crumbs aria-label=(visitor.lang.pick("Bạn đang ở", "You are here")) {
            ol {
                li { a href="/" { (visitor.lang.pick("Trang chủ", "Home")) } }
                @for (label, href) in &page.crumbs { li { a href=(href) { (label) } } }
                li { span aria-current="page" { (page.title) } }
            }
        }
    }
}

fn footer(app: &App, visitor: &Visitor) -> Markup {
    let lang = visitor.lang;
    let settings = &app.settings;
    html! {
        footer.bottom {
            div.inner {
                div {
                    p.owner { (icon::logo()) strong { (settings.owner.get(lang)) } }
                    p { (lang.pick("Một cửa điện tử: nộp, theo dõi và nhận kết quả thủ tục hành chính.", "One electronic counter: apply, follow your case, receive the result.")) }
                }
                div {
                    p { (lang.pick("Hỏi đáp, góp ý", "Questions and comments")) br; a.phone href={"tel:" (settings.hotline)} { (settings.hotline) } }
                }
            }
        }
    }
}

/// A problem as a whole page.
pub(crate) fn problem_page(app: &App, visitor: &Visitor, problem: &Problem) -> Markup {
    let title = problem.what.title().get(visitor.lang);
    whole(
        app,
        visitor,
        &Page::new(title).status(problem.what.status()).body(problem.body(visitor, &app.settings.hotline)),
    )
}

/// A problem in the place of the part that a script asked for.
pub(crate) fn problem_part(visitor: &Visitor, problem: &Problem) -> Markup {
    let lang = visitor.lang;
    let body = html! {
        p { (problem.text(lang)) }
        @if problem.what == What::SignIn {
            p { a href=(visitor.sign_in()) { (lang.pick("Đăng nhập", "Sign in")) } }
        }
    };
    notice::with_title(lang, Tone::Bad, problem.what.title().get(lang), body)
}
