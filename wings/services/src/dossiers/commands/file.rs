use base::{
    AgencyId, DossierId, PersonId, Text,
    codes::{AgencyCode, DossierCode},
};
use jiff::civil::Date;
use serde_json::Value;
use store::{Tx, counters, search, vals};
use uuid::Uuid;

use super::{Context, MoveError, Moved, count, remember};
use crate::dossiers::{
    domain::{Channel, Dossier, Event, PaperRef},
    notices,
    papers::{self, NewPaper},
    permissions, record,
};

/// A dossier to be filed: by the applicant on the portal, or by an officer for somebody at the counter or by post.
#[derive(Debug, Clone)]
pub struct Filing {
    /// The draft's id, so that papers already uploaded stay where they are; a new one otherwise.
    pub id: Option<DossierId>,
    /// The version of the procedure that was filled in.
    pub version: Uuid,
    /// Where.
    pub agency: AgencyId,
    /// How.
    pub channel: Channel,
    /// For whom.
    pub applicant: PersonId,
    /// Their name today.
    pub applicant_name: String,
    /// What else it should be found by: phone, identity number.
    pub found_by: String,
    /// The form as validated by the catalogue.
    pub answers: Value,
    /// Papers handed in with it, beside those already with the draft.
    pub papers: Vec<NewPaper>,
}

const LEVEL_MISSING: Text = Text::new(
    "Thủ tục này phải nộp bằng định danh điện tử ở mức độ cao hơn. Hãy đăng nhập lại ở mức độ đó; hồ sơ đang soạn được giữ nguyên.",
    "This procedure is filed with a higher level of e-identity. Sign in again at that level; what you typed is kept.",
);

/// Files a dossier and gives it its code, the next of the agency's day (NĐ 61/2018 Đ.26): no two alike, none left out.
///
/// # Errors
/// [`MoveError::Forbidden`] when an officer files at an agency that is not theirs or a citizen for somebody else;
/// [`MoveError::Invalid`] when the agency does not take this procedure, or the applicant signed in with less than the
/// procedure asks of whoever files online.
pub fn file(tx: &mut Tx, cx: &Context, filing: Filing) -> Moved {
    let own = cx.actor.person == Some(filing.applicant) && filing.channel == Channel::Online;
    let for_somebody = filing.channel != Channel::Online && cx.actor.may(&permissions::FILE, filing.agency);
    if !own && !for_somebody {
        return Err(MoveError::Forbidden);
    }
    let procedure = cx
        .catalogue
        .version(filing.version)
        .ok_or_else(|| MoveError::Procedure(format!("version {} is not in the catalogue", filing.version)))?;
    if own && procedure.package.missing_level(cx.actor.level).is_some() {
        return Err(MoveError::Invalid("identity_level", LEVEL_MISSING));
    }
    let today = base::clock::wall(cx.now).date();
    let code = cx
        .agencies
        .as_of(filing.agency, today)
        .and_then(|agency| agency.code.as_ref())
        .map(|code| code.code.clone())
        .ok_or(MoveError::Invalid(
            "agency",
            Text::new(
                "Cơ quan này không còn nhận hồ sơ. Hãy chọn cơ quan khác.",
                "This agency takes no dossiers any more. Choose another.",
            ),
        ))?;
    let id = filing.id.unwrap_or_else(|| cx.ids.next());
    let mut handed_in: Vec<PaperRef> = match filing.id {
        Some(draft) => papers::of(tx, draft.into())?.into_iter().map(Into::into).collect(),
        None => Vec::new(),
    };
    for paper in &filing.papers {
        handed_in.push(papers::add(tx, id.into(), cx.ids.next(), paper, cx.now, &cx.actor.name)?);
    }
    let event = Event::Filed {
        code: next_code(tx, &code, today)?,
        agency: filing.agency,
        procedure: procedure.package.code.clone(),
        version: filing.version,
        channel: filing.channel,
        applicant: filing.applicant,
        applicant_name: filing.applicant_name,
        papers: handed_in,
    };
    let mut dossier =
        Dossier::filed(id, &event, cx.now).ok_or_else(|| MoveError::Procedure("a filing makes a dossier".into()))?;
    dossier.head = remember(tx, cx, &dossier, None, &event)?;
    record::insert(tx, &dossier)?;
    tx.exec("insert into dossier_answers (dossier, answers) values ($1, $2)", &vals![dossier.id, filing.answers])?;
    let words =
        format!("{} {} {} {}", dossier.code, dossier.applicant_name, procedure.package.name.vi, filing.found_by);
    search::index(tx, "dossier", dossier.id.into(), Some(dossier.agency), &words)?;
    if filing.id.is_some() {
        tx.exec("delete from dossier_drafts where id = $1", &vals![dossier.id])?;
    }
    count(tx, &dossier, &event)?;
    notices::follow(tx, cx, &dossier, &event)?;
    Ok(dossier)
}

fn next_code(tx: &mut Tx, agency: &AgencyCode, day: Date) -> Result<String, MoveError> {
    let serial = counters::next(tx, &format!("dossier:{agency}:{day}"))?;
    let serial = u32::try_from(serial).ok();
    let code =
        serial.and_then(|serial| DossierCode::make(agency.clone(), day, serial).ok()).ok_or(MoveError::Invalid(
            "agency",
            Text::new(
                "Cơ quan này đã dùng hết mã hồ sơ trong ngày.",
                "This agency has used up the dossier codes of the day.",
            ),
        ))?;
    Ok(code.to_string())
}
