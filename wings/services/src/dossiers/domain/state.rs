use base::{Permission, Role, Text};

use crate::dossiers::permissions as may;

/// Where a dossier stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Filed, waiting for the counter to check and accept it.
    Filed,
    /// Sent back once, with everything that is missing; waiting for the applicant.
    AwaitingSupplement,
    /// Accepted and being worked on.
    Processing,
    /// Waiting for another agency's answer; the term runs on (NĐ 61/2018 Đ.19.5).
    Consulting,
    /// A draft decision lies with the leader.
    AwaitingSignature,
    /// Signed; waiting to be numbered and stamped.
    Signed,
    /// The result is at the counter.
    ResultReady,
    /// The result is with the applicant.
    HandedOver,
    /// Not accepted, with a reason.
    Refused,
    /// Taken back by the applicant.
    Withdrawn,
    /// Ended without a result, with a reason.
    Stopped,
}

impl State {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 11] = [
        Self::Filed,
        Self::AwaitingSupplement,
        Self::Processing,
        Self::Consulting,
        Self::AwaitingSignature,
        Self::Signed,
        Self::ResultReady,
        Self::HandedOver,
        Self::Refused,
        Self::Withdrawn,
        Self::Stopped,
    ];

    /// The key in the database and in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::AwaitingSupplement => "awaiting_supplement",
            Self::Processing => "processing",
            Self::Consulting => "consulting",
            Self::AwaitingSignature => "awaiting_signature",
            Self::Signed => "signed",
            Self::ResultReady => "result_ready",
            Self::HandedOver => "handed_over",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
        }
    }

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Filed => Text::new("Chờ tiếp nhận", "Waiting to be accepted"),
            Self::AwaitingSupplement => Text::new("Chờ bổ sung giấy tờ", "Waiting for missing papers"),
            Self::Processing => Text::new("Đang xử lý", "Being processed"),
            Self::Consulting => Text::new("Chờ cơ quan khác trả lời", "Waiting for another agency"),
            Self::AwaitingSignature => Text::new("Chờ lãnh đạo ký", "Waiting for signature"),
            Self::Signed => Text::new("Đã ký, chờ phát hành", "Signed, to be issued"),
            Self::ResultReady => Text::new("Đã có kết quả", "Result ready"),
            Self::HandedOver => Text::new("Đã trả kết quả", "Result handed over"),
            Self::Refused => Text::new("Từ chối tiếp nhận", "Not accepted"),
            Self::Withdrawn => Text::new("Đã rút hồ sơ", "Withdrawn"),
            Self::Stopped => Text::new("Đã dừng giải quyết", "Stopped"),
        }
    }

    /// Whether nothing more can happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::HandedOver | Self::Refused | Self::Withdrawn | Self::Stopped)
    }
}

/// Something done to a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Tiếp nhận.
    Accept,
    /// Từ chối tiếp nhận, with a reason.
    Refuse,
    /// Yêu cầu bổ sung, once and complete.
    AskSupplement,
    /// The applicant (or the counter for them) brings what was missing.
    Supplement,
    /// Thẩm định xong, chuyển bước.
    Forward,
    /// Lấy ý kiến cơ quan khác.
    Consult,
    /// The other agency's answer.
    Answer,
    /// Trình ký, with a proposal.
    Propose,
    /// Lãnh đạo trả lại để làm lại.
    SendBack,
    /// Ký duyệt.
    Approve,
    /// Vào số, đóng dấu, phát hành kết quả.
    Issue,
    /// Trả kết quả.
    HandOver,
    /// Xin lỗi và hẹn lại, once.
    Extend,
    /// Rút hồ sơ.
    Withdraw,
    /// Dừng giải quyết.
    Stop,
    /// Giao người khác xử lý.
    Reassign,
    /// Đính kèm giấy tờ.
    Attach,
}

/// Who a dossier waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A role of the agency.
    Role(Role),
    /// The applicant.
    Applicant,
    /// Nobody: it is over.
    Nobody,
}

/// One line of the table below.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// What is done.
    pub mv: Move,
    /// From which states.
    pub from: &'static [State],
    /// Into which state; the same when none. Two moves decide between two states: a supplement goes back to where the
    /// dossier was asked from, a signature to the next signature or on.
    pub to: Option<State>,
    /// Who may.
    pub permission: &'static Permission,
    /// Whether it must be the role that holds the dossier now.
    pub holder: bool,
    /// Whether the applicant may as well.
    pub applicant: bool,
}

use State::{
    AwaitingSignature, AwaitingSupplement, Consulting, Filed, HandedOver, Processing, Refused, ResultReady, Signed,
    Stopped, Withdrawn,
};

const IN_HAND: &[State] = &[Processing, Consulting, AwaitingSignature, Signed];
const LIVE: &[State] = &[Filed, AwaitingSupplement, Processing, Consulting, AwaitingSignature, Signed, ResultReady];

/// The whole life of a dossier: which move leads where, and who may make it.
pub const TRANSITIONS: &[Transition] = &[
    by_holder(go(Move::Accept, &[Filed], Some(Processing), &may::ACCEPT)),
    by_holder(go(Move::Refuse, &[Filed], Some(Refused), &may::REFUSE)),
    by_holder(go(Move::AskSupplement, &[Filed, Processing], Some(AwaitingSupplement), &may::ASK_SUPPLEMENT)),
    by_applicant(go(Move::Supplement, &[AwaitingSupplement], None, &may::SUPPLEMENT)),
    by_holder(go(Move::Forward, &[Processing], Some(Processing), &may::PROCESS)),
    by_holder(go(Move::Consult, &[Processing], Some(Consulting), &may::PROCESS)),
    go(Move::Answer, &[Consulting], Some(Processing), &may::ANSWER),
    by_holder(go(Move::Propose, &[Processing], Some(AwaitingSignature), &may::PROCESS)),
    by_holder(go(Move::SendBack, &[AwaitingSignature], Some(Processing), &may::SIGN)),
    by_holder(go(Move::Approve, &[AwaitingSignature], None, &may::SIGN)),
    by_holder(go(Move::Issue, &[Signed], Some(ResultReady), &may::ISSUE)),
    by_holder(go(Move::HandOver, &[ResultReady], Some(HandedOver), &may::HAND_OVER)),
    go(Move::Extend, IN_HAND, None, &may::EXTEND),
    by_applicant(go(
        Move::Withdraw,
        &[Filed, AwaitingSupplement, Processing, Consulting, AwaitingSignature],
        Some(Withdrawn),
        &may::WITHDRAW,
    )),
    go(Move::Stop, &[AwaitingSupplement, Processing, Consulting], Some(Stopped), &may::STOP),
    go(Move::Reassign, IN_HAND, None, &may::REASSIGN),
    go(Move::Attach, LIVE, None, &may::ATTACH),
];

const fn go(mv: Move, from: &'static [State], to: Option<State>, permission: &'static Permission) -> Transition {
    Transition { mv, from, to, permission, holder: false, applicant: false }
}

const fn by_holder(transition: Transition) -> Transition {
    Transition { holder: true, ..transition }
}

const fn by_applicant(transition: Transition) -> Transition {
    Transition { applicant: true, ..transition }
}

impl Move {
    /// Its line of the table.
    pub fn transition(self) -> &'static Transition {
        // Every move has a line; a test counts them.
        TRANSITIONS.iter().find(|line| line.mv == self).unwrap_or(&TRANSITIONS[0])
    }

    /// What the button says.
    pub const fn label(self) -> Text {
        match self {
            Self::Accept => Text::new("Tiếp nhận", "Accept"),
            Self::Refuse => Text::new("Từ chối tiếp nhận", "Refuse"),
            Self::AskSupplement => Text::new("Yêu cầu bổ sung", "Ask for missing papers"),
            Self::Supplement => Text::new("Nộp bổ sung", "Send missing papers"),
            Self::Forward => Text::new("Chuyển bước tiếp theo", "Pass to the next step"),
            Self::Consult => Text::new("Hỏi ý kiến cơ quan khác", "Ask another agency"),
            Self::Answer => Text::new("Trả lời ý kiến", "Answer"),
            Self::Propose => Text::new("Trình ký", "Submit for signature"),
            Self::SendBack => Text::new("Trả lại để làm lại", "Send back"),
            Self::Approve => Text::new("Ký duyệt", "Sign"),
            Self::Issue => Text::new("Phát hành kết quả", "Issue the result"),
            Self::HandOver => Text::new("Trả kết quả", "Hand over the result"),
            Self::Extend => Text::new("Xin lỗi và hẹn lại", "Apologise and set a new date"),
            Self::Withdraw => Text::new("Rút hồ sơ", "Withdraw"),
            Self::Stop => Text::new("Dừng giải quyết", "Stop"),
            Self::Reassign => Text::new("Giao người khác", "Reassign"),
            Self::Attach => Text::new("Đính kèm giấy tờ", "Attach a paper"),
        }
    }

    /// The word in addresses and in the API.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::AskSupplement => "ask-supplement",
            Self::Supplement => "supplement",
            Self::Forward => "forward",
            Self::Consult => "consult",
            Self::Answer => "answer",
            Self::Propose => "propose",
            Self::SendBack => "send-back",
            Self::Approve => "approve",
            Self::Issue => "issue",
            Self::HandOver => "hand-over",
            Self::Extend => "extend",
            Self::Withdraw => "withdraw",
            Self::Stop => "stop",
            Self::Reassign => "reassign",
            Self::Attach => "attach",
        }
    }
}

/// Whether a move can be made from a state.
pub fn allowed(mv: Move, from: State) -> bool {
    mv.transition().from.contains(&from)
}

/// The moves that can be made from a state, in the order of the table.
pub fn moves_from(state: State) -> impl Iterator<Item = Move> {
    TRANSITIONS.iter().filter(move |line| line.from.contains(&state)).map(|line| line.mv)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_move_has_one_line_and_every_state_a_way_out_or_is_final() {
        for line in TRANSITIONS {
            assert_eq!(TRANSITIONS.iter().filter(|other| other.mv == line.mv).count(), 1, "{:?}", line.mv);
            assert_eq!(line.mv.transition().mv, line.mv);
        }
        for state in State::ALL {
            assert_eq!(moves_from(state).count() == 0, state.is_final(), "{state:?}");
            assert_eq!(State::from_key(state.key()), Some(state));
        }
    }

    #[test]
    fn every_state_can_be_reached_from_filing() {
        let mut reached = vec![Filed];
        let mut next = 0;
        while next < reached.len() {
            for mv in moves_from(reached[next]) {
                let to = match mv {
                    Move::Approve => vec![AwaitingSignature, Signed],
                    Move::Supplement => vec![Filed, Processing],
                    _ => mv.transition().to.into_iter().collect(),
                };
                for state in to {
                    if !reached.contains(&state) {
                        reached.push(state);
                    }
                }
            }
            next += 1;
        }
        assert_eq!(reached.len(), State::ALL.len());
    }
}
