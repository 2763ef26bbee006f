//! How somebody wants to be told: signed in, or by the link that stands in every message to them.

use axum::extract::{Path, State};
use base::{Lang, Text};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Choice, Form, Tone, button, notice},
};

use super::OWN;
use crate::{
    act::{Act, Doer},
    notices::{
        commands,
        domain::{Channel, Preference, Reachable, Recipient, masked},
        queries,
    },
};

/// The order of channels: first choice, second, third.
pub(super) const ORDER: [Field; 3] = [
    Field::new("kenh_1", Text::new("Ưu tiên 1", "First")),
    Field::new("kenh_2", Text::new("Ưu tiên 2", "Second")),
    Field::new("kenh_3", Text::new("Ưu tiên 3", "Third")),
];
const LANGUAGE: Field =
    Field::new("ngon_ngu", Text::new("Ngôn ngữ của thông báo", "Language of the notices")).required();
const REMINDERS: Field = Field::new("nhac", Text::new("Nhận tin nhắc việc", "Receive reminders"));

/// The channels chosen, in order; the same twice is an error.
pub(super) fn order(typed: &mut Submitted) -> Vec<Channel> {
    let known = Channel::ALL.map(|channel| (channel.key(), channel));
    let mut order = Vec::new();
    for field in &ORDER {
        match typed.choice(field, &known) {
            Some(channel) if order.contains(&channel) => {
                typed.error(field.name, Text::new("Kênh này đã được chọn ở trên.", "It is chosen above already."));
            }
            Some(channel) => order.push(channel),
            None => {}
        }
    }
    order
}

/// Whose choices a page shows, and what is known of them.
struct Known {
    to: Recipient,
    name: String,
    reachable: Reachable,
    chosen: Preference,
}

async fn known(app: &App, to: Recipient) -> Result<Known, Problem> {
    let ids = app.ids.clone();
    app.write(move |tx| {
        let (name, reachable) = queries::reachable(tx, to)?.ok_or_else(Problem::not_found)?;
        Ok(Known { to, name, reachable, chosen: commands::known(tx, &ids, to)? })
    })
    .await
}

fn own(visitor: &Visitor) -> Result<Recipient, Problem> {
    let actor = visitor.actor()?;
    let staff = actor.staff.map(Recipient::Staff);
    actor.person.map(Recipient::Person).or(staff).ok_or_else(Problem::forbidden)
}

async fn by_link(app: &App, link: String) -> Result<Recipient, Problem> {
    app.read(move |tx| queries::by_link(tx, &link)?.ok_or_else(Problem::not_found)).await
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let known = known(&app, own(&visitor)?).await?;
    Ok(page(&visitor, &known, &filled(&known.chosen), OWN, true))
}

pub(super) async fn show_by_link(
    State(app): State<App>,
    visitor: Visitor,
    Path(link): Path<String>,
) -> Result<Page, Problem> {
    let known = known(&app, by_link(&app, link.clone()).await?).await?;
    Ok(page(&visitor, &known, &filled(&known.chosen), &format!("/nt/{link}"), false))
}

fn filled(chosen: &Preference) -> Submitted {
    let typed = Submitted::blank().with(LANGUAGE.name, chosen.lang.code());
    let typed = if chosen.reminders { typed.with(REMINDERS.name, "1") } else { typed };
    chosen.channels.iter().zip(&ORDER).fold(typed, |typed, (channel, field)| typed.with(field.name, channel.key()))
}

fn page(visitor: &Visitor, known: &Known, typed: &Submitted, action: &str, signed_in: bool) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let choices = Channel::ALL.map(|channel| Choice::new(channel.key(), to(lang, known, channel)));
    let languages = [Choice::new("vi", "Tiếng Việt"), Choice::new("en", "English")];
    let none = Channel::ALL.iter().all(|channel| known.reachable.on(*channel).is_none());
    let staff = matches!(known.to, Recipient::Staff(_));
    let reminders = REMINDERS.hint(if staff {
        Text::new(
            "Mỗi ngày một tin về hồ sơ sắp đến hạn và quá hạn.",
            "Once a day, dossiers that are due soon and overdue.",
        )
    } else {
        Text::new(
            "Khi hồ sơ chờ bạn bổ sung giấy tờ, hoặc kết quả chưa được nhận.",
            "When a dossier waits for your papers, or a result has not been collected.",
        )
    });
    let body = html! {
        (fields.summary())
        @if none {
            (notice(lang, Tone::Warn, html! {
                p { (lang.pick(
                    "Hệ thống chưa có số di động hay thư điện tử của bạn, nên chưa gửi được tin nào.",
                    "We have neither a mobile number nor a mail address of yours, so nothing can be sent.",
                )) }
                @if signed_in && !staff { p { a href="/tai-khoan/thong-tin" { (lang.pick("Thêm cách liên hệ", "Add how to reach you")) } } }
            }))
        }
        (fields.post(action, html! {
            h2 { (lang.pick("Kênh nhận, theo thứ tự", "Channels, in order")) }
            p { (lang.pick(
                "Tin được gửi qua kênh đầu tiên dùng được; không gửi được thì chuyển sang kênh kế tiếp.",
                "A message goes by the first channel that works; when that fails, by the next.",
            )) }
            @for field in &ORDER { (fields.select(field, &choices).none(lang.pick("— Không dùng —", "— None —"))) }
            (fields.radios(&LANGUAGE, &languages))
            (fields.tick(&reminders))
            p.actions {
                (button(lang.pick("Lưu lựa chọn", "Save")))
                (button(lang.pick("Ngừng mọi tin nhắn", "Stop all messages")).quiet().sends("viec", "ngung"))
            }
        }).draft())
        @if !staff {
            p.aside { (lang.pick(
                "Dù ngừng tin nhắn, bạn vẫn xem được mọi thông báo ở trang theo dõi hồ sơ.",
                "Even without messages you can read everything where you follow your dossier.",
            )) }
        }
    };
    let page = Page::new(lang.pick("Nhận thông báo", "How you are told"));
    let page = if signed_in {
        page.above(html! { (known.name) }).crumb(lang.pick("Tài khoản", "Account"), "/tai-khoan")
    } else {
        // Whoever holds the link need not learn whose it is.
        page
    };
    page.body(body)
}

/// A channel with the address it leads to, partly hidden.
fn to(lang: Lang, known: &Known, channel: Channel) -> String {
    let label = channel.label().get(lang);
    match known.reachable.on(channel) {
        Some(address) => format!("{label}: {}", masked(channel, &address)),
        None => format!("{label} ({})", lang.pick("chưa có địa chỉ", "no address")),
    }
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, typed: Submitted) -> Result<Answer, Problem> {
    let doer = Doer::of(&app, &visitor)?;
    choose(&app, &visitor, own(&visitor)?, OWN.into(), doer, typed).await
}

pub(super) async fn save_by_link(
    State(app): State<App>,
    visitor: Visitor,
    Path(link): Path<String>,
    typed: Submitted,
) -> Result<Answer, Problem> {
    let to = by_link(&app, link.clone()).await?;
    let doer = Doer::system(&app, &visitor);
    choose(&app, &visitor, to, format!("/nt/{link}"), doer, typed).await
}

async fn choose(
    app: &App,
    visitor: &Visitor,
    to: Recipient,
    action: String,
    doer: Doer,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let stop = typed.get("viec") == "ngung";
    let (channels, lang, reminders) = if stop {
        let chosen = known(app, to).await?.chosen;
        (Vec::new(), chosen.lang, false)
    } else {
        let channels = order(&mut typed);
        let lang = typed.choice(&LANGUAGE, &[("vi", Lang::Vi), ("en", Lang::En)]).unwrap_or_default();
        (channels, lang, typed.tick(&REMINDERS))
    };
    if !typed.is_good() {
        let known = known(app, to).await?;
        return Ok(page(visitor, &known, &typed, &action, action == OWN).unprocessable().into());
    }
    let done = app
        .write(move |tx| {
            let act: Act = doer.act();
            commands::choose(tx, act, to, &channels, lang, reminders)
        })
        .await;
    done.or_else(|refused| refused.fault().and_then(|fault| Err(Problem::conflict(fault.words()))))?;
    let words = if stop {
        Text::new("Bạn sẽ không nhận tin nhắn nữa.", "You will get no more messages.")
    } else {
        Text::new("Đã lưu lựa chọn của bạn.", "Your choice is saved.")
    };
    Ok(SeeOther::to(action).done(words).into())
}
