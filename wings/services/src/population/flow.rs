//! One lookup from beginning to end: noted, asked outside any transaction, noted again.

use std::sync::Arc;

use directory::{Doer, Refused};
use jiff::Timestamp;
use tokio::task::spawn_blocking;
use web::{App, Problem, Visitor};

use super::{
    commands::{self, About, Fault},
    domain::{Asked, Outcome, Record, Register, RegisterFault},
};

/// What came of a lookup.
#[derive(Debug, Clone)]
pub enum Looked {
    /// What the register says of the person, with the time it holds for.
    Found(Box<Record>, Timestamp),
    /// It knows nobody of this number.
    Nobody,
    /// It did not answer as it should; work goes on by hand.
    Failed(RegisterFault),
    /// It was not asked.
    Refused(Fault),
}

/// Asks the register.
///
/// # Errors
/// When whoever asks may not, and when the record cannot be written: then nothing was asked.
pub async fn look_up(
    app: &App,
    visitor: &Visitor,
    register: Arc<dyn Register>,
    asked: Asked,
    about: About,
) -> Result<Looked, Problem> {
    let doer = Doer::of(app, visitor)?;
    let (noted, first) = (doer.clone(), asked.clone());
    match app.write(move |tx| commands::ask(tx, noted.act(), &first, &about)).await {
        Ok(()) => {}
        Err(Refused::Fault(fault)) => return Ok(Looked::Refused(fault)),
        Err(refused) => return Err(refused.fault().err().unwrap_or_else(Problem::forbidden)),
    }
    let (id, facts) = (asked.id, asked.facts.clone());
    let answer = match spawn_blocking(move || register.look_up(&asked)).await {
        Ok(answer) => answer,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    };
    let outcome = match &answer {
        Ok(Some(_)) => Outcome::Found,
        Ok(None) => Outcome::NotFound,
        Err(fault) => fault.outcome(),
    };
    if let Err(fault) = &answer {
        tracing::error!(reference = %visitor.reference, lookup = %id, %fault, "the population register was of no use");
    }
    let now = app.clock.now();
    app.write(move |tx| commands::answered(tx, doer.act(), id, outcome, now)).await?;
    Ok(match answer {
        Ok(Some((record, at))) => Looked::Found(Box::new(record.only(&facts)), at),
        Ok(None) => Looked::Nobody,
        Err(fault) => Looked::Failed(fault),
    })
}
