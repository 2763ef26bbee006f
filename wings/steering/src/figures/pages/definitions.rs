//! What each figure means, in both languages: shown on every page of figures and sent with them.

use base::{Lang, Text};
use web::{Markup, html, ui::details};

use super::{asked::Asked, parts::target_words};
use crate::figures::Indicator;

/// How each figure is computed, in the words of whoever has to answer for it.
pub(super) fn show(lang: Lang, asked: &Asked) -> Markup {
    let mut facts = details();
    for (term, definition) in DEFINITIONS {
        facts = facts.text(term.get(lang), definition.get(lang));
    }
    for indicator in [Indicator::InTime, Indicator::Online, Indicator::Digitised, Indicator::Services] {
        if let Some(target) = indicator.target(asked.until()) {
            let term = format!("{}: {}", target_words(lang, target), indicator.label().get(lang).to_lowercase());
            facts = facts.text(term, &target.basis);
        }
    }
    html! {
        details.opens {
            summary { (lang.pick("Cách tính các số liệu", "How the figures are computed")) }
            (facts)
        }
    }
}

/// Term and definition of every figure; also sent with the figures as JSON.
pub(super) const DEFINITIONS: &[(Text, Text)] = &[
    (
        Text::new("Mới tiếp nhận", "Newly received"),
        Text::new(
            "Hồ sơ được tiếp nhận trong kỳ, tính theo ngày ghi trên giấy tiếp nhận (giờ Việt Nam). Hồ sơ bị từ chối tiếp nhận không tính.",
            "Dossiers accepted in the period, by the day on the receipt (Vietnam time). Those not accepted are not counted.",
        ),
    ),
    (
        Text::new("Phải giải quyết", "To be done"),
        Text::new(
            "Mới tiếp nhận trong kỳ cộng với số kỳ trước chuyển sang.",
            "Newly received in the period and carried over from before.",
        ),
    ),
    (
        Text::new("Hồ sơ nộp trực tuyến", "Filed online"),
        Text::new(
            "Số hồ sơ nộp trực tuyến chia cho số mới tiếp nhận trong kỳ.",
            "Dossiers filed online, as a share of those newly received in the period.",
        ),
    ),
    (
        Text::new("Đã giải quyết; trước, đúng, quá hạn", "Resolved; early, on time, late"),
        Text::new(
            "Hồ sơ có kết quả được phát hành trong kỳ. So với ngày hẹn trả còn hiệu lực khi phát hành: trước ngày hẹn là trước hạn, trong ngày hẹn là đúng hạn, sau đó là quá hạn (NĐ 61/2018/NĐ-CP, Đ.19).",
            "Dossiers whose result was issued in the period. Held against the promised day in force at that moment: before it is early, on it is on time, after it is late (Decree 61/2018/NĐ-CP, art. 19).",
        ),
    ),
    (
        Text::new("Đang giải quyết", "Open"),
        Text::new(
            "Đã tiếp nhận, đến cuối kỳ chưa có kết quả, chưa rút và chưa dừng; gồm cả hồ sơ đang chờ người dân bổ sung.",
            "Accepted and by the end of the period neither resolved nor withdrawn nor stopped; those waiting for missing papers included.",
        ),
    ),
    (
        Text::new("Quá hạn chưa giải quyết", "Open and overdue"),
        Text::new(
            "Đang giải quyết mà ngày hẹn trả đã qua vào cuối ngày xem. Với ngày đã qua, tính theo ngày hẹn đang ghi trong sổ.",
            "Open with a promised day that is over at the end of the day looked at. For days gone by, the promise now on record counts.",
        ),
    ),
    (
        Text::new("Số hoá hồ sơ, kết quả", "Digitised"),
        Text::new(
            "Số hồ sơ đã giải quyết có đủ thành phần và kết quả dạng điện tử chia cho số đã giải quyết trong kỳ (NĐ 107/2021/NĐ-CP).",
            "Resolved dossiers with all papers and the result in electronic form, as a share of those resolved in the period (Decree 107/2021/NĐ-CP).",
        ),
    ),
    (
        Text::new("Dịch vụ công có hồ sơ trực tuyến", "Services with online dossiers"),
        Text::new(
            "Số thủ tục cung cấp trực tuyến (một phần, toàn trình) có ít nhất một hồ sơ trực tuyến được tiếp nhận trong kỳ chia cho số thủ tục cung cấp trực tuyến.",
            "Procedures offered online, partly or fully, with at least one online dossier accepted in the period, as a share of those offered.",
        ),
    ),
    (
        Text::new("Cộng theo địa bàn", "Sums by district"),
        Text::new(
            "Số liệu của một huyện, thị xã, thành phố gồm cơ quan cấp huyện và mọi xã, phường, thị trấn trực thuộc vào ngày cuối kỳ.",
            "The figures of a district are those of its own offices and of every commune under it on the last day of the period.",
        ),
    ),
];
