//! Telling the applicant: what happened, what they must do, and when it will be done. A notice is written down in the
//! transaction of the move it tells of and goes out afterwards, once, by a job.

use base::text::format;
use jiff::Timestamp;
use serde_json::json;
use store::{Store, Tx, jobs, vals};
use uuid::Uuid;

use super::{
    commands::{Context, MoveError},
    domain::{Dossier, Event},
};

/// The kind of job that sends a notice.
pub const JOB: &str = "notice.mail";

/// Sends one message; the real one speaks SMTP.
pub trait Post: Send + Sync {
    /// Hands a message over for delivery.
    ///
    /// # Errors
    /// Why it could not be handed over; the job tries again.
    fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), String>;
}

/// Writes down the notice that an event calls for, if the applicant can be reached.
pub(super) fn follow(tx: &mut Tx, cx: &Context, dossier: &Dossier, event: &Event) -> Result<(), MoveError> {
    let Some(text) = text(dossier, event) else { return Ok(()) };
    let Some(email) = directory::persons::queries::get(tx, dossier.applicant)?.details.email else { return Ok(()) };
    let email = email.to_string();
    let name = cx.catalogue.version(dossier.version).map(|p| p.package.name.vi.clone()).unwrap_or_default();
    let subject = format!("Hồ sơ {}: {}", dossier.code, event.label().vi);
    let body = format!(
        "Kính gửi {},\n\nHồ sơ {} ({}):\n{}\n\nTra cứu bất cứ lúc nào bằng mã hồ sơ {}.\n",
        dossier.applicant_name, dossier.code, name, text, dossier.code
    );
    let id: Uuid = cx.ids.next();
    tx.exec(
        "insert into notices (id, dossier, address, subject, body, state, at) values ($1, $2, $3, $4, $5, 'queued', $6)",
        &vals![id, dossier.id, email, subject, body, cx.now],
    )?;
    jobs::enqueue(tx, id, JOB, &json!({ "notice": id }), cx.now)?;
    Ok(())
}

fn text(dossier: &Dossier, event: &Event) -> Option<String> {
    Some(match event {
        Event::Accepted { due, .. } => {
            format!("đã được tiếp nhận. Hẹn trả kết quả: {}. Bạn không cần làm gì thêm.", format::date(due.on))
        }
        Event::Refused { reason } => format!("chưa được tiếp nhận. Lý do: {reason}"),
        Event::SupplementAsked { items, reason, .. } => {
            format!("cần bổ sung: {}. {reason}", items.join("; "))
        }
        Event::Supplemented { due: Some(due), .. } => {
            format!("đã nhận đủ giấy tờ bổ sung. Hẹn trả kết quả: {}.", format::date(due.on))
        }
        Event::Extended { due, reason, .. } => format!(
            "chưa có kết quả đúng ngày đã hẹn, chúng tôi xin lỗi bạn. Hẹn lại: {}. Lý do: {reason}",
            format::date(due.on)
        ),
        Event::Issued { .. } if dossier.outcome == Some(super::domain::Outcome::Denied) => {
            "đã có văn bản trả lời: chưa đủ điều kiện giải quyết. Mời bạn đến nhận văn bản.".into()
        }
        Event::Issued { .. } => "đã có kết quả. Mời bạn đến nhận tại Bộ phận Một cửa.".into(),
        Event::Stopped { reason, .. } => format!("đã dừng giải quyết. Lý do: {reason}"),
        _ => return None,
    })
}

/// Sends the notice of a job. A notice already sent is not sent again; without a way out it stays written down.
///
/// # Errors
/// What the way out says; the job is tried again.
pub fn deliver(store: &Store, job: &jobs::Job, now: Timestamp, post: Option<&dyn Post>) -> Result<(), String> {
    let id: Uuid = serde_json::from_value(job.payload["notice"].clone()).map_err(|error| error.to_string())?;
    let notice = store
        .read(|tx| {
            tx.opt("select address, subject, body, state from notices where id = $1", &vals![id], |row| {
                Ok((
                    row.get::<String>("address")?,
                    row.get::<String>("subject")?,
                    row.get::<String>("body")?,
                    row.get::<String>("state")?,
                ))
            })
        })
        .map_err(|error: store::Error| error.to_string())?;
    let Some((address, subject, body, state)) = notice else { return Ok(()) };
    if state == "sent" {
        return Ok(());
    }
    let state = match post {
        Some(post) => {
            post.send(&address, &subject, &body)?;
            "sent"
        }
        None => "kept",
    };
    store
        .write(|tx| tx.exec("update notices set state = $1, sent_at = $2 where id = $3", &vals![state, now, id]))
        .map_err(|error: store::Error| error.to_string())?;
    Ok(())
}
