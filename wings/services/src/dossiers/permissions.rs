//! Who may do what with a dossier.

use base::{
    Permission,
    Role::{self, Admin, Clerk, Controller, Leader, Officer, Province, Reception},
    Text,
};

const fn of(id: &'static str, vi: &'static str, en: &'static str, roles: &'static [Role]) -> Permission {
    Permission { id, label: Text::new(vi, en), roles }
}

/// See the dossiers of one's agency.
pub const READ: Permission =
    of("dossier.read", "Xem hồ sơ của đơn vị", "See the agency's dossiers", &[Reception, Officer, Leader, Clerk]);
/// See lists of dossiers behind a figure.
pub const LIST: Permission = of(
    "dossier.list",
    "Mở danh sách hồ sơ sau một số liệu",
    "Open the dossiers behind a figure",
    &[Reception, Officer, Leader, Clerk, Controller],
);
/// File for a person who came to the counter or sent papers by post.
pub const FILE: Permission =
    of("dossier.file", "Nhận hồ sơ tại quầy, qua bưu chính", "File at the counter or by post", &[Reception]);
/// Accept.
pub const ACCEPT: Permission = of("dossier.accept", "Tiếp nhận hồ sơ", "Accept", &[Reception]);
/// Refuse.
pub const REFUSE: Permission = of("dossier.refuse", "Từ chối tiếp nhận", "Refuse", &[Reception]);
/// Ask for what is missing.
pub const ASK_SUPPLEMENT: Permission =
    of("dossier.ask_supplement", "Yêu cầu bổ sung hồ sơ", "Ask for missing papers", &[Reception, Officer]);
/// Take in what was missing.
pub const SUPPLEMENT: Permission =
    of("dossier.supplement", "Nhận giấy tờ bổ sung", "Take in missing papers", &[Reception]);
/// Appraise, ask others, pass on, submit for signature: whoever the procedure gives the step to.
pub const PROCESS: Permission = of(
    "dossier.process",
    "Thẩm định, trình ký (ở bước được giao)",
    "Appraise and submit for signature (at one's own step)",
    &[Officer, Reception, Leader, Clerk],
);
/// Answer another agency's question.
pub const ANSWER: Permission =
    of("dossier.answer", "Trả lời ý kiến cơ quan khác", "Answer another agency", &[Officer, Leader]);
/// Sign or send back.
pub const SIGN: Permission = of("dossier.sign", "Ký duyệt hoặc trả lại", "Sign or send back", &[Leader]);
/// Number, stamp and issue.
pub const ISSUE: Permission = of("dossier.issue", "Phát hành kết quả", "Issue results", &[Clerk, Reception, Officer]);
/// Hand the result over.
pub const HAND_OVER: Permission = of("dossier.hand_over", "Trả kết quả", "Hand over results", &[Reception]);
/// Apologise and set a new date.
pub const EXTEND: Permission = of("dossier.extend", "Xin lỗi và hẹn lại", "Apologise and set a new date", &[Leader]);
/// Take a dossier back on the applicant's word at the counter.
pub const WITHDRAW: Permission = of("dossier.withdraw", "Ghi nhận rút hồ sơ", "Record a withdrawal", &[Reception]);
/// End without a result.
pub const STOP: Permission = of("dossier.stop", "Dừng giải quyết hồ sơ", "Stop a dossier", &[Leader]);
/// Give a dossier to a colleague.
pub const REASSIGN: Permission = of("dossier.reassign", "Phân công lại hồ sơ", "Reassign dossiers", &[Leader]);
/// Add papers at any step.
pub const ATTACH: Permission =
    of("dossier.attach", "Đính kèm giấy tờ", "Attach papers", &[Reception, Officer, Leader, Clerk]);
/// See who has how much to do.
pub const WORKLOAD: Permission =
    of("dossier.workload", "Xem khối lượng công việc", "See the workload", &[Leader, Controller, Province, Admin]);

/// All of them, for the printed table.
pub const ALL: &[&Permission] = &[
    &READ,
    &LIST,
    &FILE,
    &ACCEPT,
    &REFUSE,
    &ASK_SUPPLEMENT,
    &SUPPLEMENT,
    &PROCESS,
    &ANSWER,
    &SIGN,
    &ISSUE,
    &HAND_OVER,
    &EXTEND,
    &WITHDRAW,
    &STOP,
    &REASSIGN,
    &ATTACH,
    &WORKLOAD,
    &super::reminders::MANAGE,
];
