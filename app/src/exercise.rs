//! Moves as fast as they go, each named on standard output once it is acknowledged: what the crash test kills.

use std::{
    io::{Write as _, stdout},
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use base::{Actor, AgencyId, Clock as _, DossierId, FixedClock, Ids, Post, Role};
use services::dossiers::commands;
use store::{Store, vals};

/// Officers at work at once.
const TASKS: usize = 4;

/// Accepts every dossier that waits, on the day after the last was filed.
///
/// # Errors
/// When a command refuses or the record cannot be written.
pub fn run(store: &Store, files: &Path) -> anyhow::Result<()> {
    let waiting: Vec<(DossierId, AgencyId, jiff::Timestamp)> = store.read(|tx| {
        tx.all("select id, agency, filed_at from dossiers where state = $1 order by id", &vals!["filed"], |row| {
            Ok((row.get("id")?, row.get("agency")?, row.get("filed_at")?))
        })
    })?;
    let Some(last) = waiting.iter().map(|(.., filed)| *filed).max() else { return Ok(()) };
    let clock = FixedClock::from(last);
    clock.advance_minutes(24 * 60);
    let ids = Ids::random(clock.arc());
    let snapshot = crate::office(store, files)?.snapshot();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..TASKS)
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<()> {
                    while let Some((id, agency, _)) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let post = Post { agency: *agency, role: Role::Reception, covers: vec![*agency] };
                        let actor = Actor { posts: vec![post], ..Actor::system() };
                        store.write(|tx| {
                            let cx = snapshot.context(&actor, clock.now(), &ids);
                            commands::accept(tx, &cx, (*id).into(), commands::Accept::default())
                        })?;
                        writeln!(stdout().lock(), "{id}")?;
                    }
                    Ok(())
                })
            })
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| anyhow::bail!("an officer stumbled")))
    })
}
