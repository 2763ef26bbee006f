//! Where a dossier stands, in the words of a good officer: who has it, what its applicant must do, what comes next.

use base::{Lang, Role, Text};
use web::{ui::Tone, ui::timeline::Event};

use crate::{
    catalogue::domain::{Doer, Package},
    dossiers::domain::State,
};

/// A dossier's place as a reader needs it; holds nothing of its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    pub(super) state: State,
    pub(super) role: Option<Role>,
    pub(super) step: usize,
    pub(super) package: Option<&'a Package>,
    pub(super) agency: &'a str,
    /// Whether its promised time has passed.
    pub(super) late: bool,
}

impl Standing<'_> {
    /// How the state is meant.
    pub(super) const fn tone(&self) -> Tone {
        match self.state {
            State::AwaitingSupplement => Tone::Warn,
            State::ResultReady | State::HandedOver => Tone::Good,
            State::Refused | State::Stopped => Tone::Bad,
            _ => Tone::Info,
        }
    }

    /// The step that the applicant has to do, as paying a land obligation.
    fn own_step(&self, lang: Lang) -> Option<&str> {
        if self.state != State::Processing {
            return None;
        }
        let step = self.package?.steps.get(self.step)?;
        (step.role == Doer::Applicant).then(|| step.name.get(lang))
    }

    /// Whether the applicant must do something now.
    pub(super) fn waits_for_applicant(&self) -> bool {
        matches!(self.state, State::AwaitingSupplement | State::ResultReady) || self.own_step(Lang::Vi).is_some()
    }

    /// Which office has it now; none when it waits for the applicant or is over.
    pub(super) fn holder(&self, lang: Lang) -> Option<String> {
        let agency = self.agency;
        if self.state == State::AwaitingSupplement || self.own_step(lang).is_some() {
            return None;
        }
        Some(match (self.role?, lang) {
            (Role::Reception, Lang::Vi) => format!("Bộ phận Một cửa, {agency}"),
            (Role::Reception, Lang::En) => format!("One-stop counter, {agency}"),
            (Role::Leader, Lang::Vi) => format!("Lãnh đạo {agency}"),
            (Role::Leader, Lang::En) => format!("The leader of {agency}"),
            (Role::Clerk, Lang::Vi) => format!("Văn thư {agency}"),
            (Role::Clerk, Lang::En) => format!("The registry of {agency}"),
            (_, Lang::Vi) => format!("Cán bộ thụ lý, {agency}"),
            (_, Lang::En) => format!("The officer in charge, {agency}"),
        })
    }

    /// What the applicant must do: best, nothing.
    pub(super) fn todo(&self, lang: Lang) -> String {
        if let Some(step) = self.own_step(lang) {
            return match lang {
                Lang::Vi => format!("Bạn cần làm: {step}. Làm xong, hồ sơ được giải quyết tiếp."),
                Lang::En => format!("You need to do this: {step}. After that your dossier goes on."),
            };
        }
        let text = match self.state {
            State::Filed => Text::new(
                "Bạn không cần làm gì thêm. Bộ phận Một cửa kiểm tra giấy tờ, tiếp nhận rồi báo bạn ngày hẹn trả kết quả.",
                "You need not do anything. The counter checks your papers, accepts them and tells you the promised date.",
            ),
            State::AwaitingSupplement => Text::new(
                "Bạn cần bổ sung những giấy tờ còn thiếu. Thời gian chờ bạn không tính vào thời hạn giải quyết.",
                "Please send the missing papers. The time until you do does not count towards the term.",
            ),
            State::Processing | State::Consulting | State::AwaitingSignature | State::Signed if self.late => Text::new(
                "Chúng tôi xin lỗi vì chưa trả kết quả đúng hẹn. Bạn không cần làm gì thêm; cơ quan giải quyết phải báo bạn lý do và ngày hẹn mới.",
                "We are sorry that the result is late. You need not do anything; the agency owes you the reason and a new date.",
            ),
            State::Processing | State::Consulting | State::AwaitingSignature | State::Signed => Text::new(
                "Bạn không cần làm gì thêm. Có kết quả, chúng tôi báo bạn ngay.",
                "You need not do anything. We will tell you as soon as there is a result.",
            ),
            State::ResultReady => {
                return match lang {
                    Lang::Vi => format!(
                        "Đã có kết quả. Mời bạn nhận tại Bộ phận Một cửa, {}; nhớ mang giấy tờ tuỳ thân.",
                        self.agency
                    ),
                    Lang::En => format!(
                        "The result is ready. Please collect it at the one-stop counter of {} with an identity paper.",
                        self.agency
                    ),
                };
            }
            State::HandedOver => Text::new(
                "Kết quả đã được trao. Hồ sơ này đã xong.",
                "The result was handed over. This dossier is done.",
            ),
            State::Refused => Text::new(
                "Hồ sơ chưa được tiếp nhận. Bạn có thể chuẩn bị lại theo lý do đã nêu và nộp hồ sơ mới.",
                "The dossier was not accepted. You may prepare it again as the reason says and file a new one.",
            ),
            State::Withdrawn => Text::new(
                "Hồ sơ đã được rút. Muốn làm lại, bạn nộp hồ sơ mới.",
                "The dossier was taken back. To try again, file a new one.",
            ),
            State::Stopped => Text::new(
                "Hồ sơ đã dừng giải quyết. Lý do được gửi cho người nộp; nếu không đồng ý, bạn có quyền khiếu nại.",
                "The dossier was stopped. The applicant was told why and may complain.",
            ),
        };
        text.get(lang).to_owned()
    }

    /// What comes next, as the last line of the timeline; nothing when it is over.
    pub(super) fn next(&self, lang: Lang) -> Option<Event> {
        let what = match self.state {
            State::Filed => {
                Text::new("Tiếp theo: kiểm tra giấy tờ và tiếp nhận", "Next: papers are checked and accepted")
            }
            State::AwaitingSupplement => {
                Text::new("Tiếp theo: bạn nộp giấy tờ còn thiếu", "Next: you send what is missing")
            }
            State::Processing => {
                Text::new("Tiếp theo: thẩm định xong, trình lãnh đạo ký", "Next: appraised and submitted for signature")
            }
            State::Consulting => Text::new("Tiếp theo: cơ quan được hỏi trả lời", "Next: the other agency answers"),
            State::AwaitingSignature => Text::new("Tiếp theo: lãnh đạo ký", "Next: the leader signs"),
            State::Signed => {
                Text::new("Tiếp theo: đóng dấu, phát hành kết quả", "Next: the result is stamped and issued")
            }
            State::ResultReady => Text::new("Tiếp theo: trao kết quả cho bạn", "Next: the result is handed to you"),
            State::HandedOver | State::Refused | State::Withdrawn | State::Stopped => return None,
        };
        let who = if self.waits_for_applicant() {
            lang.pick("Đến lượt bạn", "It is your turn")
        } else {
            lang.pick("Bạn không cần làm gì thêm", "You need not do anything")
        };
        Some(Event::next(what.get(lang), who))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_must_act_is_told_so_and_nobody_else() {
        for state in State::ALL {
            let standing =
                Standing { state, role: None, step: 0, package: None, agency: "UBND phường Tân Phú", late: false };
            let asks = standing.todo(Lang::Vi);
            match state {
                State::AwaitingSupplement | State::ResultReady => assert!(standing.waits_for_applicant(), "{state:?}"),
                _ => assert!(!standing.waits_for_applicant(), "{state:?}"),
            }
            assert!(!asks.is_empty() && standing.todo(Lang::En) != asks, "{state:?}");
            assert_eq!(standing.next(Lang::Vi).is_none(), state.is_final(), "{state:?}");
        }
    }
}
