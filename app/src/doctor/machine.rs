//! The machine and what is made of the record: disk, backups, clock.

use base::{Text, clock as time, text::format};
use jiff::{SignedDuration, Timestamp};
use store::{Engine, Result, Store, sizes, vals};
use web::{Words, form::bytes};

use super::{Finding, State};
use crate::{backup as copies, config, operation::Operation};

/// A clock may be this much ahead of another before anybody worries.
const DRIFT: SignedDuration = SignedDuration::from_mins(2);

pub(crate) fn disk(store: &Store, operation: &Operation, now: Timestamp) -> Result<Finding> {
    const NAME: Text = Text::new("Dung lượng đĩa", "Disk space");
    let advice = Text::new(
        "Thêm dung lượng, hoặc chuyển bản sao lưu và tệp không cần sang đĩa khác. Đừng xóa tệp trong thư mục dữ liệu.",
        "Add space, or move backups and what is not needed to another disk. Delete nothing inside the data folder.",
    );
    let limits = operation.disk();
    let Some(room) = operation.room() else {
        return Ok(Finding::of(
            NAME,
            State::Bad,
            Text::new("không đọc được dung lượng còn trống", "what is free cannot be told"),
            Text::new(
                "Kiểm tra thư mục dữ liệu còn đó và đọc được.",
                "See that the data folder is there and can be read.",
            ),
        ));
    };
    let reserve = limits.reserve_mb << 20;
    let days = store.read(|tx| sizes::lately(tx, time::wall(now).date()))?;
    let left = sizes::days_left(&days, room.free, reserve);
    let (free, total) = (bytes(room.free), bytes(room.total));
    let forecast = match left {
        Some(n) => {
            Words::new(format!("; với tốc độ này sẽ đầy sau {n} ngày"), format!("; at this rate full in {n} days"))
        }
        None => Words::new("", ""),
    };
    let said =
        Words::new(format!("còn {free} trên {total}{}", forecast.vi), format!("{free} of {total} free{}", forecast.en));
    let little = room.free.saturating_mul(100) < room.total.saturating_mul(limits.warn_percent.into());
    Ok(if room.free < reserve {
        let said = Words::new(
            format!("{}: chỉ cho xem, không nhận thêm", said.vi),
            format!("{}: read only, nothing is taken in", said.en),
        );
        Finding::of(NAME, State::Bad, said, advice)
    } else if little || left.is_some_and(|n| n <= limits.warn_days) {
        Finding::of(NAME, State::Warn, said, advice)
    } else {
        Finding::good(NAME, said)
    })
}

pub(super) fn backup(store: &Store, plan: &config::Backup, now: Timestamp) -> Result<Finding> {
    const NAME: Text = Text::new("Sao lưu", "Backup");
    let advice = Words::new(
        "Đặt thư mục sao lưu trong mục [backup] của tệp cấu hình, hoặc chạy tinhso backup --out TỆP; chỉ bản đã phục hồi thử mới được tính.",
        "Set a folder in [backup] of the settings, or run tinhso backup --out FILE; only one that was restored for trial counts.",
    );
    let (proven, failed) = store.read(copies::last)?;
    let when = |at: Timestamp| format::date_time(time::wall(at));
    let failing = failed.map(|failure| {
        Words::new(
            format!("lần sao lưu {} không đạt: {}", when(failure.at), failure.why),
            format!("the backup of {} failed: {}", when(failure.at), failure.why),
        )
    });
    Ok(match (proven, failing) {
        (None, failing) => {
            let said = failing.unwrap_or_else(|| {
                Text::new("chưa có bản nào được phục hồi thử thành công", "none was ever proven by restoring it").into()
            });
            Finding::of(NAME, State::Bad, said, advice)
        }
        (Some(last), failing) => {
            let said = Words::new(
                format!("bản tốt gần nhất lúc {}: {}, {}", when(last.at), last.file, bytes(last.bytes)),
                format!("last proven {}: {}, {}", when(last.at), last.file, bytes(last.bytes)),
            );
            let old = now.duration_since(last.at) > SignedDuration::from_hours(24 * i64::from(plan.warn_days));
            match failing {
                Some(why) => {
                    let said = Words::new(format!("{}; {}", said.vi, why.vi), format!("{}; {}", said.en, why.en));
                    Finding::of(NAME, State::Bad, said, advice)
                }
                None if old => Finding::of(NAME, State::Bad, said, advice),
                None => Finding::good(NAME, said),
            }
        }
    })
}

/// What is on record must not be later than now, and a database server must tell about the same time. In a demo province,
/// which has a time of its own, the server is not asked.
pub(super) fn clock(store: &Store, now: Timestamp) -> Result<Finding> {
    const NAME: Text = Text::new("Đồng hồ", "Clock");
    let advice = Text::new(
        "Bật đồng bộ thời gian (NTP) trên mọi máy; thời hạn và nhật ký dựa vào đồng hồ này.",
        "Keep time by NTP on every machine; deadlines and the journal go by this clock.",
    );
    let newest = "select max(j.at) as at from journal j join (select id from dossiers order by id desc limit 50) d on j.stream = d.id";
    let newest: Option<Timestamp> = store.read(|tx| tx.one(newest, &[], |row| row.get("at")))?;
    if newest.is_some_and(|at| at.duration_since(now) > DRIFT) {
        let said = Text::new(
            "nhật ký có việc ở tương lai: đồng hồ đã chạy lùi",
            "the journal holds what is still to come: the clock went back",
        );
        return Ok(Finding::of(NAME, State::Bad, said, advice));
    }
    let demo = store.read(|tx| store::settings::get(tx, crate::demo::SHIFT))?.is_some();
    if store.engine() == Engine::Postgres && !demo {
        let there: Timestamp =
            store.read(|tx| tx.one("select clock_timestamp() as at where $1", &vals![true], |row| row.get("at")))?;
        let apart = there.duration_since(now).abs();
        if apart > DRIFT {
            let seconds = apart.as_secs();
            let said = Words::new(
                format!("lệch {seconds} giây so với máy chủ cơ sở dữ liệu"),
                format!("{seconds} seconds apart from the database server's"),
            );
            return Ok(Finding::of(NAME, State::Warn, said, advice));
        }
    }
    let said = format::date_time(time::wall(now));
    Ok(Finding::good(NAME, Words::new(said.clone(), said)))
}
