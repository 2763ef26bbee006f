//! The numbered slips of the one-stop: which number a slip has depends on the day.

use jiff::civil::{Date, date};

use crate::lang::Text;

/// What a slip is for, whatever its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// The dossier was received, and when to come back.
    Receipt,
    /// What the applicant must add.
    Supplement,
    /// The dossier is not received, and why.
    Refusal,
    /// The agency is late: an apology and a new date.
    Apology,
    /// Handling stops.
    Stop,
    /// Who handed what to whom, and when.
    Control,
    /// The book of dossiers.
    Register,
}

/// Paper of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 148 × 210 mm.
    A5,
    /// 210 × 297 mm.
    A4,
}

impl Paper {
    /// Width and height in millimetres, upright.
    pub const fn size(self) -> (u16, u16) {
        match self {
            Self::A5 => (148, 210),
            Self::A4 => (210, 297),
        }
    }
}

/// One slip of a circular.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// What it is for.
    pub kind: SlipKind,
    /// `Mẫu số` of the circular.
    pub number: u8,
    /// Its title.
    pub name: Text,
    /// The paper it is printed on.
    pub paper: Paper,
}

/// The slips of one circular and the days on which it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipSet {
    /// The circular.
    pub basis: &'static str,
    /// Its first day.
    pub from: Date,
    /// Its slips, by number.
    pub slips: &'static [Slip],
}

impl SlipSet {
    /// The slips in force on a day; none before the first circular.
    pub fn on(day: Date) -> Option<&'static Self> {
        SETS.iter().rfind(|set| set.from <= day)
    }

    /// The slip for a purpose; none when the circular has no such slip.
    pub fn slip(&self, kind: SlipKind) -> Option<&'static Slip> {
        self.slips.iter().find(|slip| slip.kind == kind)
    }

    /// The slip of a number.
    pub fn number(&self, number: u8) -> Option<&'static Slip> {
        self.slips.iter().find(|slip| slip.number == number)
    }
}

/// Every set, oldest first. A dossier keeps the set in force on the day it was received.
pub const SETS: [SlipSet; 2] = [
    SlipSet { basis: "TT 01/2018/TT-VPCP", from: date(2019, 1, 6), slips: &SLIPS_2018 },
    SlipSet { basis: "TT 03/2025/TT-VPCP", from: date(2025, 9, 15), slips: &SLIPS_2025 },
];

/// Whether the receipt slip is issued: always, except that a procedure with an immediate result issues it only to an
/// applicant who asks (NĐ 61/2018/NĐ-CP Điều 17 khoản 4). The entry in the system is made in any case.
pub const fn receipt_is_issued(immediate_result: bool, applicant_asks: bool) -> bool {
    !immediate_result || applicant_asks
}

const RECEIPT: Text =
    Text::new("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt of the dossier and appointment for its result");
const SUPPLEMENT: Text =
    Text::new("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to supplement and complete the dossier");
const REFUSAL: Text = Text::new("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal to receive the dossier");
const CONTROL: Text = Text::new("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control slip of the handling");
const REGISTER: Text = Text::new("Sổ theo dõi hồ sơ", "Register of dossiers");

const fn slip(number: u8, kind: SlipKind, name: Text, paper: Paper) -> Slip {
    Slip { kind, number, name, paper }
}

/// TT 01/2018/TT-VPCP Điều 9: slips on A5, the register on A4.
const SLIPS_2018: [Slip; 6] = [
    slip(1, SlipKind::Receipt, RECEIPT, Paper::A5),
    slip(2, SlipKind::Supplement, SUPPLEMENT, Paper::A5),
    slip(3, SlipKind::Refusal, REFUSAL, Paper::A5),
    slip(
        4,
        SlipKind::Apology,
        Text::new("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new date for the result"),
        Paper::A5,
    ),
    slip(5, SlipKind::Control, CONTROL, Paper::A5),
    slip(6, SlipKind::Register, REGISTER, Paper::A4),
];

/// TT 03/2025/TT-VPCP phụ lục I. Two are documents of the agency now, so on A4 as NĐ 30/2020 asks; the rest keep their paper.
const SLIPS_2025: [Slip; 7] = [
    slip(1, SlipKind::Receipt, RECEIPT, Paper::A5),
    slip(2, SlipKind::Supplement, SUPPLEMENT, Paper::A5),
    slip(3, SlipKind::Refusal, REFUSAL, Paper::A5),
    slip(
        4,
        SlipKind::Apology,
        Text::new(
            "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
            "Letter of apology and request to extend the time of handling",
        ),
        Paper::A4,
    ),
    slip(5, SlipKind::Stop, Text::new("Thông báo dừng giải quyết hồ sơ", "Notice that handling stops"), Paper::A4),
    slip(6, SlipKind::Control, CONTROL, Paper::A5),
    slip(7, SlipKind::Register, REGISTER, Paper::A4),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_slip_changes_its_number_in_september_2025() {
        let number = |day| SlipSet::on(day).unwrap().slip(SlipKind::Control).unwrap().number;
        assert_eq!(number(date(2023, 7, 17)), 5);
        assert_eq!(number(date(2025, 9, 14)), 5);
        assert_eq!(number(date(2025, 9, 15)), 6);
        assert_eq!(SlipSet::on(date(2019, 1, 5)), None);
    }

    #[test]
    fn only_the_newer_set_can_stop_a_dossier() {
        assert_eq!(SETS[0].slip(SlipKind::Stop), None);
        assert_eq!(SETS[1].slip(SlipKind::Stop).unwrap().number, 5);
    }

    #[test]
    fn an_immediate_result_needs_no_receipt_unless_the_applicant_asks() {
        assert!(receipt_is_issued(false, false));
        assert!(!receipt_is_issued(true, false));
        assert!(receipt_is_issued(true, true));
    }

    #[test]
    fn numbers_run_from_one_without_a_gap() {
        for set in SETS {
            let numbers: Vec<_> = set.slips.iter().map(|slip| slip.number).collect();
            assert_eq!(numbers, (1..=u8::try_from(set.slips.len()).unwrap()).collect::<Vec<_>>(), "{}", set.basis);
        }
        assert_eq!(Paper::A5.size(), (148, 210));
    }
}
