//! A message beside what it tells: on which channel, to which address, how far it came.

use base::{Lang, clock::wall, text::format};
use web::{
    Markup, html,
    ui::{Tone, tag},
};

use crate::notices::{
    domain::{Message, State, masked},
    postroom::{NO_ADDRESS, NO_WAY, NOT_WANTED},
};

const fn tone(state: State) -> Tone {
    match state {
        State::Written | State::Waiting | State::Sending => Tone::Info,
        State::Sent | State::Delivered => Tone::Good,
        State::Kept => Tone::Warn,
        State::Failed => Tone::Bad,
    }
}

/// A line that says how a message fared, the address partly hidden, and what it said. The link to the recipient's choices is
/// left out: who reads the timeline may be somebody else.
pub fn delivery(lang: Lang, message: &Message) -> Markup {
    let channel = message.channel.label().get(lang);
    html! {
        p.delivery {
            @if message.state == State::Kept {
                (tag(tone(message.state), lang.pick("Chưa gửi tin báo", "Not told by message"))) " "
                (why(lang, message.reason.as_deref().unwrap_or_default()))
            } @else {
                (tag(tone(message.state), message.state.label().get(lang))) " "
                (channel) " " (masked(message.channel, &message.address)) ", "
                (format::date_time(wall(message.since)))
            }
        }
        details.opens {
            summary { (lang.pick("Nội dung tin", "What it said")) }
            div.message lang=(message.lang.code()) {
                @if !message.subject.is_empty() { p { strong { (message.subject) } } }
                @for line in without_link(message).lines() { p { (line) } }
            }
        }
    }
}

fn without_link(message: &Message) -> String {
    match message.facts.get("tuy_chon").filter(|link| !link.is_empty()) {
        Some(link) => message.text.replace(link.as_str(), "…"),
        None => message.text.clone(),
    }
}

/// Why a message is not further, in words; what a gateway says is shown as it said it.
pub fn why(lang: Lang, reason: &str) -> &str {
    match reason {
        NO_ADDRESS => lang.pick(
            "Người nhận chưa có số di động hay thư điện tử.",
            "The recipient has no mobile number and no mail address.",
        ),
        NO_WAY => lang.pick("Hệ thống chưa nối với kênh gửi nào dùng được.", "No usable gateway is set up."),
        NOT_WANTED => lang.pick("Người nhận chọn không nhận tin nhắn.", "The recipient wants no messages."),
        said => said,
    }
}
