//! Every kind of notice about dossiers, with the words that come with the program.

use directory::notices::{Audience, Fact, Kind};

use super::text;

/// The result is a refusal.
pub(super) const DENIED: &str = "dossier.denied";
/// Papers are still missing.
pub const SUPPLEMENT_WAITS: &str = "dossier.supplement_waits";
/// A result has not been collected.
pub const RESULT_WAITS: &str = "dossier.result_waits";
/// Dossiers that an officer holds are due.
pub const DUE_OFFICER: &str = "dossier.due_officer";
/// Dossiers of an agency are due: to its head.
pub const DUE_HEAD: &str = "dossier.due_head";

const CODE: Fact = Fact::new("ma_ho_so", text("Mã hồ sơ", "Dossier code"), "H10.37.21-240205-0012");
const PROCEDURE: Fact = Fact::new("thu_tuc", text("Tên thủ tục", "Procedure"), "Đăng ký khai sinh");
const AGENCY: Fact = Fact::new("co_quan", text("Cơ quan giải quyết", "Agency"), "Ủy ban nhân dân phường Tân Phú");
const DUE: Fact = Fact::new("hen_tra", text("Ngày hẹn trả kết quả", "Promised date"), "15/2/2024");
const REASON: Fact = Fact::new("ly_do", text("Lý do", "Reason"), "Bản đã nộp bị mờ, không đọc được.");
const MISSING: Fact =
    Fact::new("can_bo_sung", text("Giấy tờ cần bổ sung", "What is missing"), "Giấy chứng sinh bản rõ nét");
const DAYS: Fact = Fact::new("so_ngay", text("Số ngày đã chờ", "Days waited"), "5");
const COUNT: Fact = Fact::new("so_ho_so", text("Số hồ sơ", "How many dossiers"), "5");
const SOON: Fact = Fact::new("sap_den_han", text("Số hồ sơ sắp đến hạn", "How many are due soon"), "3");
const LATE: Fact = Fact::new("qua_han", text("Số hồ sơ quá hạn", "How many are overdue"), "2");
const LIST: Fact = Fact::new(
    "danh_sach",
    text("Danh sách hồ sơ", "List of dossiers"),
    "- H10.37.21-240205-0012: hẹn 15/2/2024, còn 2 ngày làm việc\n- H10.37.21-240201-0003: hẹn 8/2/2024, đã quá hạn",
);

/// A kind for the applicant.
const fn to_applicant(
    key: &'static str,
    label: base::Text,
    facts: &'static [Fact],
    long: base::Text,
    short: base::Text,
) -> Kind {
    Kind {
        key,
        label,
        audience: Audience::People,
        reminder: false,
        facts,
        subject: text("Hồ sơ {ma_ho_so}: {thu_tuc}", "Dossier {ma_ho_so}: {thu_tuc}"),
        long,
        short,
    }
}

/// A letter in Vietnamese around what it has to say.
macro_rules! letter {
    ($vi:literal, $en:literal) => {
        text(
            concat!(
                "Kính gửi {ten},\n\nHồ sơ {ma_ho_so} ({thu_tuc}), {co_quan}:\n\n",
                $vi,
                "\n\nTra cứu bất cứ lúc nào: {trang}/tra-cuu/{ma_ho_so}\nĐổi cách nhận hoặc ngừng nhận thông báo: {tuy_chon}\n"
            ),
            concat!(
                "Dear {ten},\n\nDossier {ma_ho_so} ({thu_tuc}), {co_quan}:\n\n",
                $en,
                "\n\nFollow it at any time: {trang}/tra-cuu/{ma_ho_so}\nChange or stop these notices: {tuy_chon}\n"
            ),
        )
    };
}

/// Every kind of notice about dossiers.
pub const KINDS: &[Kind] = &[
    to_applicant(
        "dossier.filed",
        text("Đã nộp hồ sơ", "Filed"),
        &[CODE, PROCEDURE, AGENCY],
        letter!(
            "Hồ sơ của bạn đã được nộp. Bộ phận Một cửa sẽ kiểm tra giấy tờ rồi báo bạn ngày hẹn trả kết quả.",
            "Your dossier has been filed. The one-stop counter checks the papers and then tells you the promised date."
        ),
        text(
            "Đã nhận hồ sơ {ma_ho_so}. Chúng tôi sẽ báo khi hồ sơ được tiếp nhận. Đổi/ngừng tin: {tuy_chon}",
            "Dossier {ma_ho_so} is filed. We will tell you when it is accepted. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.accepted",
        text("Đã tiếp nhận hồ sơ", "Accepted"),
        &[CODE, PROCEDURE, AGENCY, DUE],
        letter!(
            "Hồ sơ đã được tiếp nhận. Hẹn trả kết quả: {hen_tra}. Bạn không cần làm gì thêm.",
            "It has been accepted. The result is promised for {hen_tra}. There is nothing more for you to do."
        ),
        text(
            "Hồ sơ {ma_ho_so} đã được tiếp nhận, hẹn trả {hen_tra}. Đổi/ngừng tin: {tuy_chon}",
            "Dossier {ma_ho_so} is accepted, promised for {hen_tra}. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.refused",
        text("Không tiếp nhận hồ sơ", "Not accepted"),
        &[CODE, PROCEDURE, AGENCY, REASON],
        letter!("Hồ sơ chưa được tiếp nhận. Lý do: {ly_do}", "It was not accepted. Reason: {ly_do}"),
        text(
            "Hồ sơ {ma_ho_so} chưa được tiếp nhận. Xem lý do: {trang}/tra-cuu/{ma_ho_so}. Đổi/ngừng tin: {tuy_chon}",
            "Dossier {ma_ho_so} was not accepted. See why: {trang}/tra-cuu/{ma_ho_so}. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.supplement_asked",
        text("Yêu cầu bổ sung giấy tờ", "Papers asked for"),
        &[CODE, PROCEDURE, AGENCY, MISSING, REASON],
        letter!(
            "Hồ sơ cần bổ sung: {can_bo_sung}.\n{ly_do}\n\nBổ sung tại {trang}/ho-so-cua-toi hoặc tại Bộ phận Một cửa.",
            "These are missing: {can_bo_sung}.\n{ly_do}\n\nHand them in at {trang}/ho-so-cua-toi or at the one-stop counter."
        ),
        text(
            "Hồ sơ {ma_ho_so} cần bổ sung giấy tờ. Xem và bổ sung: {trang}/ho-so-cua-toi. Đổi/ngừng tin: {tuy_chon}",
            "Dossier {ma_ho_so} needs more papers. See which: {trang}/ho-so-cua-toi. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.supplemented",
        text("Đã nhận giấy tờ bổ sung", "Papers received"),
        &[CODE, PROCEDURE, AGENCY, DUE],
        letter!(
            "Đã nhận đủ giấy tờ bổ sung. Hẹn trả kết quả: {hen_tra}.",
            "The missing papers have come in. The result is promised for {hen_tra}."
        ),
        text(
            "Hồ sơ {ma_ho_so} đã đủ giấy tờ, hẹn trả {hen_tra}. Đổi/ngừng tin: {tuy_chon}",
            "Dossier {ma_ho_so} is complete, promised for {hen_tra}. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.extended",
        text("Xin lỗi và hẹn lại ngày trả", "Apology and a new date"),
        &[CODE, PROCEDURE, AGENCY, DUE, REASON],
        letter!(
            "Chúng tôi chưa có kết quả đúng ngày đã hẹn và xin lỗi bạn. Hẹn lại: {hen_tra}. Lý do: {ly_do}",
            "The result will not be there on the promised date, and we apologise. The new date is {hen_tra}. Reason: {ly_do}"
        ),
        text(
            "Xin lỗi bạn, hồ sơ {ma_ho_so} hẹn lại ngày {hen_tra}. Chi tiết: {trang}/tra-cuu/{ma_ho_so}. Đổi/ngừng tin: {tuy_chon}",
            "We apologise: dossier {ma_ho_so} is now promised for {hen_tra}. See {trang}/tra-cuu/{ma_ho_so}. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.issued",
        text("Đã có kết quả", "Result ready"),
        &[CODE, PROCEDURE, AGENCY],
        letter!(
            "Đã có kết quả. Mời bạn đến nhận tại Bộ phận Một cửa, mang theo giấy hẹn hoặc mã hồ sơ.",
            "The result is ready. Please collect it at the one-stop counter; bring the receipt or the dossier's code."
        ),
        text(
            "Hồ sơ {ma_ho_so} đã có kết quả, mời bạn đến nhận tại Bộ phận Một cửa. Đổi/ngừng tin: {tuy_chon}",
            "The result of dossier {ma_ho_so} is ready at the one-stop counter. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        DENIED,
        text("Văn bản trả lời không đủ điều kiện", "Not eligible"),
        &[CODE, PROCEDURE, AGENCY],
        letter!(
            "Đã có văn bản trả lời: chưa đủ điều kiện giải quyết. Mời bạn đến nhận văn bản tại Bộ phận Một cửa.",
            "There is a written answer: the conditions are not met. Please collect it at the one-stop counter."
        ),
        text(
            "Hồ sơ {ma_ho_so} đã có văn bản trả lời, mời bạn đến nhận tại Bộ phận Một cửa. Đổi/ngừng tin: {tuy_chon}",
            "There is a written answer to dossier {ma_ho_so} at the one-stop counter. Change/stop: {tuy_chon}",
        ),
    ),
    to_applicant(
        "dossier.stopped",
        text("Dừng giải quyết hồ sơ", "Stopped"),
        &[CODE, PROCEDURE, AGENCY, REASON],
        letter!("Việc giải quyết hồ sơ đã dừng. Lý do: {ly_do}", "The work on it has ended. Reason: {ly_do}"),
        text(
            "Hồ sơ {ma_ho_so} đã dừng giải quyết. Xem lý do: {trang}/tra-cuu/{ma_ho_so}. Đổi/ngừng tin: {tuy_chon}",
            "Work on dossier {ma_ho_so} has ended. See why: {trang}/tra-cuu/{ma_ho_so}. Change/stop: {tuy_chon}",
        ),
    ),
    Kind {
        reminder: true,
        ..to_applicant(
            SUPPLEMENT_WAITS,
            text("Nhắc bổ sung giấy tờ", "Reminder: papers missing"),
            &[CODE, PROCEDURE, AGENCY, DAYS],
            letter!(
                "Hồ sơ đang chờ bạn bổ sung giấy tờ, đã {so_ngay} ngày. Bổ sung tại {trang}/ho-so-cua-toi hoặc tại Bộ phận Một cửa.",
                "It has been waiting for your papers for {so_ngay} days. Hand them in at {trang}/ho-so-cua-toi or at the one-stop counter."
            ),
            text(
                "Hồ sơ {ma_ho_so} đang chờ bạn bổ sung giấy tờ, đã {so_ngay} ngày: {trang}/ho-so-cua-toi. Đổi/ngừng tin: {tuy_chon}",
                "Dossier {ma_ho_so} has waited {so_ngay} days for your papers: {trang}/ho-so-cua-toi. Change/stop: {tuy_chon}",
            ),
        )
    },
    Kind {
        reminder: true,
        ..to_applicant(
            RESULT_WAITS,
            text("Nhắc nhận kết quả", "Reminder: result not collected"),
            &[CODE, PROCEDURE, AGENCY, DAYS],
            letter!(
                "Kết quả đã có được {so_ngay} ngày và chưa được nhận. Mời bạn đến nhận tại Bộ phận Một cửa.",
                "The result has been ready for {so_ngay} days and not been collected. Please come to the one-stop counter."
            ),
            text(
                "Kết quả hồ sơ {ma_ho_so} đã có {so_ngay} ngày, mời bạn đến nhận tại Bộ phận Một cửa. Đổi/ngừng tin: {tuy_chon}",
                "The result of dossier {ma_ho_so} has been ready for {so_ngay} days at the one-stop counter. Change/stop: {tuy_chon}",
            ),
        )
    },
    Kind {
        key: DUE_OFFICER,
        label: text("Nhắc hạn cho người đang giữ hồ sơ", "Reminder: due, to whoever holds it"),
        audience: Audience::Staff,
        reminder: true,
        facts: &[AGENCY, COUNT, SOON, LATE, LIST],
        subject: text("{so_ho_so} hồ sơ sắp đến hạn hoặc quá hạn", "{so_ho_so} dossiers due or overdue"),
        long: text(
            "Kính gửi {ten},\n\nTại {co_quan}, các hồ sơ sau đang chờ bạn: {sap_den_han} sắp đến hạn, {qua_han} quá hạn.\n\n{danh_sach}\n\nXem và xử lý: {trang}/cong-viec\nĐổi cách nhận hoặc ngừng nhận tin nhắc: {tuy_chon}\n",
            "Dear {ten},\n\nAt {co_quan}, these dossiers wait for you: {sap_den_han} due soon, {qua_han} overdue.\n\n{danh_sach}\n\nOpen them: {trang}/cong-viec\nChange or stop these reminders: {tuy_chon}\n",
        ),
        short: text(
            "Bạn có {sap_den_han} hồ sơ sắp đến hạn, {qua_han} quá hạn: {trang}/cong-viec. Đổi/ngừng tin: {tuy_chon}",
            "You hold {sap_den_han} dossiers due soon, {qua_han} overdue: {trang}/cong-viec. Change/stop: {tuy_chon}",
        ),
    },
    Kind {
        key: DUE_HEAD,
        label: text("Nhắc hạn cho người đứng đầu", "Reminder: due, to the head of the agency"),
        audience: Audience::Staff,
        reminder: true,
        facts: &[AGENCY, COUNT, SOON, LATE, LIST],
        subject: text(
            "{co_quan}: {so_ho_so} hồ sơ sắp đến hạn hoặc quá hạn",
            "{co_quan}: {so_ho_so} dossiers due or overdue",
        ),
        long: text(
            "Kính gửi {ten},\n\nTại {co_quan}: {sap_den_han} hồ sơ sắp đến hạn, {qua_han} hồ sơ quá hạn.\n\n{danh_sach}\n\nXem khối lượng công việc: {trang}/khoi-luong\nĐổi cách nhận hoặc ngừng nhận tin nhắc: {tuy_chon}\n",
            "Dear {ten},\n\nAt {co_quan}: {sap_den_han} dossiers due soon, {qua_han} overdue.\n\n{danh_sach}\n\nSee the workload: {trang}/khoi-luong\nChange or stop these reminders: {tuy_chon}\n",
        ),
        short: text(
            "Đơn vị có {sap_den_han} hồ sơ sắp đến hạn, {qua_han} quá hạn: {trang}/khoi-luong. Đổi/ngừng tin: {tuy_chon}",
            "Your agency has {sap_den_han} dossiers due soon, {qua_han} overdue: {trang}/khoi-luong. Change/stop: {tuy_chon}",
        ),
    },
];
