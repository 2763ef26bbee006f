//! A form with every kind of field; sending it really reads it.

use axum::extract::State;
use base::Text;
use maud::html;

use crate::{
    app::App,
    form::{Field, FileRule, Submitted},
    page::Page,
    redirect::{Answer, SeeOther},
    ui::{Choice, Form, button, form::Attached},
    visitor::Visitor,
};

const NAME: Field = Field::new("ho_ten", Text::new("Họ và tên", "Full name")).required().max(100).autocomplete("name");
const NUMBER: Field = Field::new("so_dinh_danh", Text::new("Số định danh cá nhân", "Personal number"))
    .required()
    .max(12)
    .inputmode("numeric")
    .hint(Text::new("12 chữ số, in trên thẻ căn cước.", "12 digits, printed on the identity card."));
const BORN: Field = Field::new("ngay_sinh", Text::new("Ngày sinh", "Date of birth"))
    .required()
    .autocomplete("bday")
    .hint(Text::new("Ví dụ: 5 / 2 / 1990", "For example: 5 / 2 / 1990"));
const FROM: Field = Field::new("tu_ngay", Text::new("Từ ngày", "From"));
const PHONE: Field =
    Field::new("dien_thoai", Text::new("Điện thoại", "Telephone")).autocomplete("tel").inputmode("tel");
const SECRET: Field = Field::new("mat_khau", Text::new("Mật khẩu", "Password")).autocomplete("current-password");
const WHERE: Field = Field::new("noi_nop", Text::new("Nơi nộp", "Where to apply")).required();
const WAY: Field = Field::new("cach_nhan", Text::new("Cách nhận kết quả", "How to receive the result")).required();
const ABOUT: Field = Field::new("linh_vuc", Text::new("Lĩnh vực quan tâm", "Fields of interest"));
const COPIES: Field = Field::new("so_ban", Text::new("Số bản sao", "Copies")).required().max(3).inputmode("numeric");
const PRICE: Field =
    Field::new("gia_tri", Text::new("Giá trị công trình", "Value of the building")).max(20).inputmode("numeric");
const NOTE: Field = Field::new("ghi_chu", Text::new("Lời nhắn cho cán bộ", "A word to the officer")).max(300);
const PAPERS: Field =
    Field::new("giay_to", Text::new("Giấy chứng sinh", "Birth certificate of the hospital")).required();
const AGREE: Field =
    Field::new("cam_doan", Text::new("Tôi cam đoan lời khai trên là đúng.", "I declare that the above is true."))
        .required();

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Page {
    page(&app, &visitor, &Submitted::blank().with("cach_nhan", "buu_dien"))
}

pub(super) async fn send(State(app): State<App>, visitor: Visitor, mut typed: Submitted) -> Answer {
    typed.line(&NAME);
    typed.line(&NUMBER);
    typed.date(&BORN);
    typed.date(&FROM);
    typed.line(&PHONE);
    typed.choice(&WHERE, &[("tan_phu", ()), ("tan_dong", ())]);
    typed.choice(&WAY, &[("buu_dien", ()), ("mot_cua", ()), ("dien_tu", ())]);
    typed.integer(&COPIES, 1..=20);
    typed.money(&PRICE);
    typed.lines(&NOTE);
    typed.files(&PAPERS, &FileRule::papers(3, 10));
    typed.tick(&AGREE);
    if typed.is_good() {
        return SeeOther::to("/he-thong/mau/bieu-mau")
            .done(Text::new("Đã nhận tờ khai.", "The form was received."))
            .into();
    }
    page(&app, &visitor, &typed).unprocessable().into()
}

fn page(app: &App, visitor: &Visitor, typed: &Submitted) -> Page {
    let lang = visitor.lang;
    let form = Form::new(lang, typed);
    let places = [
        Choice::new("tan_phu", "UBND phường Tân Phú").group("Thành phố Đồng Xoài"),
        Choice::new("tan_dong", "UBND phường Tân Đồng").group("Thành phố Đồng Xoài"),
    ];
    let ways = [
        Choice::new("buu_dien", lang.pick("Qua bưu điện", "By post"))
            .hint(lang.pick("Bưu tá giao tận nhà, cước 26.000 đồng.", "Delivered to your door, 26.000 đồng.")),
        Choice::new("mot_cua", lang.pick("Tại Bộ phận Một cửa", "At the one-stop counter")),
        Choice::new("dien_tu", lang.pick("Bản điện tử", "Electronic copy"))
            .hint(lang.pick("Có giá trị như bản giấy.", "As valid as paper.")),
    ];
    let fields = [
        Choice::new("ho_tich", lang.pick("Hộ tịch", "Civil status")),
        Choice::new("dat_dai", lang.pick("Đất đai", "Land")),
    ];
    let rule = FileRule::papers(3, 10);
    let attached = [Attached {
        name: "giay-chung-sinh.pdf".into(),
        size: 1_468_006,
        href: Some("#".into()),
        remove: Some(("go".into(), "1".into())),
    }];
    let body = html! {
        (form.summary())
        (form.post("/he-thong/mau/bieu-mau", html! {
            (form.key(&app.ids))
            (form.line(&NAME))
            (form.line(&NUMBER).medium())
            (form.date(&BORN))
            (form.line(&PHONE).tel())
            (form.select(&WHERE, &places))
            (form.radios(&WAY, &ways))
            (form.checkboxes(&ABOUT, &fields))
            (form.line(&COPIES).short())
            (form.line(&PRICE).medium().suffix("đồng"))
            (form.day(&FROM))
            (form.line(&SECRET).password())
            (form.area(&NOTE))
            (form.file(&PAPERS, &rule).attached(&attached))
            (form.tick(&AGREE))
            p.actions { (button(lang.pick("Gửi tờ khai", "Send the form"))) (button(lang.pick("Lưu để làm sau", "Save for later")).quiet().sends("luu", "1")) }
        }).with_files().draft())
    };
    Page::new(lang.pick("Tờ khai đăng ký khai sinh", "Birth registration form"))
        .crumb(lang.pick("Mẫu giao diện", "Style guide"), "/he-thong/mau")
        .lead(lang.pick(
            "Khoảng 10 phút. Bạn có thể dừng và làm tiếp sau.",
            "About ten minutes. You may stop and go on later.",
        ))
        .body(body)
}
