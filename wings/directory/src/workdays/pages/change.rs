//! Adding days by their decision, and taking away what was added by mistake.

use axum::extract::State;
use base::{Text, calendar::DayKind};
use jiff::civil::Date;
use web::{Answer, App, Field, Problem, SeeOther, Submitted, Visitor, Words};

use super::{PATH, year};
use crate::{
    act::Doer,
    workdays::{Fault, NewDays, Refresh, commands, queries},
};

pub(super) const KIND: Field = Field::new("loai", Text::new("Loại ngày", "Kind of day")).required();
pub(super) const FROM: Field = Field::new("tu_ngay", Text::new("Từ ngày", "From")).required();
pub(super) const TO: Field = Field::new("den_ngay", Text::new("Đến ngày", "To"))
    .hint(Text::new("Bỏ trống khi chỉ có một ngày.", "Leave empty for a single day."));
pub(super) const NAME: Field = Field::new("ten", Text::new("Dịp", "Occasion")).required().max(80).hint(Text::new(
    "Như sẽ hiện khi giải thích hạn trả. Ví dụ: Tết Mậu Thân.",
    "As it is shown when a date is explained. For example: Tết Mậu Thân.",
));
pub(super) const NAME_EN: Field =
    Field::new("ten_en", Text::new("Dịp, bằng tiếng Anh", "Occasion in English")).required().max(80);
pub(super) const DECISION: Field =
    Field::new("van_ban", Text::new("Văn bản quyết định", "Decision")).required().max(120).hint(Text::new(
        "Số, ký hiệu và ngày. Ví dụ: 8726/VPCP-KGVX ngày 26/11/2024.",
        "Number and date. For example: 8726/VPCP-KGVX of 26/11/2024.",
    ));

pub(super) async fn add(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let kind = typed.choice(&KIND, &DayKind::ALL.map(|kind| (kind.key(), kind)));
    let (from, to) = (typed.date(&FROM), typed.date(&TO));
    let (name_vi, name_en, decision) = (typed.line(&NAME), typed.line(&NAME_EN), typed.line(&DECISION));
    let (Some(kind), Some(from), true) = (kind, from, typed.is_good()) else {
        return Ok(year::page(&app, &visitor, &typed, from).await?.unprocessable().into());
    };
    let new = NewDays { from, to: to.unwrap_or(from), kind, name_vi, name_en, decision };
    let doer = Doer::of(&app, &visitor)?;
    let done = app
        .write(move |tx| {
            let count = commands::add(tx, doer.act(), &new)?;
            Ok::<_, commands::Error>((count, queries::calendar(tx)?))
        })
        .await;
    match done {
        Ok((count, calendar)) => {
            (app.get::<Refresh>().0)(&app, calendar);
            let words =
                Words::new(format!("Đã thêm {count} ngày vào lịch."), format!("Added to the calendar: {count}."));
            Ok(SeeOther::to(format!("{PATH}?nam={}", from.year())).done(words).into())
        }
        Err(refused) => {
            let fault = refused.fault()?;
            let field = match fault {
                Fault::Name => NAME.name,
                Fault::Order | Fault::TooMany => TO.name,
                _ => FROM.name,
            };
            typed.error(field, fault.words());
            Ok(year::page(&app, &visitor, &typed, Some(from)).await?.unprocessable().into())
        }
    }
}

pub(super) async fn withdraw(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let day: Date = typed.hidden("ngay")?;
    let doer = Doer::of(&app, &visitor)?;
    let done = app
        .write(move |tx| {
            commands::withdraw(tx, doer.act(), day)?;
            Ok::<_, commands::Error>(queries::calendar(tx)?)
        })
        .await;
    match done {
        Ok(calendar) => {
            (app.get::<Refresh>().0)(&app, calendar);
            let words = Text::new("Đã bỏ ngày này khỏi lịch.", "The day was taken out of the calendar.");
            Ok(SeeOther::to(format!("{PATH}?nam={}", day.year())).done(words).into())
        }
        Err(refused) => Err(Problem::conflict(refused.fault()?.words())),
    }
}
