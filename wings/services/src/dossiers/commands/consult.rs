use base::{AgencyId, Text};
use jiff::civil::Date;
use store::{Tx, vals};
use uuid::Uuid;

use super::{Context, MoveError, Moved, Target, commit, perform, required};
use crate::dossiers::{
    domain::{Dossier, Event, Move, State},
    permissions, record,
};

/// Asking another agency.
#[derive(Debug, Clone)]
pub struct Consult {
    /// Who is asked.
    pub agency: AgencyId,
    /// What.
    pub question: String,
    /// Until when.
    pub reply_by: Date,
}

/// Asks another agency; the dossier and the question's id. Each question has its own term; the dossier's own runs on (NĐ 61/2018 Đ.19.5).
///
/// # Errors
/// [`MoveError::Invalid`] without a question, for an agency that does not exist, or with a day in the past.
pub fn consult(tx: &mut Tx, cx: &Context, target: Target, how: Consult) -> Result<(Dossier, Uuid), MoveError> {
    let consultation: Uuid = cx.ids.next();
    let dossier = perform(tx, cx, target, Move::Consult, |tx, dossier, _| {
        let today = base::clock::wall(cx.now).date();
        if how.agency == dossier.agency || cx.agencies.as_of(how.agency, today).is_none() {
            return Err(MoveError::Invalid("agency", Text::new("Chọn cơ quan cần hỏi.", "Choose the agency to ask.")));
        }
        if how.reply_by < today {
            return Err(MoveError::Invalid(
                "reply_by",
                Text::new("Ngày trả lời không được ở quá khứ.", "The day of the answer must not be in the past."),
            ));
        }
        let question =
            required("question", &how.question, Text::new("Ghi nội dung cần hỏi.", "Write what you ask."))?.to_owned();
        tx.exec(
            "insert into dossier_consultations (id, dossier, agency, question, reply_by, asked_at) values ($1, $2, $3, $4, $5, $6)",
            &vals![consultation, dossier.id, how.agency, question, how.reply_by, cx.now],
        )?;
        Ok(Event::Consulted { consultation, agency: how.agency, question, reply_by: how.reply_by })
    })?;
    Ok((dossier, consultation))
}

/// Answering another agency's question.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The answer.
    pub answer: String,
}

/// Records the answer to a question. The agency that was asked answers; so may the asking agency, when the answer came
/// outside the system.
///
/// # Errors
/// [`MoveError::NotFound`] when there is no such open question for the actor; [`MoveError::Invalid`] without an answer.
pub fn answer(tx: &mut Tx, cx: &Context, consultation: Uuid, how: Answer) -> Moved {
    let asked = tx
        .opt(
            "select dossier, agency from dossier_consultations where id = $1 and answered_at is null",
            &vals![consultation],
            |row| Ok((row.get("dossier")?, row.get::<AgencyId>("agency")?)),
        )?
        .ok_or(MoveError::NotFound)?;
    let (id, agency) = asked;
    let mut dossier = record::load(tx, id)?.ok_or(MoveError::NotFound)?;
    let may = |agency| cx.actor.may(&permissions::ANSWER, agency);
    if !may(agency) && !may(dossier.agency) {
        return Err(MoveError::NotFound);
    }
    if dossier.state != State::Consulting {
        return Err(MoveError::NotNow(dossier.state));
    }
    let answer = required("answer", &how.answer, Text::new("Ghi nội dung trả lời.", "Write the answer."))?.to_owned();
    tx.exec(
        "update dossier_consultations set answered_at = $1, answer = $2 where id = $3",
        &vals![cx.now, answer, consultation],
    )?;
    commit(tx, cx, &mut dossier, &Event::Answered { consultation, answer })?;
    Ok(dossier)
}
