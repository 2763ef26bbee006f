//! The record itself: schema, journal, papers, jobs, deadlines, calendar.

use std::path::Path;

use base::{Text, clock, text::format};
use directory::workdays;
use jiff::{SignedDuration, Timestamp, civil::date};
use services::dossiers::verify;
use store::{
    Error, Result, Store, carried, dump,
    files::{Blobs as _, Digest, Folder},
    jobs as queue, steps, vals,
};
use web::Words;

use super::{Finding, State};

/// How many of the newest dossiers, and how many papers, are looked at when not all are.
const SAMPLE: usize = 20_000;
/// A job that was due this long ago is late.
const LATE: SignedDuration = SignedDuration::from_mins(5);
/// In this month the days off of the next year must be known: promises reach into it.
const NEXT_YEAR_FROM: i8 = 11;

pub(super) fn schema(store: &Store) -> Result<Finding> {
    const NAME: Text = Text::new("Cấu trúc bảng", "Tables");
    let (known, applied) = (carried(crate::ROOMS), store.read(steps)?);
    let missing = known.iter().filter(|step| !applied.contains(step)).count();
    let strange = applied.iter().filter(|step| !known.contains(step)).count();
    Ok(if strange > 0 {
        Finding::of(
            NAME,
            State::Bad,
            Words::new(
                format!("{strange} bước mà chương trình này không biết"),
                format!("{strange} steps this program does not know"),
            ),
            Text::new(
                "Chạy bản chương trình mới hơn, bản đã tạo ra các bảng này.",
                "Run the later version that made these tables.",
            ),
        )
    } else if missing > 0 {
        Finding::of(
            NAME,
            State::Bad,
            Words::new(format!("thiếu {missing} bước"), format!("{missing} steps are missing")),
            Text::new("Chạy tinhso migrate.", "Run tinhso migrate."),
        )
    } else {
        Finding::good(NAME, Text::new("đúng với chương trình này", "as this program needs them"))
    })
}

pub(super) fn journal(store: &Store, deep: bool) -> Result<Finding> {
    const NAME: Text = Text::new("Nhật ký", "Journal");
    let advice = Text::new(
        "Dừng ghi, giữ nguyên hiện trạng, chạy tinhso verify để biết chỗ sai, và phục hồi từ bản sao lưu tốt gần nhất nếu cần.",
        "Stop writing, keep everything as it is, run tinhso verify to learn where, and restore the last proven backup if need be.",
    );
    if deep {
        let verdict = verify::verify(store)?;
        let (entries, dossiers) =
            (format::integer(verdict.entries.cast_signed()), format::integer(verdict.dossiers.cast_signed()));
        return Ok(match verdict.problems.first() {
            None => Finding::good(
                NAME,
                Words::new(
                    format!("{entries} mục, {dossiers} hồ sơ, tất cả đều khớp"),
                    format!("{entries} entries, {dossiers} dossiers, all holds"),
                ),
            ),
            Some(first) => Finding::of(
                NAME,
                State::Bad,
                Words::new(
                    format!("{} chỗ không khớp, ví dụ: {first}", verdict.problems.len()),
                    format!("{} things do not hold, such as: {first}", verdict.problems.len()),
                ),
                advice,
            ),
        });
    }
    let torn: i64 = store.read(|tx| {
        tx.one(
            "select count(*) as n from (select id, version, head from dossiers order by id desc limit $1) d \
             left join journal j on j.stream = d.id and j.seq = d.version \
             where j.hash is null or j.hash <> d.head \
             or exists (select 1 from journal later where later.stream = d.id and later.seq > d.version)",
            &vals![SAMPLE],
            |row| row.get("n"),
        )
    })?;
    Ok(if torn == 0 {
        Finding::good(NAME, Text::new("cuối mỗi chuỗi khớp với hồ sơ", "the ends of the chains fit their dossiers"))
    } else {
        Finding::of(
            NAME,
            State::Bad,
            Words::new(
                format!("{torn} hồ sơ không khớp với nhật ký"),
                format!("{torn} dossiers do not fit their journal"),
            ),
            advice,
        )
    })
}

pub(super) fn contents(store: &Store, files: &Path, deep: bool) -> Result<Finding> {
    const NAME: Text = Text::new("Giấy tờ trên đĩa", "Papers on disk");
    let folder = Folder::open(files)?;
    let (mut seen, mut missing, mut damaged) = (0usize, 0usize, 0usize);
    store.read(|tx| {
        dump::contents(tx, (!deep).then_some(SAMPLE), |digest| {
            seen += 1;
            if !deep {
                missing += usize::from(!folder.has(&digest));
                return Ok(());
            }
            match folder.open(&digest)? {
                None => missing += 1,
                Some(mut content) => {
                    damaged += usize::from(Digest::of_reader(&mut *content)? != digest);
                }
            }
            Ok::<_, Error>(())
        })
    })?;
    let seen = format::integer(seen as i64);
    Ok(if missing + damaged == 0 {
        Finding::good(
            NAME,
            Words::new(format!("đã xem {seen} tệp, không thiếu tệp nào"), format!("{seen} looked at, none is missing")),
        )
    } else {
        Finding::of(
            NAME,
            State::Bad,
            Words::new(
                format!("trong {seen} tệp có {missing} tệp thiếu, {damaged} tệp hỏng"),
                format!("of {seen}, {missing} are missing and {damaged} damaged"),
            ),
            Text::new(
                "Kiểm tra ổ đĩa; chép lại các tệp này từ bản sao lưu (tinhso restore vào một thư mục khác).",
                "Look at the disk; copy them back from a backup (tinhso restore into another folder).",
            ),
        )
    })
}

pub(super) fn jobs(store: &Store, now: Timestamp) -> Result<Vec<Finding>> {
    const NAME: Text = Text::new("Công việc nền", "Background jobs");
    const SENDING: Text = Text::new("Gửi ra ngoài", "Sending outside");
    let (dead, late, retried) = store.read(|tx| {
        let dead = queue::count(tx)?.into_iter().find(|(state, _)| state == "dead").map_or(0, |(_, n)| n);
        let late = tx.one(
            "select count(*) as n from jobs where state = 'queued' and run_at < $1",
            &vals![now - LATE],
            |row| row.get::<i64>("n"),
        )?;
        let retried: Vec<(String, i64)> = tx.all(
            "select kind, count(*) as n from jobs where last_error is not null group by kind order by kind",
            &[],
            |row| Ok((row.get("kind")?, row.get("n")?)),
        )?;
        Ok::<_, Error>((dead, late, retried))
    })?;
    let mut found = Vec::new();
    found.push(if dead + late == 0 {
        Finding::good(NAME, Text::new("không việc nào trễ hay bị bỏ dở", "none is late or given up"))
    } else {
        let state = if dead > 0 { State::Bad } else { State::Warn };
        Finding::of(
            NAME,
            state,
            Words::new(format!("{dead} việc không làm được, {late} việc trễ"), format!("{dead} given up, {late} late")),
            Text::new(
                "Xem trang «Công việc nền»: sửa nguyên nhân rồi thử lại. Nếu tất cả đều trễ, máy chủ tinhso có thể không chạy.",
                "See the page “Background jobs”: mend the cause, then try again. When all are late, no tinhso server may be running.",
            ),
        )
    });
    if !retried.is_empty() {
        let named = |mail: &'static str| {
            let list = retried
                .iter()
                .map(|(kind, n)| format!("{} ({n})", if kind.starts_with("notice.") { mail } else { kind }));
            list.collect::<Vec<_>>().join(", ")
        };
        found.push(Finding::of(
            SENDING,
            State::Warn,
            Words::new(
                format!("gặp lỗi và đang thử lại: {}", named("thông báo")),
                format!("failing and tried again: {}", named("notices")),
            ),
            Text::new(
                "Kiểm tra máy chủ thư và các hệ thống kết nối trong tệp cấu hình (tinhso config check) và đường mạng.",
                "Look at the mail server and the neighbours in the settings (tinhso config check), and at the network.",
            ),
        ));
    }
    Ok(found)
}

pub(super) fn overdue(store: &Store, now: Timestamp) -> Result<Finding> {
    const NAME: Text = Text::new("Hồ sơ quá hạn", "Overdue dossiers");
    let today = clock::wall(now).date();
    let late: i64 = store.read(|tx| steering::figures::overdue(tx, today, &base::Reach::All))?.values().sum();
    Ok(if late == 0 {
        Finding::good(NAME, Text::new("không có", "none"))
    } else {
        let n = format::integer(late);
        Finding::of(
            NAME,
            State::Warn,
            Words::new(format!("{n} hồ sơ"), format!("{n} dossiers")),
            Text::new("Xem «Điều hành» để biết ở cơ quan nào.", "See the board for where they are."),
        )
    })
}

pub(super) fn calendar(store: &Store, now: Timestamp) -> Result<Finding> {
    const NAME: Text = Text::new("Lịch làm việc", "Working days");
    let today = clock::wall(now).date();
    let year = if today.month() >= NEXT_YEAR_FROM { today.year() + 1 } else { today.year() };
    let calendar = store.read(workdays::queries::calendar)?;
    // The last day off of a year by law is in September; where a year is decided, it is decided to there.
    let decided = calendar.is_decided(date(year, 9, 2));
    Ok(if decided {
        Finding::good(
            NAME,
            Words::new(format!("đã có ngày nghỉ năm {year}"), format!("the days off of {year} are there")),
        )
    } else {
        Finding::of(
            NAME,
            State::Warn,
            Words::new(
                format!("chưa có ngày nghỉ chính thức của năm {year}; ngày hẹn đang tính theo dự kiến"),
                format!("the days off of {year} are not decided here; promises count expected ones"),
            ),
            Text::new(
                "Nhập lịch nghỉ theo thông báo tại trang «Lịch làm việc».",
                "Enter them by the yearly notice on the page “Working days”.",
            ),
        )
    })
}
