//! Quiet hours and the order of channels.

use axum::extract::State;
use base::Text;
use jiff::civil::Time;
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Choice, Form, button},
};

use super::{RULES, Section, own::ORDER, sections};
use crate::{
    act::Doer,
    notices::{
        commands,
        domain::{Channel, Rules},
        queries,
    },
};

const FROM: Field = Field::new("yen_tinh_tu", Text::new("Giờ yên tĩnh bắt đầu", "Quiet hours begin"))
    .required()
    .max(5)
    .hint(Text::new(
        "Ví dụ 21:00. Tin nhắn và Zalo không gửi trong giờ này; thư điện tử vẫn gửi.",
        "As 21:00. No text messages and no Zalo in these hours; mail goes out.",
    ));
const UNTIL: Field = Field::new("yen_tinh_den", Text::new("Giờ yên tĩnh kết thúc", "Quiet hours end"))
    .required()
    .max(5)
    .hint(Text::new(
        "Ví dụ 07:00. Trùng giờ bắt đầu nghĩa là không có giờ yên tĩnh.",
        "As 07:00. The same as the beginning means none.",
    ));

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let rules = app.read(|tx| Ok::<_, Problem>(queries::rules(tx)?)).await?;
    let hour = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let typed = Submitted::blank().with(FROM.name, hour(rules.quiet_from)).with(UNTIL.name, hour(rules.quiet_until));
    let typed =
        rules.order.iter().enumerate().fold(typed, |typed, (n, channel)| typed.with(ORDER[n].name, channel.key()));
    Ok(page(&visitor, &typed))
}

fn page(visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let choices = Channel::ALL.map(|channel| Choice::new(channel.key(), channel.label().get(lang)));
    let body = html! {
        (sections(lang, Section::Rules))
        (fields.summary())
        section.card.filling {
            (fields.post(RULES, html! {
                (fields.line(&FROM))
                (fields.line(&UNTIL))
                h2 { (lang.pick("Thứ tự kênh cho người chưa chọn", "Order of channels for those who chose none")) }
                @for field in &ORDER { (fields.select(field, &choices).none(lang.pick("— Không dùng —", "— None —"))) }
                p.actions { (button(lang.pick("Lưu", "Save"))) }
            }).draft())
        }
    };
    Page::new(lang.pick("Thông báo", "Notices")).desk().body(body)
}

fn hour(typed: &mut Submitted, field: &Field) -> Option<Time> {
    let text = typed.line(field);
    if text.is_empty() {
        return None;
    }
    let read = text.replace(['h', 'g'], ":").split_once(':').and_then(|(hour, minute)| {
        let minute = if minute.trim().is_empty() { "0" } else { minute };
        Time::new(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0, 0).ok()
    });
    if read.is_none() {
        typed.error(
            field.name.to_owned(),
            Text::new("Hãy nhập giờ và phút, ví dụ 21:00.", "Enter hours and minutes, as 21:00."),
        );
    }
    read
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let (from, until) = (hour(&mut typed, &FROM), hour(&mut typed, &UNTIL));
    let order = super::own::order(&mut typed);
    if order.is_empty() && typed.is_good() {
        typed.error(ORDER[0].name, Text::new("Hãy chọn ít nhất một kênh.", "Choose at least one channel."));
    }
    let (Some(quiet_from), Some(quiet_until), true) = (from, until, typed.is_good()) else {
        return Ok(page(&visitor, &typed).unprocessable().into());
    };
    let (doer, rules) = (Doer::of(&app, &visitor)?, Rules { quiet_from, quiet_until, order });
    match app.write(move |tx| commands::set_rules(tx, doer.act(), &rules)).await {
        Ok(()) => Ok(SeeOther::to(RULES).done(Text::new("Đã lưu.", "Saved.")).into()),
        Err(refused) => Err(Problem::conflict(refused.fault()?.words())),
    }
}
