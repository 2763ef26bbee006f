//! When reminders are given: the administrator's screen.

use axum::extract::State;
use base::{Permission, Role, Text};
use directory::{Act, Doer, Refused};
use serde_json::json;
use store::Tx;
use uuid::Uuid;
use web::{
    Access, Answer, App, Field, Page, Problem, Routes, SeeOther, Submitted, Visitor, Words, html,
    ui::{Form, button},
};

use super::{Rules, THRESHOLDS};

/// Setting when reminders are given.
pub const MANAGE: Permission = Permission {
    id: "dossier.reminders",
    label: Text::new("Đặt ngưỡng nhắc hạn", "Set when reminders are given"),
    roles: &[Role::Admin],
};

/// Where it is set.
pub const PATH: &str = "/quan-tri/nhac-han";
/// The stream of its history.
const STREAM: Uuid = Uuid::from_u128(0x6e68_6163_0000_0000_8000_0000_0000_0001);
/// The furthest a threshold may lie, in days.
const FURTHEST: u32 = 60;

const BEFORE: Field = Field::new(
    "truoc_han",
    Text::new("Nhắc cán bộ và lãnh đạo trước hạn", "Remind officer and head before the promised day"),
)
.max(40)
.hint(Text::new(
    "Số ngày làm việc còn lại, cách nhau bằng dấu phẩy; 0 là đúng ngày hẹn. Ví dụ: 2, 0. Bỏ trống thì không nhắc.",
    "Working days left, with commas between; 0 is the day itself. As 2, 0. Empty means never.",
));
const LATE: Field = Field::new(
    "qua_han",
    Text::new("Nhắc thêm một lần khi hồ sơ quá hạn", "Remind once more when the promise is broken"),
);
const SUPPLEMENT: Field =
    Field::new("cho_bo_sung", Text::new("Nhắc người nộp bổ sung giấy tờ", "Remind applicants of missing papers"))
        .max(40)
        .hint(Text::new("Sau bao nhiêu ngày kể từ khi yêu cầu. Ví dụ: 5, 15.", "After how many days. As 5, 15."));
const RESULT: Field =
    Field::new("cho_nhan", Text::new("Nhắc người nộp đến nhận kết quả", "Remind applicants to collect the result"))
        .max(40)
        .hint(Text::new("Sau bao nhiêu ngày kể từ khi có kết quả. Ví dụ: 5, 15.", "After how many days. As 5, 15."));

/// The routes of the screen.
pub fn routes() -> Routes {
    const ADMIN: Access = Access::Needs(&MANAGE);
    Routes::new().get(PATH, ADMIN, show).post(PATH, ADMIN, save)
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let rules = app.read(|tx| Ok::<_, Problem>(Rules::read(tx)?)).await?;
    let list = |days: &[u32]| days.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let typed = Submitted::blank()
        .with(BEFORE.name, list(&rules.before))
        .with(SUPPLEMENT.name, list(&rules.supplement))
        .with(RESULT.name, list(&rules.result));
    let typed = if rules.late { typed.with(LATE.name, "1") } else { typed };
    Ok(page(&visitor, &typed))
}

fn page(visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (fields.summary())
        section.card.filling {
            (fields.post(PATH, html! {
                (fields.line(&BEFORE))
                (fields.tick(&LATE))
                (fields.line(&SUPPLEMENT))
                (fields.line(&RESULT))
                p.actions { (button(lang.pick("Lưu", "Save"))) }
            }).draft())
        }
    };
    Page::new(lang.pick("Nhắc hạn", "Reminders"))
        .lead(lang.pick(
            "Mỗi sáng ngày làm việc, mỗi cán bộ nhận một tin gộp các hồ sơ vừa chạm ngưỡng; mỗi ngưỡng chỉ nhắc một lần.",
            "On the morning of each working day a member of staff gets one digest of the dossiers that have just passed a threshold; each threshold is told once.",
        ))
        .desk()
        .body(body)
}

/// A few numbers of days, from the least allowed.
fn days(typed: &mut Submitted, field: &Field, least: u32) -> Vec<u32> {
    let text = typed.line(field);
    let parts = text.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let read: Result<Vec<u32>, _> = parts.map(str::parse).collect();
    match read {
        Ok(mut days) if days.len() <= THRESHOLDS && days.iter().all(|day| (least..=FURTHEST).contains(day)) => {
            days.sort_unstable_by(|a, b| b.cmp(a));
            days.dedup();
            days
        }
        _ => {
            let words = Words::new(
                format!("Hãy nhập tối đa {THRESHOLDS} số ngày từ {least} đến {FURTHEST}, cách nhau bằng dấu phẩy."),
                format!("Enter at most {THRESHOLDS} numbers of days from {least} to {FURTHEST}, with commas between."),
            );
            typed.error(field.name.to_owned(), words);
            Vec::new()
        }
    }
}

async fn save(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let rules = Rules {
        before: days(&mut typed, &BEFORE, 0),
        late: typed.tick(&LATE),
        supplement: days(&mut typed, &SUPPLEMENT, 1),
        result: days(&mut typed, &RESULT, 1),
    };
    if !typed.is_good() {
        return Ok(page(&visitor, &typed).unprocessable().into());
    }
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| set(tx, doer.act(), &rules)).await {
        Ok(()) => Ok(SeeOther::to(PATH).done(Text::new("Đã lưu.", "Saved.")).into()),
        Err(Refused::Store(error)) => Err(error.into()),
        Err(_) => Err(Problem::forbidden()),
    }
}

fn set(tx: &mut Tx, act: Act, rules: &Rules) -> Result<(), Refused<std::convert::Infallible>> {
    act.needs(&MANAGE)?;
    let before = Rules::read(tx)?;
    if before != *rules {
        act.record(tx, STREAM, "reminders.set", json!({ "before": before, "after": rules }))?;
        rules.keep(tx)?;
    }
    Ok(())
}
