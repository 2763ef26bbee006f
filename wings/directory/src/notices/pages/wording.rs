//! One wording: written, looked at with sample data, kept, put back; and its versions.

use axum::extract::{Path, State};
use base::{Lang, Text, clock::wall, text::format};
use store::journal::Recorded;
use web::{
    Answer, App, Field, Markup, Page, Problem, SeeOther, Submitted, Visitor, html,
    ui::{Column, Confirm, Form, Table, Tone, button, details, opens, tag},
};

use super::{PATH, Section, list::language, sections};
use crate::{
    act::Doer,
    notices::{
        commands::{self, Fault, stream},
        domain::{Alphabet, Channel, Kind, Wording, WordingFault, length, samples},
        postroom::Postroom,
        queries::{self, Written},
    },
};

const SUBJECT: Field = Field::new("tieu_de", Text::new("Tiêu đề thư", "Subject")).required().max(200);
const TEXT: Field = Field::new("noi_dung", Text::new("Nội dung", "Text")).required().max(4000).hint(Text::new(
    "Tên mục đặt giữa hai dấu ngoặc nhọn, ví dụ {ma_ho_so}. Các mục dùng được nằm ở bảng bên dưới.",
    "Names of facts stand between braces, as in {ma_ho_so}. The table below has all of them.",
));
const PLAIN: Field = Field::new(
    "khong_dau",
    Text::new(
        "Gửi không dấu (rẻ hơn, điện thoại nào cũng đọc được)",
        "Send without marks (cheaper, readable on every telephone)",
    ),
);
const REGISTERED: Field =
    Field::new("ma_mau", Text::new("Mã mẫu đã đăng ký với Zalo", "Number of the template registered with Zalo"))
        .max(40)
        .hint(Text::new(
            "Zalo chỉ gửi theo mẫu đã duyệt. Bỏ trống thì thông báo này không đi qua Zalo.",
            "Zalo carries approved templates only. Without a number this notice does not go by Zalo.",
        ));

/// Which wording a page is about.
struct Place {
    kind: &'static Kind,
    channel: Channel,
    text: Lang,
}

impl Place {
    fn find(app: &App, (kind, channel, lang): &(String, String, String)) -> Result<Self, Problem> {
        let kind = app.get::<Postroom>().kinds.get(kind).ok_or_else(Problem::not_found)?;
        let channel = Channel::from_key(channel).ok_or_else(Problem::not_found)?;
        let text = Lang::from_code(lang);
        if text.code() == lang { Ok(Self { kind, channel, text }) } else { Err(Problem::not_found()) }
    }

    fn path(&self) -> String {
        format!("{PATH}/mau/{}/{}/{}", self.kind.key, self.channel.key(), self.text.code())
    }
}

/// What is known of a wording.
struct Known {
    written: Option<Written>,
    versions: Vec<Recorded>,
}

async fn known(app: &App, place: &Place) -> Result<Known, Problem> {
    let (key, channel, lang) = (place.kind.key, place.channel, place.text);
    app.read(move |tx| {
        let written = queries::written(tx, key, channel, lang)?;
        Ok(Known { written, versions: store::journal::entries(tx, stream(key, channel, lang))? })
    })
    .await
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(path): Path<(String, String, String)>,
) -> Result<Page, Problem> {
    let place = Place::find(&app, &path)?;
    let known = known(&app, &place).await?;
    let wording = match &known.written {
        Some(written) => written.wording.clone(),
        None => place.kind.wording(place.channel, place.text),
    };
    Ok(page(&visitor, &place, &known, &typed(&wording), &wording))
}

fn typed(wording: &Wording) -> Submitted {
    let typed = Submitted::blank()
        .with(SUBJECT.name, &*wording.subject)
        .with(TEXT.name, &*wording.text)
        .with(REGISTERED.name, &*wording.registered);
    if wording.plain { typed.with(PLAIN.name, "1") } else { typed }
}

fn page(visitor: &Visitor, place: &Place, known: &Known, typed: &Submitted, wording: &Wording) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let body = html! {
        (sections(lang, Section::Wordings))
        (fields.summary())
        section.card.filling {
            (fields.post(place.path(), html! {
                @if place.channel == Channel::Mail { (fields.line(&SUBJECT)) }
                (fields.area(&TEXT).rows(if place.channel == Channel::Mail { 10 } else { 4 }))
                @if place.channel == Channel::Sms { (fields.tick(&PLAIN)) }
                @if place.channel == Channel::Zalo { (fields.line(&REGISTERED)) }
                p.actions {
                    (button(lang.pick("Lưu mẫu", "Keep it")).sends("viec", "luu"))
                    (button(lang.pick("Xem thử", "Preview")).quiet().sends("viec", "xem"))
                }
            }).draft())
        }
        (preview(lang, place, wording))
        section.card {
            h2 { (lang.pick("Các mục dùng được", "What can be mentioned")) }
            (facts(lang, place.kind))
        }
        (versions(lang, place, known))
    };
    Page::new(place.kind.label.get(lang))
        .crumb(lang.pick("Thông báo", "Notices"), PATH)
        .above(html! {
            (place.channel.label().get(lang)) ", " (language(lang, place.text)) " "
            @if known.written.is_some() { (tag(Tone::Info, lang.pick("đã sửa", "changed"))) }
            @else { (web::ui::tag::plain(lang.pick("mẫu có sẵn", "as it came"))) }
        })
        .desk()
        .body(body)
}

fn preview(lang: Lang, place: &Place, wording: &Wording) -> Markup {
    let said = wording.render(&samples(place.kind), place.text);
    html! {
        section.card #xem-thu {
            h2 { (lang.pick("Xem thử với dữ liệu mẫu", "As it looks with sample data")) }
            div.message lang=(place.text.code()) {
                @if !said.subject.is_empty() { p { strong { (said.subject) } } }
                @for line in said.text.lines() { p { (line) } }
            }
            @if place.channel == Channel::Sms { (measure(lang, &said.text, wording)) }
        }
    }
}

/// What a text message costs in parts, as it is and the other way.
fn measure(lang: Lang, text: &str, wording: &Wording) -> Markup {
    let shown = |text: &str| {
        let length = length(text);
        let most = match (length.alphabet, length.parts) {
            (Alphabet::Gsm7, 0 | 1) => 160,
            (Alphabet::Gsm7, parts) => parts * 153,
            (Alphabet::Ucs2, 0 | 1) => 70,
            (Alphabet::Ucs2, parts) => parts * 67,
        };
        format!(
            "{}: {}/{most} {}, {} {}",
            length.alphabet.name(),
            length.units,
            lang.pick("ký tự", "places"),
            length.parts,
            lang.pick("tin", if length.parts == 1 { "part" } else { "parts" }),
        )
    };
    html! {
        (details().text(lang.pick("Độ dài", "Length"), &shown(text)).text(
            lang.pick("Nếu bỏ dấu", "Without marks"),
            &if wording.plain { String::new() } else { shown(&base::text::plain(text)) },
        ))
    }
}

fn facts(lang: Lang, kind: &Kind) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Mục", "Name")),
        Column::text(lang.pick("Ý nghĩa", "What it is")),
        Column::text(lang.pick("Ví dụ", "Sample")),
    ];
    let rows = kind.all_facts().map(|fact| {
        vec![
            html! { code { "{" (fact.key) "}" } },
            html! { (fact.label.get(lang)) },
            html! { div.sample { (fact.sample) } },
        ]
    });
    html! { (Table::new(lang.pick("Các mục dùng được", "What can be mentioned"), columns).quiet().rows(rows)) }
}

fn versions(lang: Lang, place: &Place, known: &Known) -> Markup {
    html! {
        @if !known.versions.is_empty() {
            section.card {
                h2 { (lang.pick("Các lần sửa", "Versions")) }
                @for entry in known.versions.iter().rev() {
                    @let after = serde_json::from_str::<serde_json::Value>(&entry.body).unwrap_or_default()["after"].clone();
                    @let wording: Wording = serde_json::from_value(after).unwrap_or_default();
                    (opens(
                        &format!(
                            "{}, {}{}",
                            format::date_time(wall(entry.at)),
                            entry.actor_name,
                            if entry.kind == "notice.wording_reset" { lang.pick(": đưa về mẫu có sẵn", ": put back") } else { "" },
                        ),
                        html! { div.message {
                            @if !wording.subject.is_empty() { p { strong { (wording.subject) } } }
                            @for line in wording.text.lines() { p { (line) } }
                        } },
                    ))
                }
            }
        }
        @if known.written.is_some() {
            (Confirm::new(lang.pick("Đưa về mẫu có sẵn", "Put back the wording it came with"), html! {
                p { (lang.pick("Lời văn đang dùng vẫn còn trong danh sách các lần sửa.", "The present wording stays in the list of versions.")) }
                form method="post" action=(place.path()) {
                    (button(lang.pick("Đưa về mẫu có sẵn", "Put it back")).danger().sends("viec", "dat_lai"))
                }
            }).danger())
        }
    }
}

pub(super) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(path): Path<(String, String, String)>,
    mut typed: Submitted,
) -> Result<Answer, Problem> {
    let place = Place::find(&app, &path)?;
    let (kind, channel, lang) = (place.kind, place.channel, place.text);
    let doer = Doer::of(&app, &visitor)?;
    if typed.get("viec") == "dat_lai" {
        app.write(move |tx| commands::reset(tx, doer.act(), kind, channel, lang))
            .await
            .or_else(|refused| refused.fault().and_then(|fault| Err(Problem::conflict(fault.words()))))?;
        let done = Text::new("Đã đưa về mẫu có sẵn.", "It is as it came again.");
        return Ok(SeeOther::to(place.path()).done(done).into());
    }
    let subject = if channel == Channel::Mail { typed.line(&SUBJECT) } else { String::new() };
    let registered = if channel == Channel::Zalo { typed.line(&REGISTERED) } else { String::new() };
    let plain = channel == Channel::Sms && typed.tick(&PLAIN);
    let wording = Wording { subject, text: typed.lines(&TEXT), plain, registered };
    let checked = if typed.is_good() { wording.check(kind, channel, lang) } else { Ok(()) };
    if let Err(fault) = checked {
        wrong(&mut typed, &wording, &fault);
    }
    if !typed.is_good() || typed.get("viec") == "xem" {
        let known = known(&app, &place).await?;
        let page = page(&visitor, &place, &known, &typed, &wording);
        return Ok(if typed.is_good() { page } else { page.unprocessable() }.into());
    }
    let kept = wording.clone();
    match app.write(move |tx| commands::word(tx, doer.act(), kind, channel, lang, &kept)).await {
        Ok(()) => Ok(SeeOther::to(place.path()).done(Text::new("Đã lưu mẫu.", "It is kept.")).into()),
        Err(refused) => match refused.fault()? {
            Fault::Wording(fault) => {
                wrong(&mut typed, &wording, &fault);
                let known = known(&app, &place).await?;
                Ok(page(&visitor, &place, &known, &typed, &wording).unprocessable().into())
            }
            fault => Err(Problem::conflict(fault.words())),
        },
    }
}

/// Says what is wrong beside the field it stands in.
fn wrong(typed: &mut Submitted, wording: &Wording, fault: &WordingFault) {
    let in_subject = matches!(fault, WordingFault::Unknown(name) if wording.subject.contains(&format!("{{{name}}}")) && !wording.text.contains(&format!("{{{name}}}")));
    typed.error(if in_subject { SUBJECT.name } else { TEXT.name }, fault.words());
}
