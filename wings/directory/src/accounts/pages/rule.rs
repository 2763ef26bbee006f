//! Of which roles an administrator requires a second step.

use axum::extract::State;
use base::{Role, Text};
use web::{
    App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Choice, Form, button},
};

use crate::{
    accounts::factors::{require, required},
    act::Doer,
    pages::{Section, sections},
};

/// Where it is set.
pub(super) const PATH: &str = "/quan-tri/bao-mat";

const ROLES: Field = Field::new("vai_tro", Text::new("Bắt buộc với vai trò", "Required of")).hint(Text::new(
    "Người chưa có sẽ được dẫn đến trang Bảo mật ngay ở lần mở trang tiếp theo.",
    "Whoever has none yet is led to the security page at the next page they open.",
));

/// `GET /quan-tri/bao-mat`
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let roles = app.read(required).await?;
    let typed = roles.iter().fold(Submitted::blank(), |typed, role| typed.with(ROLES.name, role.key()));
    let fields = Form::new(lang, &typed);
    let choices = Role::ALL.map(|role| Choice::new(role.key(), role.label().get(lang)));
    let body = html! {
        (sections(lang, Section::Security))
        p { (lang.pick(
            "Xác thực hai bước: ngoài mật khẩu còn cần mã của ứng dụng xác thực hoặc khóa truy cập. Mật khẩu bị lộ thì người khác vẫn không vào được.",
            "A second step beside the password: a code of an authenticator, or a passkey. A password that leaked opens nothing by itself.",
        )) }
        (fields.post(PATH, html! {
            (fields.checkboxes(&ROLES, &choices))
            p.actions { (button(lang.pick("Lưu", "Save"))) }
        }))
    };
    Ok(Page::new(lang.pick("Bảo mật đăng nhập", "Security of signing in")).desk().body(body))
}

/// `POST /quan-tri/bao-mat`
pub(super) async fn save(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<SeeOther, Problem> {
    let roles = typed.choices(&ROLES, &Role::ALL.map(|role| (role.key(), role)));
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| require(tx, doer.act(), &roles)).await {
        Ok(()) => Ok(SeeOther::to(PATH).done(Text::new("Đã lưu.", "Saved."))),
        Err(refused) => Err(Problem::conflict(refused.fault()?.text())),
    }
}
