use axum::extract::State;
use base::{AgencyId, Lang, Text, codes::AgencyCode};
use web::{
    Answer, App, Field, Page, Problem, SeeOther, Submitted, Visitor, Words, html,
    ui::{Choice, Form, button},
};

use super::{choices, href, words};
use crate::{
    act::Doer,
    agencies::{Code, Fault, Kind, NewAgency, commands},
    places::Level,
    snapshot::Directory,
};

pub(super) const NAME: Field = Field::new("ten", Text::new("Tên đầy đủ", "Full name")).required();
pub(super) const SHORT: Field = Field::new("ten_ngan", Text::new("Tên ngắn", "Short name")).required().max(80);
const SLUG: Field = Field::new("khoa", Text::new("Khóa", "Key")).required().max(60).hint(Text::new(
    "Chữ thường không dấu, chữ số, gạch nối; không đổi về sau. Ví dụ: so-noi-vu.",
    "Small letters, digits, hyphens; never changes. For example: so-noi-vu.",
));
const KIND: Field = Field::new("loai", Text::new("Loại", "Kind")).required();
const LEVEL: Field = Field::new("cap", Text::new("Cấp", "Tier")).required();
pub(super) const PARENT: Field = Field::new("cap_tren", Text::new("Đơn vị cấp trên", "Agency above"));
const PLACE: Field = Field::new("dia_ban", Text::new("Mã địa bàn", "Code of the place"))
    .max(5)
    .inputmode("numeric")
    .hint(Text::new("Nơi đơn vị quản lý hoặc đặt trụ sở.", "Which it governs or sits in."));
pub(super) const CODE: Field = Field::new("ma", Text::new("Mã định danh", "Official code"))
    .max(35)
    .hint(Text::new("Theo QĐ 20/2020/QĐ-TTg, như H10.01.", "By QĐ 20/2020/QĐ-TTg, as in H10.01."));
pub(super) const PROVISIONAL: Field =
    Field::new("ma_tam", Text::new("Mã tạm, chưa có mã chính thức", "Provisional: no official code yet"));
pub(super) const ONE_STOP: Field =
    Field::new("mot_cua", Text::new("Người dân nộp hồ sơ được tại đơn vị này", "People can file with it"));
pub(super) const FROM: Field = Field::new("tu_ngay", Text::new("Có hiệu lực từ ngày", "In force from")).required();
pub(super) const BASIS: Field = Field::new("can_cu", Text::new("Căn cứ", "Basis"))
    .required()
    .hint(Text::new("Số, ký hiệu và ngày của quyết định.", "Number and date of the decision."));

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Page {
    let blank = Submitted::blank().with(FROM.name, visitor.today.to_string()).with(LEVEL.name, Level::Province.key());
    form(&app, &visitor, &blank)
}

fn form(app: &App, visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let fields = Form::new(lang, typed);
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.key(), kind.label().get(lang)));
    let levels = Level::ALL.map(|level| Choice::new(level.key(), level.label().get(lang)));
    let parents = choices(&app.get::<Directory>().agencies(), visitor.today);
    let body = html! {
        (fields.summary())
        (fields.post("/quan-tri/don-vi/moi", html! {
            (fields.line(&NAME))
            (fields.line(&SHORT))
            (fields.line(&SLUG).medium())
            (fields.select(&KIND, &kinds))
            (fields.radios(&LEVEL, &levels))
            (fields.select(&PARENT, &parents).none(lang.pick("Không có", "None")))
            (fields.line(&PLACE).short())
            (fields.line(&CODE).medium())
            (fields.tick(&PROVISIONAL))
            (fields.tick(&ONE_STOP))
            (fields.day(&FROM))
            (fields.line(&BASIS))
            p.actions { (button(lang.pick("Thêm đơn vị", "Add the agency"))) }
        }).draft())
    };
    Page::new(lang.pick("Thêm đơn vị", "Add an agency"))
        .crumb(lang.pick("Đơn vị", "Agencies"), "/quan-tri/don-vi")
        .body(body)
}

pub(super) async fn send(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Result<Answer, Problem> {
    let (name, short, slug) = (typed.line(&NAME), typed.line(&SHORT), typed.line(&SLUG));
    let kind = typed.choice(&KIND, &Kind::ALL.map(|kind| (kind.key(), kind)));
    let level = typed.choice(&LEVEL, &Level::ALL.map(|level| (level.key(), level)));
    let (parent, place) = (typed.parsed::<AgencyId>(&PARENT), typed.line(&PLACE));
    let (code, one_stop) = (code(&mut typed), typed.tick(&ONE_STOP));
    let (from, basis) = (typed.date(&FROM), typed.line(&BASIS));
    if let Some(from) = from
        && !place.is_empty()
        && app.get::<Directory>().places().as_of(&place, from).is_none()
    {
        typed.error(
            PLACE.name,
            Text::new("Không có địa bàn mã này vào ngày hiệu lực.", "No place has this code on that day."),
        );
    }
    let (Some(kind), Some(level), Some(from), true) = (kind, level, from, typed.is_good()) else {
        return Ok(form(&app, &visitor, &typed).unprocessable().into());
    };
    let place = (!place.is_empty()).then_some(place);
    let new = NewAgency { slug: slug.clone(), from, code, name, short, kind, level, parent, place, one_stop, basis };
    let doer = Doer::of(&app, &visitor)?;
    match app.write(move |tx| commands::create(tx, doer.act(), new.clone())).await {
        Ok(_) => Ok(SeeOther::to(href(&slug)).done(Text::new("Đã thêm đơn vị.", "The agency was added.")).into()),
        Err(refused) => {
            explain(&mut typed, &refused.fault()?, SLUG.name);
            Ok(form(&app, &visitor, &typed).unprocessable().into())
        }
    }
}

/// The code typed, if it is one.
pub(super) fn code(typed: &mut Submitted) -> Option<Code> {
    let (text, provisional) = (typed.line(&CODE), typed.tick(&PROVISIONAL));
    if text.is_empty() {
        return None;
    }
    match AgencyCode::parse(&text) {
        Ok(code) => Some(Code { code, provisional }),
        Err(error) => {
            typed.error(CODE.name, Words::new(error.message(Lang::Vi), error.message(Lang::En)));
            None
        }
    }
}

/// Puts a refusal beside the field it is about; `other` where it is about none of the usual ones.
pub(super) fn explain(typed: &mut Submitted, fault: &Fault, other: &'static str) {
    let field = match fault {
        Fault::Name => NAME.name,
        Fault::Basis => BASIS.name,
        Fault::CodeTaken(..) => CODE.name,
        Fault::Parent | Fault::Circle => PARENT.name,
        Fault::NotThen | Fault::Later(_) => FROM.name,
        _ => other,
    };
    typed.error(field, words(fault));
}
