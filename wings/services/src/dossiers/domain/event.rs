use base::{
    AgencyId, FileId, PersonId, Role, StaffId, Text,
    calendar::{ClockEvent, Timeliness},
};
use jiff::civil::Date;
use store::files::Digest;
use uuid::Uuid;

use super::{dossier::Due, state::Move};

/// How a dossier came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Filed by the applicant on the portal.
    Online,
    /// Brought to the counter.
    Counter,
    /// Sent by public-interest post.
    Post,
}

impl Channel {
    /// Every way in.
    pub const ALL: [Self; 3] = [Self::Online, Self::Counter, Self::Post];

    /// The key in the database and in measures.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
            Self::Post => "post",
        }
    }

    /// The channel of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Online => Text::new("Trực tuyến", "Online"),
            Self::Counter => Text::new("Trực tiếp", "At the counter"),
            Self::Post => Text::new("Qua bưu chính", "By post"),
        }
    }
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was asked for is given.
    Granted,
    /// Not eligible; a written notice with the reason is the result (NĐ 61/2018 Đ.19.8).
    Denied,
}

impl Outcome {
    /// The key in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Denied => "denied",
        }
    }

    /// The outcome of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Granted, Self::Denied].into_iter().find(|outcome| outcome.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Granted => Text::new("Đồng ý cấp", "Granted"),
            Self::Denied => Text::new("Không đủ điều kiện", "Denied"),
        }
    }
}

/// Why a paper is with the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// Handed in by the applicant.
    Submitted,
    /// Made while working on it.
    Working,
    /// The result, or its scan.
    Result,
}

impl PaperKind {
    /// The key in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Working => "working",
            Self::Result => "result",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Submitted, Self::Working, Self::Result].into_iter().find(|kind| kind.key() == key)
    }

    /// Its name on screens.
    pub const fn label(self) -> Text {
        match self {
            Self::Submitted => Text::new("Giấy tờ nộp", "Submitted"),
            Self::Working => Text::new("Giấy tờ xử lý", "Working paper"),
            Self::Result => Text::new("Kết quả", "Result"),
        }
    }
}

/// A paper as the journal remembers it: the content is found by its hash.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PaperRef {
    /// Its id.
    pub id: FileId,
    /// Which paper of the procedure it is, or none.
    pub component: Option<String>,
    /// Why it is there.
    pub kind: PaperKind,
    /// The name it came under.
    pub name: String,
    /// Hash of the content.
    pub digest: Digest,
}

/// What happened to a dossier: the body of a journal entry, enough to build the dossier and its facts again.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Event {
    /// It came in.
    Filed {
        /// Its code, `agency-YYMMDD-XXXX`.
        code: String,
        /// Where.
        agency: AgencyId,
        /// National code of the procedure.
        procedure: String,
        /// The version of the procedure it stays on.
        version: Uuid,
        /// How.
        channel: Channel,
        /// For whom.
        applicant: PersonId,
        /// The applicant's name at the time.
        applicant_name: String,
        /// What was handed in with it.
        papers: Vec<PaperRef>,
    },
    /// Accepted; the term runs.
    Accepted {
        /// The day it counts as received.
        received_on: Date,
        /// Which case of the procedure's terms applies.
        case: usize,
        /// What it does to the clock.
        tick: ClockEvent,
        /// The promise.
        due: Due,
        /// The step it goes to, and who does that.
        step: usize,
        /// The role of that step.
        role: Role,
        /// The colleague it is given to, if any.
        assignee: Option<StaffId>,
        /// Whether every paper asked for is there in electronic form.
        digitised: bool,
    },
    /// Not accepted.
    Refused {
        /// Why, for the applicant.
        reason: String,
    },
    /// Asked for everything that is missing.
    SupplementAsked {
        /// What is missing, one by one.
        items: Vec<String>,
        /// Why and how, for the applicant.
        reason: String,
        /// What it does to the clock; nothing before acceptance.
        tick: Option<ClockEvent>,
    },
    /// What was missing came in.
    Supplemented {
        /// What the applicant says.
        note: String,
        /// What it does to the clock; nothing before acceptance.
        tick: Option<ClockEvent>,
        /// The promise from now on; none when it had not been accepted yet.
        due: Option<Due>,
        /// The role it goes back to.
        role: Role,
    },
    /// Passed to the next step.
    Forwarded {
        /// The step.
        step: usize,
        /// Its role.
        role: Role,
        /// To whom.
        assignee: Option<StaffId>,
        /// A remark for the next.
        note: String,
        /// What it does to the clock: some steps stand outside the term, as paying a land obligation does.
        tick: Option<ClockEvent>,
        /// The promise from now on; none while the clock stands still.
        due: Option<Due>,
    },
    /// Another agency is asked.
    Consulted {
        /// The question's id.
        consultation: Uuid,
        /// Who is asked.
        agency: AgencyId,
        /// What.
        question: String,
        /// Until when.
        reply_by: Date,
    },
    /// The other agency answered.
    Answered {
        /// The question's id.
        consultation: Uuid,
        /// What it said.
        answer: String,
    },
    /// A draft decision goes to the leader.
    Proposed {
        /// What is proposed.
        outcome: Outcome,
        /// Why, for the leader.
        note: String,
        /// The step.
        step: usize,
        /// Its role.
        role: Role,
    },
    /// The leader wants it done again.
    SentBack {
        /// Why.
        reason: String,
        /// The step it goes back to.
        step: usize,
        /// Its role.
        role: Role,
    },
    /// Signed.
    Approved {
        /// The step that follows.
        step: usize,
        /// Its role.
        role: Role,
        /// Whether one more signature is needed.
        again: bool,
    },
    /// Numbered, stamped, issued: the dossier is resolved.
    Issued {
        /// Number of the result document, if it has one.
        number: String,
        /// Its scan or electronic original, if it was put in with the issue.
        result: Option<PaperRef>,
        /// The day it counts as resolved.
        on: Date,
        /// Against the promise.
        timeliness: Timeliness,
        /// Whether papers and result are there in electronic form.
        digitised: bool,
        /// The step of handing over.
        step: usize,
    },
    /// The applicant has the result.
    HandedOver {
        /// Who received it, or how.
        to: String,
    },
    /// A new date, with an apology.
    Extended {
        /// What it does to the clock.
        tick: ClockEvent,
        /// The new promise.
        due: Due,
        /// Why, for the applicant.
        reason: String,
        /// Whether the apology came later than one day before the date it moves.
        late_notice: bool,
    },
    /// Taken back.
    Withdrawn {
        /// Why.
        reason: String,
        /// The day.
        on: Date,
    },
    /// Ended without a result.
    Stopped {
        /// Why, for the applicant.
        reason: String,
        /// The day.
        on: Date,
    },
    /// Given to somebody else.
    Reassigned {
        /// From whom.
        from: Option<StaffId>,
        /// To whom.
        to: Option<StaffId>,
    },
    /// A paper was added.
    Attached {
        /// Which.
        paper: PaperRef,
    },
}

impl Event {
    /// The journal's word for it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "dossier.filed",
            Self::Accepted { .. } => "dossier.accepted",
            Self::Refused { .. } => "dossier.refused",
            Self::SupplementAsked { .. } => "dossier.supplement_asked",
            Self::Supplemented { .. } => "dossier.supplemented",
            Self::Forwarded { .. } => "dossier.forwarded",
            Self::Consulted { .. } => "dossier.consulted",
            Self::Answered { .. } => "dossier.answered",
            Self::Proposed { .. } => "dossier.proposed",
            Self::SentBack { .. } => "dossier.sent_back",
            Self::Approved { .. } => "dossier.approved",
            Self::Issued { .. } => "dossier.issued",
            Self::HandedOver { .. } => "dossier.handed_over",
            Self::Extended { .. } => "dossier.extended",
            Self::Withdrawn { .. } => "dossier.withdrawn",
            Self::Stopped { .. } => "dossier.stopped",
            Self::Reassigned { .. } => "dossier.reassigned",
            Self::Attached { .. } => "dossier.attached",
        }
    }

    /// The move that leads to it; filing is the beginning and no move.
    pub const fn by(&self) -> Option<Move> {
        Some(match self {
            Self::Filed { .. } => return None,
            Self::Accepted { .. } => Move::Accept,
            Self::Refused { .. } => Move::Refuse,
            Self::SupplementAsked { .. } => Move::AskSupplement,
            Self::Supplemented { .. } => Move::Supplement,
            Self::Forwarded { .. } => Move::Forward,
            Self::Consulted { .. } => Move::Consult,
            Self::Answered { .. } => Move::Answer,
            Self::Proposed { .. } => Move::Propose,
            Self::SentBack { .. } => Move::SendBack,
            Self::Approved { .. } => Move::Approve,
            Self::Issued { .. } => Move::Issue,
            Self::HandedOver { .. } => Move::HandOver,
            Self::Extended { .. } => Move::Extend,
            Self::Withdrawn { .. } => Move::Withdraw,
            Self::Stopped { .. } => Move::Stop,
            Self::Reassigned { .. } => Move::Reassign,
            Self::Attached { .. } => Move::Attach,
        })
    }

    /// What the timeline says, to everybody who may see it.
    pub const fn label(&self) -> Text {
        match self {
            Self::Filed { channel: Channel::Online, .. } => Text::new("Đã nộp hồ sơ trực tuyến", "Filed online"),
            Self::Filed { channel: Channel::Counter, .. } => Text::new("Đã nộp hồ sơ tại quầy", "Filed at the counter"),
            Self::Filed { channel: Channel::Post, .. } => Text::new("Đã nộp hồ sơ qua bưu chính", "Filed by post"),
            Self::Accepted { .. } => Text::new("Đã tiếp nhận, bắt đầu tính thời hạn", "Accepted; the term has begun"),
            Self::Refused { .. } => Text::new("Không tiếp nhận hồ sơ", "Not accepted"),
            Self::SupplementAsked { .. } => Text::new("Yêu cầu bổ sung giấy tờ", "Asked for missing papers"),
            Self::Supplemented { .. } => Text::new("Đã nhận giấy tờ bổ sung", "Missing papers received"),
            Self::Forwarded { .. } => Text::new("Chuyển bước xử lý tiếp theo", "Passed to the next step"),
            Self::Consulted { .. } => Text::new("Hỏi ý kiến cơ quan khác", "Asked another agency"),
            Self::Answered { .. } => Text::new("Cơ quan được hỏi đã trả lời", "The other agency answered"),
            Self::Proposed { .. } => {
                Text::new("Đã thẩm định, trình lãnh đạo ký", "Appraised and submitted for signature")
            }
            Self::SentBack { .. } => Text::new("Lãnh đạo yêu cầu làm lại", "Sent back by the leader"),
            Self::Approved { .. } => Text::new("Lãnh đạo đã ký", "Signed"),
            Self::Issued { .. } => Text::new("Đã có kết quả", "The result is ready"),
            Self::HandedOver { .. } => Text::new("Đã trả kết quả", "The result was handed over"),
            Self::Extended { .. } => Text::new("Xin lỗi và hẹn lại ngày trả kết quả", "Apology and a new date"),
            Self::Withdrawn { .. } => Text::new("Người nộp đã rút hồ sơ", "Withdrawn by the applicant"),
            Self::Stopped { .. } => Text::new("Dừng giải quyết hồ sơ", "Stopped"),
            Self::Reassigned { .. } => Text::new("Giao người khác xử lý", "Reassigned"),
            Self::Attached { .. } => Text::new("Đính kèm giấy tờ", "A paper was attached"),
        }
    }
}
