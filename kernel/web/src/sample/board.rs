//! What staff and leaders see.

use base::Lang;
use maud::{Markup, html};

use crate::{
    form::Submitted,
    page::Page,
    ui::{
        Choice, Column, Form, Level, Pager, Search, Sorted, Stat, Tab, Table, Tile, Tone, button, card,
        chart::{Bar, Line, bars, sparkline},
        columns, grid, meter, tabs, tag, tiles,
    },
    visitor::Visitor,
};

const CASES: [(&str, &str, &str, Tone, &str, &str); 4] = [
    (
        "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "H10.45-240122-0107",
        "Trần Văn Bảy",
        Tone::Bad,
        "Quá 1 ngày",
        "1 day late",
    ),
    ("Đăng ký thành lập hộ kinh doanh", "H10.45-240205-0231", "Lê Thị Kim Thoa", Tone::Warn, "Hôm nay", "Today"),
    ("Cấp bản sao trích lục hộ tịch", "H10.45-240206-0240", "Điểu Krang", Tone::Good, "Còn 2 ngày", "2 days left"),
    (
        "Đăng ký biến động quyền sử dụng đất",
        "H10.45-240207-0018",
        "Công ty TNHH Hạt điều Phước Long",
        Tone::Good,
        "Còn 9 ngày",
        "9 days left",
    ),
];

const FIELD: crate::Field = crate::Field::new("linh_vuc", base::Text::new("Lĩnh vực", "Field"));
const STATE: crate::Field = crate::Field::new("trang_thai", base::Text::new("Trạng thái", "State"));

pub(super) async fn show(visitor: Visitor, typed: Submitted) -> Page {
    let lang = visitor.lang;
    let asked = typed.get("q").to_lowercase();
    let found = inbox(lang, &asked);
    let form = Form::new(lang, &typed);
    let fields = [Choice::new("ho-tich", "Hộ tịch"), Choice::new("xay-dung", "Xây dựng")];
    let states = [
        Choice::new("tre", lang.pick("Quá hạn", "Late")),
        Choice::new("hom-nay", lang.pick("Đến hạn hôm nay", "Due today")),
    ];
    let work = html! {
        (tabs(lang.pick("Việc của tôi", "My work"), &[
            Tab::new(lang.pick("Cần làm", "To do"), "/he-thong/mau/ban-lam-viec").count("4").here(true),
            Tab::new(lang.pick("Chờ bổ sung", "Waiting for papers"), "/he-thong/mau/ban-lam-viec?muc=cho").count("12"),
            Tab::new(lang.pick("Đã xong hôm nay", "Done today"), "/he-thong/mau/ban-lam-viec?muc=xong").count("7"),
        ]))
        (Search::new(lang, "/he-thong/mau/ban-lam-viec", "q", lang.pick("Tìm theo mã, tên người nộp", "Search by case or applicant")).value(typed.get("q")).live("viec")
            .more(html! {
                (form.select(&FIELD, &fields).none(lang.pick("Mọi lĩnh vực", "Every field")))
                (form.select(&STATE, &states).none(lang.pick("Mọi trạng thái", "Every state")))
            }))
        div #viec { (found) }
        (Pager::new(lang).before(Some("?truoc=1".into())).after(Some("?sau=4".into())).words(lang.pick("1–4 trong 1.234 hồ sơ", "1–4 of 1.234 cases")))
    };
    let body = html! {
        (grid(&figures(lang)))
        (columns(card(lang.pick("Việc của tôi hôm nay", "My work today"), work), html! {
            (card(lang.pick("Giải quyết đúng hạn theo địa bàn", "On time, by district"), map(lang)))
            (card(lang.pick("Hồ sơ theo lĩnh vực", "Cases by field"), fields_chart(lang)))
        }))
        (card(lang.pick("Đúng hạn, 12 tháng", "On time, 12 months"), trend(lang)))
        (card(lang.pick("Số liệu của các đơn vị", "Figures of the agencies"), figures_table(lang)))
    };
    Page::new(lang.pick("Bàn làm việc", "Desk"))
        .crumb(lang.pick("Mẫu giao diện", "Style guide"), "/he-thong/mau")
        .desk()
        .body(body)
        .fragment("viec", found)
}

fn inbox(lang: Lang, asked: &str) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Hồ sơ", "Case")),
        Column::text(lang.pick("Người nộp", "Applicant")).sorts("?xep=ten", Sorted::No),
        Column::text(lang.pick("Hạn", "Due")).sorts("?xep=han", Sorted::Up),
        Column::actions(lang.pick("Việc", "Action")),
    ];
    let shown =
        CASES.iter().filter(|case| case.0.to_lowercase().contains(asked) || case.2.to_lowercase().contains(asked));
    let mut table = Table::new(lang.pick("Hồ sơ cần làm", "Cases to do"), columns).quiet();
    let mut count = 0;
    for (name, code, who, tone, vi, en) in shown {
        count += 1;
        let cells = vec![
            html! { a href="#" { (name) } span.sub { (code) } },
            html! { (who) },
            html! { (tag(*tone, lang.pick(vi, en))) },
            html! { (button(lang.pick("Nhận", "Take")).quiet().about(*code)) },
        ];
        table = if *tone == Tone::Bad { table.urgent_row(cells) } else { table.row(cells) };
    }
    html! { p.aside role="status" { (count) (lang.pick(" hồ sơ, gấp nhất ở trên", " cases, the most urgent first")) } (table) }
}

fn figures(lang: Lang) -> [Markup; 4] {
    let some = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    [
        html! { (Stat::new(lang.pick("Hồ sơ giải quyết trước và đúng hạn", "Cases decided in time"), "98,80%").change(Tone::Good, lang.pick("tăng 0,4", "up 0,4"))
        .chart(sparkline(lang.pick("Từ 97,9% lên 98,8%", "From 97,9% to 98,8%"), &some(&[97.9, 98.0, 97.95, 98.3, 98.25, 98.6, 98.7, 98.8]), Some(98.4)))
        .feet(lang.pick("Mục tiêu 98%", "Target 98%"), lang.pick("10 phút trước", "10 minutes ago")).href("#")) },
        html! { (Stat::new(lang.pick("Số hoá hồ sơ, kết quả", "Digitised cases and results"), "37,19%").change(Tone::Bad, lang.pick("còn 62,81", "62,81 to go"))
        .chart(sparkline(lang.pick("Từ 30% lên 37%", "From 30% to 37%"), &some(&[30.0, 30.5, 32.0, 33.0, 35.0, 37.19]), Some(60.0)))
        .feet(lang.pick("Mục tiêu 100%", "Target 100%"), "Sở TT&TT").href("#")) },
        html! { (Stat::new(lang.pick("Phản ánh 1022 còn quá hạn", "1022 reports overdue"), "16").change(Tone::Warn, lang.pick("3 cơ quan", "3 agencies"))
        .chart(sparkline(lang.pick("Từ 22 xuống 16", "From 22 to 16"), &some(&[22.0, 20.0, 23.0, 17.0, 15.0, 16.0]), None))
        .feet(lang.pick("Mở danh sách", "Open the list"), lang.pick("trực tiếp", "live")).href("#")) },
        html! { (Stat::new(lang.pick("Cụm loa đang kết nối", "Loudspeakers connected"), "1.595").of("/1.639")
        .chart(meter(lang.pick("Cụm loa", "Loudspeakers"), 1595.0, 1639.0, lang.pick("1.595 trên 1.639", "1.595 of 1.639")))
        .feet(lang.pick("44 mất kết nối", "44 not connected"), lang.pick("20 giây", "20 seconds"))) },
    ]
}

fn map(lang: Lang) -> Markup {
    let at = |label: &str, row, col, value: &str, level| Tile {
        label: label.into(),
        row,
        col,
        value: value.into(),
        level,
        href: Some("#".into()),
    };
    let units = [
        at("Bù Gia Mập", 1, 3, "98,9", Level::Good),
        at("Bù Đốp", 2, 2, "98,2", Level::Good),
        at("Phước Long", 2, 3, "99,6", Level::Best),
        at("Bù Đăng", 2, 4, "98,4", Level::Good),
        at("Lộc Ninh", 3, 1, "99,1", Level::Best),
        at("Bình Long", 3, 2, "96,8", Level::Near),
        at("Phú Riềng", 3, 3, "99,2", Level::Best),
        at("Hớn Quản", 4, 2, "98,0", Level::Good),
        at("Đồng Phú", 4, 3, "94,1", Level::Low),
        at("Chơn Thành", 5, 2, "–", Level::None),
        at("Đồng Xoài", 5, 3, "99,4", Level::Best),
    ];
    let legend = [
        (Level::Best, lang.pick("từ 99%", "99% and more")),
        (Level::Good, lang.pick("đạt 98%", "98% and more")),
        (Level::Near, lang.pick("95–98%", "95–98%")),
        (Level::Low, lang.pick("dưới 95%", "below 95%")),
        (Level::None, lang.pick("chưa có số", "no figure")),
    ];
    tiles(
        lang.pick("Tỷ lệ đúng hạn của 11 huyện, thị xã, thành phố", "Share on time in the 11 districts"),
        &units,
        &legend.map(|(level, words)| (level, words.to_owned())),
    )
}

fn fields_chart(lang: Lang) -> Markup {
    let row = |label: &str, a: f64, b: f64, c: f64| {
        Bar::stacked(label, [a, b, c].map(|n| (n, base::text::format::integer(n as i64)))).href("#")
    };
    bars(
        lang.pick("Hồ sơ đang giữ", "Cases at hand"),
        lang.pick("Lĩnh vực", "Field"),
        &lang.pick(["Trong hạn", "Hôm nay", "Quá hạn"], ["In time", "Today", "Late"]),
        &[
            row("Hộ tịch", 412.0, 38.0, 4.0),
            row("Đất đai", 1_204.0, 96.0, 61.0),
            row("Xây dựng", 187.0, 12.0, 9.0),
            row("Hộ kinh doanh", 95.0, 21.0, 0.0),
        ],
        None,
        None,
    )
}

fn trend(lang: Lang) -> Markup {
    let times = (1..=12).map(|month| format!("{month}/2023")).collect();
    let some = |values: [f64; 12]| values.map(Some).to_vec();
    let mut online = some([61.0, 63.5, 64.0, 66.1, 69.0, 72.4, 74.0, 75.2, 78.8, 80.1, 82.5, 84.0]);
    online[4] = None;
    html! {
        (Line::new(lang, lang.pick("Tỷ lệ hồ sơ đúng hạn và nộp trực tuyến (%)", "Share in time and online (%)"), lang.pick("Đúng hạn tăng từ 94,2 lên 98,8; trực tuyến từ 61 lên 84.", "In time rises from 94,2 to 98,8, online from 61 to 84."), times)
            .series(lang.pick("Đúng hạn", "In time"), some([94.2, 94.0, 95.1, 95.0, 96.2, 96.8, 97.0, 97.9, 98.0, 98.3, 98.6, 98.8]))
            .series(lang.pick("Trực tuyến", "Online"), online)
            .target(98.0, lang.pick("Mục tiêu", "Target"))
            .write(|value| base::text::format::decimal(value, if value.fract() == 0.0 { 0 } else { 1 })))
    }
}

fn figures_table(lang: Lang) -> Markup {
    let columns = vec![
        Column::text(lang.pick("Đơn vị", "Agency")),
        Column::number(lang.pick("Tiếp nhận", "Received")),
        Column::number(lang.pick("Đúng hạn", "In time")),
        Column::number(lang.pick("Tỷ lệ", "Share")),
    ];
    let row = |a: &str, b: &str, c: &str, d: &str| vec![html! { (a) }, html! { (b) }, html! { (c) }, html! { (d) }];
    html! {
        (Table::new(lang.pick("Kết quả giải quyết, tháng 01/2024", "Results, January 2024"), columns).dense()
            .row(row("Sở Tài nguyên và Môi trường", "12.480", "12.101", "96,96%"))
            .row(row("UBND thành phố Đồng Xoài", "3.214", "3.195", "99,41%"))
            .row(row("UBND huyện Đồng Phú", "2.030", "1.910", "94,09%"))
            .total(row(lang.pick("Cộng", "Total"), "17.724", "17.206", "97,08%")))
    }
}
