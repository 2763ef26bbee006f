//! What a handler answers when it cannot do what was asked: a page in plain words, or `application/problem+json`.
//!
//! Handlers return it as an error; the door renders it, because only there the language and the reference are known.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{Lang, Text};
use maud::{Markup, html};
use serde_json::json;

use crate::{
    form::{FieldError, Typed},
    visitor::Visitor,
    words::Words,
};

/// The kinds of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// Nothing is here, or nothing that this visitor may know of.
    NotFound,
    /// The visitor is known and may not do this.
    Forbidden,
    /// The visitor must sign in first.
    SignIn,
    /// Somebody else, or another tab, changed it meanwhile.
    Conflict,
    /// What was sent does not make sense.
    Invalid,
    /// What was sent is too large.
    TooLarge,
    /// Too often.
    TooMany,
    /// This address does not take this kind of request.
    Method,
    /// The request came from another site.
    CrossOrigin,
    /// The program cannot do it now and can later.
    Unavailable,
    /// The program is at fault.
    Internal,
}

impl What {
    /// Every kind, for the style guide and tests.
    pub const ALL: [Self; 11] = [
        Self::NotFound,
        Self::Forbidden,
        Self::SignIn,
        Self::Conflict,
        Self::Invalid,
        Self::TooLarge,
        Self::TooMany,
        Self::Method,
        Self::CrossOrigin,
        Self::Unavailable,
        Self::Internal,
    ];

    /// The status of the answer.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::CrossOrigin => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Invalid => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key in `type` of problem+json.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::SignIn => "sign-in",
            Self::Conflict => "conflict",
            Self::Invalid => "invalid",
            Self::TooLarge => "too-large",
            Self::TooMany => "too-many",
            Self::Method => "method",
            Self::CrossOrigin => "cross-origin",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    /// What happened, in a few words.
    pub const fn title(self) -> Text {
        match self {
            Self::NotFound => Text::new("Không tìm thấy trang này", "This page was not found"),
            Self::Forbidden => Text::new("Bạn không có quyền xem mục này", "You do not have access to this"),
            Self::SignIn => Text::new("Bạn cần đăng nhập", "Please sign in"),
            Self::Conflict => Text::new("Nội dung vừa được thay đổi", "This has just been changed"),
            Self::Invalid => Text::new("Yêu cầu không hợp lệ", "This request cannot be understood"),
            Self::TooLarge => Text::new("Nội dung gửi lên quá lớn", "What you sent is too large"),
            Self::TooMany => Text::new("Bạn thao tác quá nhanh", "Too many requests"),
            Self::Method => Text::new("Thao tác không được hỗ trợ", "This is not supported"),
            Self::CrossOrigin => Text::new("Yêu cầu đến từ trang khác", "This request came from another site"),
            Self::Unavailable => Text::new("Tạm thời chưa thực hiện được", "Not possible just now"),
            Self::Internal => Text::new("Hệ thống gặp lỗi", "Something went wrong on our side"),
        }
    }

    /// What to do about it, when the handler said nothing more precise.
    pub const fn advice(self) -> Text {
        match self {
            Self::NotFound => Text::new(
                "Địa chỉ có thể đã thay đổi hoặc gõ chưa đúng. Bạn hãy kiểm tra lại, hoặc bắt đầu từ trang chủ.",
                "The address may have changed or been mistyped. Please check it, or start from the home page.",
            ),
            Self::Forbidden => Text::new(
                "Mục này dành cho người có nhiệm vụ liên quan. Nếu bạn cần dùng, hãy liên hệ người quản trị của cơ quan.",
                "This is for people whose duty it is. If you need it, please ask your agency's administrator.",
            ),
            Self::SignIn => Text::new(
                "Phiên làm việc đã kết thúc hoặc bạn chưa đăng nhập.",
                "Your session has ended, or you have not signed in.",
            ),
            Self::Conflict => Text::new(
                "Có người khác, hoặc một cửa sổ khác của bạn, vừa cập nhật. Hãy quay lại, tải lại trang để xem bản mới nhất rồi thực hiện lại.",
                "Somebody else, or another window of yours, has just updated it. Go back, reload the page to see the latest, then try again.",
            ),
            Self::Invalid => Text::new(
                "Hệ thống không hiểu nội dung được gửi. Hãy quay lại trang trước và thử lại.",
                "What was sent could not be understood. Please go back and try again.",
            ),
            Self::TooLarge => Text::new(
                "Hãy giảm dung lượng tệp hoặc gửi thành nhiều lần.",
                "Please make the files smaller or send them in several steps.",
            ),
            Self::TooMany => Text::new(
                "Hệ thống nhận quá nhiều yêu cầu từ mạng của bạn. Hãy chờ một lát rồi thử lại; nội dung bạn đã nhập không bị mất.",
                "Too many requests came from your network. Please wait a moment and try again; what you typed is not lost.",
            ),
            Self::Method => Text::new(
                "Hãy quay lại trang trước và dùng các nút trên trang.",
                "Please go back and use the buttons on the page.",
            ),
            Self::CrossOrigin => Text::new(
                "Để bảo vệ bạn, hệ thống chỉ nhận thao tác gửi từ chính trang này. Hãy mở lại trang và thử lại.",
                "To protect you, only actions sent from this site are accepted. Please open the page again and retry.",
            ),
            Self::Unavailable => Text::new(
                "Bạn vẫn xem được thông tin. Hãy thử lại sau ít phút.",
                "You can still read. Please try again in a few minutes.",
            ),
            Self::Internal => Text::new(
                "Lỗi đã được ghi lại để khắc phục. Việc bạn vừa làm chưa được lưu; hãy thử lại sau ít phút.",
                "It has been noted and will be looked into. Your last action was not saved; please try again in a few minutes.",
            ),
        }
    }
}

/// A problem, with what the visitor may know and what only the log may.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Its kind.
    pub what: What,
    /// What happened here, instead of the kind's general advice.
    pub detail: Option<Words>,
    /// For the log only.
    pub cause: Option<String>,
    /// After how many seconds to try again.
    pub retry_after: Option<u32>,
    /// Which fields are wrong, for programs.
    pub errors: Vec<FieldError>,
    /// What was typed into the form that could not be taken in: it comes back to be sent again.
    pub typed: Option<Box<Typed>>,
}

impl Problem {
    /// A problem of a kind, with the kind's own advice.
    pub const fn new(what: What) -> Self {
        Self { what, detail: None, cause: None, retry_after: None, errors: Vec::new(), typed: None }
    }

    /// Nothing is here, or nothing that this visitor may know of.
    pub const fn not_found() -> Self {
        Self::new(What::NotFound)
    }

    /// The visitor may not do this.
    pub const fn forbidden() -> Self {
        Self::new(What::Forbidden)
    }

    /// The visitor must sign in.
    pub const fn sign_in() -> Self {
        Self::new(What::SignIn)
    }

    /// It was changed meanwhile; `detail` says what and by whom.
    pub fn conflict(detail: impl Into<Words>) -> Self {
        Self::new(What::Conflict).detail(detail)
    }

    /// What was sent does not make sense. A form that was filled in wrongly is shown again with status 422 instead.
    pub fn invalid(detail: impl Into<Words>) -> Self {
        Self::new(What::Invalid).detail(detail)
    }

    /// What was sent is too large.
    pub const fn too_large() -> Self {
        Self::new(What::TooLarge)
    }

    /// Too often; there is room again after some seconds.
    pub fn too_many(seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(What::TooMany) }
    }

    /// Not now; `detail` says what is down.
    pub fn unavailable(detail: impl Into<Words>) -> Self {
        Self { retry_after: Some(60), ..Self::new(What::Unavailable) }.detail(detail)
    }

    /// The disk is full, or nearly: what is there can be read, nothing new is taken in.
    pub fn full() -> Self {
        Self::unavailable(Text::new(
            "Hệ thống tạm thời chỉ cho xem, chưa ghi nhận được thay đổi. Những gì đã lưu vẫn an toàn; hãy thử lại sau ít phút.",
            "The system can be read but not changed just now. Everything saved is safe; please try again in a few minutes.",
        ))
    }

    /// The program is at fault; the cause is logged with the reference that the visitor sees.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(What::Internal) }
    }

    /// Says what happened here instead of the kind's general advice.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Words>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// What to tell the visitor.
    pub fn text(&self, lang: Lang) -> &str {
        self.detail.as_ref().map_or_else(|| self.what.advice().get(lang), |detail| detail.get(lang))
    }

    /// As problem+json (RFC 9457).
    pub fn json(&self, lang: Lang, reference: &str) -> serde_json::Value {
        let mut body = json!({
            "type": format!("urn:tinhso:problem:{}", self.what.key()),
            "title": self.what.title().get(lang),
            "status": self.what.status().as_u16(),
            "detail": self.text(lang),
            "instance": format!("urn:tinhso:request:{reference}"),
        });
        if !self.errors.is_empty() {
            body["errors"] = self.errors.iter().map(|e| json!({"name": e.name, "detail": e.words.get(lang)})).collect();
        }
        body
    }

    /// The body of the page: what happened, what to do, where to go from here, whom to call.
    pub fn body(&self, visitor: &Visitor, hotline: &str) -> Markup {
        let lang = visitor.lang;
        html! {
            p.lead { (self.text(lang)) }
            @if let Some(seconds) = self.retry_after {
                p { (lang.pick("Thử lại sau khoảng ", "Try again in about ")) strong { (wait(seconds, lang)) } "." }
            }
            @if let Some(typed) = &self.typed { (typed.again(lang, &visitor.path)) }
            p.actions {
                @if self.what == What::Conflict {
                    a.button href=(visitor.path) { (lang.pick("Xem bản mới nhất", "See the latest")) }
                }
                @if self.what == What::SignIn {
                    a.button href=(visitor.sign_in()) { (lang.pick("Đăng nhập", "Sign in")) }
                }
                a.button.quiet href="/" { (lang.pick("Về trang chủ", "Home page")) }
            }
            p.aside {
                (lang.pick("Cần giúp đỡ? Gọi ", "Need help? Call "))
                a href={"tel:" (hotline)} { (hotline) }
                @if matches!(self.what, What::Internal | What::Unavailable | What::Conflict) {
                    (lang.pick(" và đọc mã ", " and quote ")) code { (visitor.reference) }
                }
                "."
            }
        }
    }
}

fn wait(seconds: u32, lang: Lang) -> String {
    match seconds {
        0..=90 => format!("{seconds} {}", lang.pick("giây", "seconds")),
        _ => format!("{} {}", seconds.div_ceil(60), lang.pick("phút", "minutes")),
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        use store::Error as E;
        match error {
            E::NotFound => Self::not_found(),
            E::Duplicate(_) | E::Stale => Self { cause: Some(error.to_string()), ..Self::new(What::Conflict) },
            E::Full(_) => Self { cause: Some(error.to_string()), ..Self::full() },
            E::Busy(_) => Self { cause: Some(error.to_string()), ..Self::new(What::Unavailable) },
            E::Column { .. } | E::Migration(_) | E::Io(_) | E::Engine(_) => Self::internal(error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.what.status().into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
