//! What a move is held against: the same number of rows of the same sizes, written by the plain drivers with nothing around.

use std::{
    path::Path,
    sync::mpsc::{Receiver, Sender, channel, sync_channel},
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;

/// The tables a move writes to, without their meaning.
const TABLES: &str = "
create table case_row (id blob primary key, state text, body text, version integer, head blob);
create table journal_row (stream blob, seq integer, at text, actor blob, name text, kind text, body text, hash blob, primary key (stream, seq));
create table fact_day (measure text, day text, agency blob, subject text, n integer, primary key (measure, day, agency, subject));
create table fact_month (measure text, month text, agency blob, n integer, primary key (measure, month, agency));
create table key_row (key text primary key, account blob, result text, at text);
create table job_row (id blob primary key, kind text, payload text, run_at text, created_at text);";

/// As long as the body of a typical event and as what is told of it.
const BODY: &str = "{\"move\":\"accepted\",\"received_on\":\"2024-02-05\",\"case\":0,\"tick\":{\"event\":\"received\",\"at\":\"2024-02-05T02:30:00Z\",\"term\":{\"value\":3,\"unit\":\"working_day\"}},\"due\":{\"on\":\"2024-02-15\",\"at\":\"2024-02-15T17:00:00Z\"},\"step\":1,\"role\":\"officer\",\"assignee\":null,\"digitised\":true,\"from\":\"filed\",\"to\":\"processing\"}";

/// A unit of work waiting for its commit.
struct Ask {
    n: u64,
    done: std::sync::mpsc::SyncSender<()>,
}

/// Bare transactions a second on SQLite: one writer thread, group commit, `synchronous=FULL`, `tasks` callers.
pub fn sqlite(path: &Path, tasks: u64, lasting: Duration) -> anyhow::Result<f64> {
    let conn = Connection::open(path)?;
    conn.execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma mmap_size = 268435456;")?;
    conn.execute_batch(TABLES)?;
    conn.execute_batch("begin")?;
    for n in 0..200_000u64 {
        conn.prepare_cached("insert into case_row values (?1, 'filed', ?2, 1, ?3)")?.execute((
            id(n),
            BODY,
            [0u8; 32],
        ))?;
    }
    conn.execute_batch("commit")?;
    let (ask, asked) = channel::<Ask>();
    let writer = thread::spawn(move || write(&conn, &asked));
    let begun = Instant::now();
    let counts: Vec<u64> = thread::scope(|scope| {
        let callers: Vec<_> = (0..tasks)
            .map(|task| {
                let ask: Sender<Ask> = ask.clone();
                scope.spawn(move || {
                    let (done, told) = sync_channel(1);
                    let mut count = 0;
                    while begun.elapsed() < lasting {
                        if ask.send(Ask { n: count * tasks + task, done: done.clone() }).is_err()
                            || told.recv().is_err()
                        {
                            break;
                        }
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        callers.into_iter().map(|caller| caller.join().unwrap_or(0)).collect()
    });
    let elapsed = begun.elapsed();
    drop(ask);
    writer.join().map_err(|_| anyhow::anyhow!("the bare writer panicked"))??;
    Ok(counts.iter().sum::<u64>() as f64 / elapsed.as_secs_f64())
}

fn write(conn: &Connection, asked: &Receiver<Ask>) -> rusqlite::Result<()> {
    while let Ok(first) = asked.recv() {
        let mut group = vec![first];
        while group.len() < 256 {
            match asked.try_recv() {
                Ok(next) => group.push(next),
                Err(_) => break,
            }
        }
        conn.execute_batch("begin immediate")?;
        for ask in &group {
            unit(conn, ask.n)?;
        }
        conn.execute_batch("commit")?;
        for ask in group {
            let _ = ask.done.send(());
        }
    }
    Ok(())
}

fn unit(conn: &Connection, n: u64) -> rusqlite::Result<()> {
    let (agency, at) = (id(n % 140), "2024-02-05T02:30:00.000000Z");
    conn.prepare_cached(
        "update case_row set state = 'processing', body = ?1, version = version + 1, head = ?2 where id = ?3",
    )?
    .execute((BODY, [1u8; 32], id(n % 200_000)))?;
    conn.prepare_cached("insert into journal_row values (?1, 1, ?2, ?3, 'Nguyễn Văn An', 'dossier.accepted', ?4, ?5)")?
        .execute((id(n), at, agency, BODY, [2u8; 32]))?;
    conn.prepare_cached("insert into fact_day values ('dossier.received.online', '2024-02-05', ?1, '1.001193', 1) on conflict do update set n = n + 1")?
        .execute([agency])?;
    conn.prepare_cached("insert into fact_month values ('dossier.received.online', '2024-02-01', ?1, 1) on conflict do update set n = n + 1")?
        .execute([agency])?;
    conn.prepare_cached("insert into key_row values (?1, ?2, ?3, ?4)")?.execute((
        format!("{n:032x}"),
        agency,
        "\"0192\"",
        at,
    ))?;
    conn.prepare_cached("insert into job_row values (?1, 'notice.write', ?2, ?3, ?3)")?.execute((id(n), BODY, at))?;
    Ok(())
}

/// Bare transactions a second on PostgreSQL: prepared statements, a connection for each caller.
pub fn postgres(url: &str, tasks: u64, lasting: Duration) -> anyhow::Result<f64> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let ddl = TABLES.replace("blob", "bytea").replace("integer", "bigint");
    client.batch_execute(&ddl)?;
    client.batch_execute(
        "insert into case_row select decode(lpad(to_hex(g), 32, '0'), 'hex'), 'filed', repeat('x', 330), 1, '\\x00' from generate_series(0, 199999) g",
    )?;
    let begun = Instant::now();
    let counts: Vec<anyhow::Result<u64>> = thread::scope(|scope| {
        let callers: Vec<_> = (0..tasks).map(|task| {
            scope.spawn(move || -> anyhow::Result<u64> {
                let mut client = postgres::Client::connect(url, postgres::NoTls)?;
                let statements = [
                    "update case_row set state = 'processing', body = $1, version = version + 1, head = $2 where id = $3",
                    "insert into journal_row values ($1, 1, $2, $3, 'Nguyễn Văn An', 'dossier.accepted', $4, $5)",
                    "insert into fact_day values ('dossier.received.online', '2024-02-05', $1, '1.001193', 1) on conflict (measure, day, agency, subject) do update set n = fact_day.n + 1",
                    "insert into fact_month values ('dossier.received.online', '2024-02-01', $1, 1) on conflict (measure, month, agency) do update set n = fact_month.n + 1",
                    "insert into key_row values ($1, $2, $3, $4)",
                    "insert into job_row values ($1, 'notice.write', $2, $3, $4)",
                ].iter().map(|sql| client.prepare(sql)).collect::<Result<Vec<_>, _>>()?;
                let at = "2024-02-05T02:30:00.000000Z";
                let mut count = 0;
                while begun.elapsed() < lasting {
                    let n = count * tasks + task;
                    let (own, agency, case) = (&id(n)[..], &id(n % 140)[..], &id(n % 200_000)[..]);
                    let mut tx = client.transaction()?;
                    tx.execute(&statements[0], &[&BODY, &&[1u8; 32][..], &case])?;
                    tx.execute(&statements[1], &[&own, &at, &agency, &BODY, &&[2u8; 32][..]])?;
                    tx.execute(&statements[2], &[&agency])?;
                    tx.execute(&statements[3], &[&agency])?;
                    tx.execute(&statements[4], &[&format!("{n:032x}"), &agency, &"\"0192\"", &at])?;
                    tx.execute(&statements[5], &[&own, &BODY, &at, &at])?;
                    tx.commit()?;
                    count += 1;
                }
                Ok(count)
            })
        }).collect();
        callers
            .into_iter()
            .map(|caller| caller.join().unwrap_or_else(|_| anyhow::bail!("a bare caller panicked")))
            .collect()
    });
    let elapsed = begun.elapsed().as_secs_f64();
    let total = counts.into_iter().sum::<anyhow::Result<u64>>()?;
    Ok(total as f64 / elapsed)
}

fn id(n: u64) -> [u8; 16] {
    u128::from(n).to_be_bytes()
}
