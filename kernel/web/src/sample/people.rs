//! What citizens see.

use maud::html;

use crate::{
    page::Page,
    problem::What,
    ui::{
        Event, FileLink, Promise, Search, Tone, Way, button, card, details, empty, files, icon, layout, link, notice,
        opens, pills, steps, tag, timeline, ways,
    },
    visitor::Visitor,
};

pub(super) async fn show(visitor: Visitor) -> Page {
    let lang = visitor.lang;
    let t = |vi: &'static str, en: &'static str| lang.pick(vi, en);
    let hero = html! {
        h1 { (t("Hôm nay bạn cần làm thủ tục gì?", "What do you need to do today?")) }
        (Search::new(lang, "/he-thong/mau", "q", t("Tìm thủ tục", "Find a procedure"))
            .placeholder(t("Ví dụ: khai sinh, xây nhà…", "For example: birth, building…")).big())
        (pills(t("Hay được tìm", "Often asked for"), &[
            (t("Đăng ký khai sinh", "Birth registration"), "#khai-sinh"),
            (t("Chứng thực bản sao", "Certified copy"), "#nut"),
            (t("Hộ kinh doanh", "Household business"), "#nut"),
            (t("Giấy phép xây dựng", "Building permit"), "#nut"),
        ]))
    };
    let tracking = html! {
        section.card #khai-sinh {
            p { (tag(Tone::Info, t("Đang xử lý", "In progress"))) }
            div {
                h2 { (t("Đăng ký khai sinh", "Birth registration")) }
                p.aside { (t("Mã hồ sơ ", "Case ")) strong { "H10.45-240205-0012" } " · UBND phường Tân Phú" }
            }
            (Promise::new(lang, t("Hẹn trả kết quả", "Result promised for"), t("Thứ Năm, 15/02/2024", "Thursday 15/02/2024"))
                .machine("2024-02-15")
                .left(Tone::Good, t("Còn 3 ngày làm việc", "3 working days left"))
                .because_of(
                    t("Nhận lúc 16:10 ngày 05/02, sau 15 giờ, nên bắt đầu tính từ ngày 06/02.", "Received at 16:10 on 05/02, after 15:00, so the count begins on 06/02."),
                    t("Luật Hộ tịch 2014, Điều 16", "Civil Status Act 2014, Art. 16"),
                )
                .because(t("Thời hạn 1 ngày làm việc, cộng 2 ngày hỏi cơ quan công an về cư trú.", "One working day, and two more to ask the police about residence."))
                .because(t("Nghỉ Tết Nguyên đán từ 08/02 đến 14/02 không tính.", "The Tết holidays from 08/02 to 14/02 do not count."))
                .then(html! { p { (t("Bạn không cần làm gì thêm.", "You need not do anything more.")) } })
                .open())
            h3 { (t("Diễn biến", "What happened")) }
            (timeline(t("Diễn biến", "What happened"), &[
                Event::done(t("Đã nhận hồ sơ trực tuyến", "Received online"), "05/02/2024 16:10")
                    .by(t("Bộ phận Một cửa phường Tân Phú", "One-stop counter, Tân Phú ward")),
                Event::done(t("Cán bộ tư pháp kiểm tra, đủ giấy tờ", "Checked by the civil status officer: complete"), "06/02/2024 08:25"),
                Event::now(t("Hỏi Công an phường về cư trú", "The police are asked about residence"), "06/02/2024 08:40")
                    .by(t("chờ trả lời đến 15/02", "answer expected by 15/02")),
                Event::next(t("Tiếp theo: lãnh đạo ký, trả kết quả qua bưu điện", "Next: signed by the leader, sent by post"), t("dự kiến 15/02/2024", "expected on 15/02/2024")),
            ]))
        }
    };
    let promises = html! {
        (Promise::new(lang, t("Hẹn trả kết quả", "Result promised for"), t("Hôm nay, 12/02/2024", "Today, 12/02/2024"))
            .left(Tone::Warn, t("Đến hạn hôm nay", "Due today"))
            .because(t("Thời hạn 5 ngày làm việc kể từ ngày 05/02.", "Five working days from 05/02.")))
        (Promise::new(lang, t("Đã hẹn trả kết quả", "Result was promised for"), t("Thứ Sáu, 09/02/2024", "Friday 09/02/2024"))
            .left(Tone::Bad, t("Quá hạn 1 ngày làm việc", "1 working day late"))
            .then(html! { p { (t("Cơ quan xin lỗi bạn và hẹn lại ngày 14/02/2024. ", "The agency apologises and promises a new date: 14/02/2024. ")) a href="#nut" { (t("Xem thư xin lỗi", "Read the letter")) } } }))
    };
    let actions = html! {
        p.actions #nut {
            (button(t("Nộp hồ sơ", "Apply")))
            (button(t("Lưu để làm sau", "Save for later")).quiet())
            (button(t("Xoá bản nháp", "Delete the draft")).danger())
            (link(t("Xem biểu mẫu", "See the form"), "/he-thong/mau/bieu-mau").quiet())
        }
        (crate::ui::Confirm::new(t("Rút hồ sơ", "Withdraw the case"), html! {
            p { (t("Cơ quan sẽ dừng giải quyết và trả lại giấy tờ. Nếu cần, bạn phải nộp lại từ đầu.", "The agency will stop and return your papers. You would have to apply again.")) }
            p.actions { (button(t("Rút hồ sơ này", "Withdraw this case")).danger()) }
        }).danger())
    };
    let states = html! {
        p.actions { @for (tone, word) in [(Tone::Info, t("Đang xử lý", "In progress")), (Tone::Good, t("Còn 2 ngày", "2 days left")), (Tone::Warn, t("Hôm nay", "Today")), (Tone::Bad, t("Quá 1 ngày", "1 day late"))] { (tag(tone, word)) }
            (crate::ui::tag::plain(t("Toàn trình", "Fully online"))) }
        @for tone in Tone::ALL { (notice(lang, tone, html! { p { (t("Bạn có thể nộp hồ sơ vào bất cứ lúc nào; hồ sơ nộp sau 15 giờ được tính từ ngày làm việc tiếp theo.", "You may apply at any time; what comes after 15:00 counts from the next working day.")) } })) }
        (notice::session_ended(lang))
    };
    let body = html! {
        (steps(lang, &[(t("Chọn thủ tục", "Procedure"), Some("#")), (t("Điền tờ khai", "Form"), Some("#")), (t("Đính kèm giấy tờ", "Papers"), None), (t("Kiểm tra và nộp", "Check and send"), None)], 2))
        (tracking)
        (promises)
        (card(t("Thông tin hồ sơ", "About the case"), html! {
            (details()
                .text(t("Người nộp", "Applicant"), "Nguyễn Thị Ánh Nguyệt")
                .row(t("Điện thoại", "Telephone"), html! { "0912 345 678" }).change(t("Sửa", "Change"), "#")
                .row(t("Nhận kết quả", "Result by"), html! { (t("Qua bưu điện, về Khu phố 2, phường Tân Phú, thành phố Đồng Xoài", "By post, to Quarter 2, Tân Phú ward, Đồng Xoài city")) })
                    .change(t("Sửa", "Change"), "#")
                .row(t("Lệ phí", "Fee"), html! { strong { (t("Miễn", "None")) } }))
        }))
        (card(t("Giấy tờ", "Papers"), files(t("Giấy tờ", "Papers"), &[
            FileLink::new("to-khai-dang-ky-khai-sinh.pdf", "#", 184_320).about(t("tờ khai", "form")),
            FileLink::new("giay-chung-sinh.pdf", "#", 1_468_006).about(t("bệnh viện ký số", "signed by the hospital")),
        ])))
        (actions)
        (ways(&[
            Way::new(t("Đăng ký khai sinh", "Birth registration"), "#khai-sinh")
                .about(html! { (t("Cấp xã · 1 ngày làm việc · miễn lệ phí", "Commune · 1 working day · no fee")) }),
            Way::new(t("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Permit to build a house"), "#nut")
                .about(html! { (t("Cấp huyện · 20 ngày · 75.000 đồng", "District · 20 days · 75.000 đồng")) }),
            Way::new(t("Đăng ký thành lập hộ kinh doanh", "Registering a household business"), "#nut")
                .about(html! { (t("Cấp huyện · 3 ngày làm việc · 100.000 đồng", "District · 3 working days · 100.000 đồng")) }),
        ]))
        (states)
        (empty(t("Bạn chưa có hồ sơ nào", "You have no cases yet"), html! {
            p { (t("Hồ sơ bạn nộp sẽ hiện ở đây, kèm ngày hẹn và người đang giữ.", "What you apply for will be shown here, with its date and who has it.")) }
            (link(t("Tìm thủ tục", "Find a procedure"), "#"))
        }))
        (opens(t("Căn cứ pháp lý", "Legal basis"), html! { p.aside { (t("Luật Hộ tịch 2014; Nghị định 61/2018/NĐ-CP và Nghị định 107/2021/NĐ-CP.", "Civil Status Act 2014; Decrees 61/2018 and 107/2021.")) } }))
        (layout::plain_card(html! {
            h2 { (t("Trang khác của mẫu", "More of the guide")) }
            ul {
                li { a href="/he-thong/mau/ban-lam-viec" { (t("Bàn làm việc và bảng điều hành", "Desk and board")) } }
                li { a href="/he-thong/mau/bieu-mau" { (t("Biểu mẫu", "Form")) } }
                @for what in What::ALL { li { a href={"/he-thong/mau/loi/" (what.key())} { (what.title().get(lang)) } } }
            }
            p.actions { @for drawn in [icon::search(), icon::person(), icon::file(), icon::download(), icon::next(), icon::back(), icon::check(), icon::print(), icon::phone(), icon::menu(), icon::tray()] { (drawn) } }
        }))
    };
    Page::new(t("Mẫu giao diện", "Style guide")).hero(hero).body(body)
}
