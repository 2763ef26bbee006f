//! A command that was not carried out, as the problem a person reads.

use base::Lang;
use web::{Problem, Words};

use crate::dossiers::{commands::MoveError, domain::State};

impl From<MoveError> for Problem {
    fn from(error: MoveError) -> Self {
        match error {
            MoveError::NotFound => Self::not_found(),
            MoveError::Forbidden => Self::forbidden(),
            MoveError::Changed(now) => Self::conflict(stands(
                now,
                "Hồ sơ vừa có người khác xử lý",
                "Somebody else has just worked on this dossier",
            )),
            MoveError::NotNow(now) => {
                Self::conflict(stands(now, "Việc này không làm được lúc này", "This cannot be done at this point"))
            }
            MoveError::Invalid(_, why) => Self::invalid(why),
            MoveError::Clock(why) => Self::conflict(Words::new(why.message(Lang::Vi), why.message(Lang::En))),
            MoveError::Procedure(why) => Self::internal(why),
            MoveError::Store(error) => error.into(),
        }
    }
}

fn stands(now: State, vi: &str, en: &str) -> Words {
    let state = now.label();
    Words::new(
        format!("{vi}: hồ sơ đang ở bước “{}”. Hãy xem bản mới nhất.", state.vi),
        format!("{en}: it now stands at “{}”. Please look at the latest.", state.en),
    )
}
