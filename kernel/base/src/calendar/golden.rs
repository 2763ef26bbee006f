//! Facts that were agreed before the program was written: dates, and the words they are told in.

use std::sync::LazyLock;

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::*;
use crate::{Lang, clock::instant};

/// The days off of the province's data.
pub(super) const DAYS: &str = include_str!("../../../../provinces/binh-phuoc/calendar/holidays.csv");

/// The calendar of the province's data.
pub(super) fn calendar() -> &'static Calendar {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::read(DAYS).expect("the data file is sound"));
    &CALENDAR
}

pub(super) fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    instant(day.at(hour, minute, 0, 0))
}

fn received(at: Timestamp, term: Term) -> ClockEvent {
    ClockEvent::Received { at, term }
}

fn promised(events: &[ClockEvent]) -> Promise {
    ledger::promise(events, calendar(), &Rules::default()).unwrap()
}

fn refused(events: &[ClockEvent]) -> LedgerError {
    ledger::promise(events, calendar(), &Rules::default()).unwrap_err()
}

fn due(day: Date, hour: i8, term: Term) -> Date {
    promised(&[received(at(day, hour, 0), term)]).due.date()
}

fn told(promise: &Promise, lang: Lang) -> Vec<String> {
    promise.reasons.iter().map(|reason| reason.text(lang)).collect()
}

const MONDAY: Date = date(2023, 7, 17);

#[test]
fn working_days_pass_over_weekends_tet_and_swapped_days() {
    for (day, days, expected) in [
        (MONDAY, 3, date(2023, 7, 20)),
        (date(2025, 1, 21), 5, date(2025, 2, 4)),
        (date(2024, 4, 25), 3, date(2024, 5, 3)),
        (date(2023, 4, 27), 2, date(2023, 5, 4)),
        (date(2022, 4, 29), 1, date(2022, 5, 4)),
        (date(2022, 12, 30), 1, date(2023, 1, 3)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
    ] {
        assert_eq!(due(day, 9, Term::working_days(days)), expected);
        assert_eq!(calendar().add_working_days(day, days), expected);
    }
}

#[test]
fn the_days_off_and_on_are_those_announced() {
    for off in [(2025, 5, 2), (2023, 5, 3), (2025, 1, 27), (2022, 9, 1), (2023, 9, 4), (2025, 9, 1), (2026, 1, 2)] {
        assert!(!calendar().is_working_day(date(off.0, off.1, off.2)), "{off:?}");
    }
    for on in [(2024, 5, 4), (2025, 4, 26), (2026, 8, 22), (2026, 1, 10)] {
        assert!(calendar().is_working_day(date(on.0, on.1, on.2)), "{on:?}");
    }
}

#[test]
fn a_term_in_days_that_ends_on_a_saturday_is_due_on_monday() {
    assert_eq!(due(MONDAY, 9, Term::calendar_days(5)), date(2023, 7, 24));
}

#[test]
fn a_file_received_after_three_is_forwarded_next_day_and_counts_all_the_same() {
    let transfer = |hour, minute| {
        let promise = promised(&[received(at(MONDAY, hour, minute), Term::working_days(3))]);
        (promise.transfer_on, promise.due.date())
    };
    assert_eq!(transfer(14, 59), (MONDAY, date(2023, 7, 20)));
    assert_eq!(transfer(15, 0), (MONDAY, date(2023, 7, 20)));
    assert_eq!(transfer(15, 1), (date(2023, 7, 18), date(2023, 7, 20)));
}

#[test]
fn where_late_files_count_from_the_next_day_the_promise_moves() {
    let set = RuleSet { late_receipt: LateReceipt::CountsNextDay, ..Rules::default().sets()[0].clone() };
    let rules = Rules::new(vec![set]).unwrap();
    let events = [received(at(MONDAY, 16, 0), Term::working_days(3))];
    let promise = ledger::promise(&events, calendar(), &rules).unwrap();
    assert_eq!(promise.due, Due::Day(date(2023, 7, 21)));
    assert_eq!(promise.first_counted_day, date(2023, 7, 19));
    assert_eq!(
        told(&promise, Lang::Vi)[0],
        "Nhận lúc 16:00 thứ Hai 17/07/2023 (sau 15:00) nên tính là nhận thứ Ba 18/07."
    );
}

#[test]
fn a_certified_copy_asked_for_after_three_is_ready_the_next_working_day() {
    let asked = |day, hour, minute| promised(&[received(at(day, hour, minute), Term::same_day())]).due.date();
    assert_eq!(asked(MONDAY, 14, 30), MONDAY);
    assert_eq!(asked(MONDAY, 15, 30), date(2023, 7, 18));
    assert_eq!(asked(date(2024, 2, 7), 15, 30), date(2024, 2, 15));
    assert_eq!(asked(date(2023, 7, 22), 9, 0), date(2023, 7, 24));
}

#[test]
fn an_insufficient_file_goes_back_within_three_working_days() {
    let promise = promised(&[received(at(MONDAY, 9, 0), Term::working_days(5))]);
    assert_eq!(promise.supplement_return_by, Some(date(2023, 7, 20)));
    assert!(!promise.late_return);
    let late = promised(&[
        received(at(MONDAY, 9, 0), Term::working_days(10)),
        ClockEvent::ReturnedForSupplement { at: at(date(2023, 7, 21), 9, 0) },
    ]);
    assert!(late.late_return);
    assert_eq!(late.supplement_return_by, None);
}

#[test]
fn after_a_supplement_the_term_starts_again() {
    let events = [
        received(at(MONDAY, 9, 0), Term::working_days(5)),
        ClockEvent::ReturnedForSupplement { at: at(date(2023, 7, 20), 9, 0) },
        ClockEvent::Completed { at: at(date(2023, 7, 25), 9, 0) },
    ];
    let promise = promised(&events);
    assert_eq!(promise.due, Due::Day(date(2023, 8, 1)));
    assert_eq!(
        told(&promise, Lang::Vi),
        [
            "Nhận lúc 09:00 thứ Hai 17/07/2023.",
            "Đã trả lại để bổ sung ngày 20/07; nhận đủ lúc 09:00 thứ Ba 25/07/2023 nên tính lại từ đầu.",
            "Thời hạn 5 ngày làm việc, tính từ thứ Tư 26/07.",
            "Thứ Bảy, Chủ nhật không tính.",
        ]
    );
    assert_eq!(promise.reasons[1].rule(Lang::Vi), "NĐ 61/2018/NĐ-CP, Điều 19 khoản 4");
}

#[test]
fn papers_completed_after_three_go_on_their_way_the_next_day() {
    let promise = promised(&[
        received(at(date(2024, 2, 19), 9, 0), Term::working_days(4)),
        ClockEvent::ReturnedForSupplement { at: at(date(2024, 2, 20), 9, 0) },
        ClockEvent::Completed { at: at(date(2024, 2, 22), 15, 30) },
    ]);
    assert_eq!((promise.transfer_on, promise.due), (date(2024, 2, 23), Due::Day(date(2024, 2, 28))));
    assert_eq!(
        told(&promise, Lang::Vi)[1],
        "Đã trả lại để bổ sung ngày 20/02; nhận đủ lúc 15:30 thứ Năm 22/02/2024 nên tính lại từ đầu. Lúc đó là sau 15:00 nên \
         hồ sơ được chuyển xử lý từ thứ Sáu 23/02."
    );
}

#[test]
fn while_papers_are_missing_no_promise_binds_but_one_can_be_supposed() {
    let events = [
        received(at(MONDAY, 9, 0), Term::working_days(5)),
        ClockEvent::ReturnedForSupplement { at: at(date(2023, 7, 19), 9, 0) },
    ];
    let promise = promised(&events);
    assert_eq!(promise.standing(), None);
    assert_eq!(promise.due, Due::Day(date(2023, 7, 26)), "the earliest it can be");
    assert_eq!(
        told(&promise, Lang::Vi).last().map(String::as_str),
        Some("Đang dừng từ thứ Tư 19/07 (chờ bổ sung hồ sơ); khi nhận đủ, thời hạn tính lại từ đầu.")
    );
    let before = ledger::if_resumed(&events, at(MONDAY, 9, 0), calendar(), &Rules::default()).unwrap();
    assert_eq!(before.due, promise.due, "nothing goes on before it stopped");
    let today = at(date(2023, 7, 25), 9, 0);
    let supposed = ledger::if_resumed(&events, today, calendar(), &Rules::default()).unwrap();
    assert_eq!(supposed.due, Due::Day(date(2023, 8, 1)));
    assert!(told(&supposed, Lang::Vi).contains(&"Giả sử nhận đủ hồ sơ bổ sung lúc 09:00 thứ Ba 25/07/2023.".into()));
}

#[test]
fn an_apology_is_due_a_day_before_the_promise() {
    let promise = promised(&[received(at(date(2023, 7, 14), 9, 0), Term::working_days(5))]);
    assert_eq!(promise.due, Due::Day(date(2023, 7, 21)));
    assert_eq!(promise.apology_by, Some(date(2023, 7, 20)));
    let monday = promised(&[received(at(MONDAY, 9, 0), Term::working_days(5))]);
    assert_eq!((monday.due, monday.apology_by), (Due::Day(date(2023, 7, 24)), Some(date(2023, 7, 21))));
    assert_eq!(promised(&[received(at(MONDAY, 9, 0), Term::same_day())]).apology_by, None, "no day before it");
}

fn extended(day: Date, until: NewDate) -> ClockEvent {
    ClockEvent::Extended { at: at(day, 9, 0), until, reason: "Chờ xác minh thực địa".into() }
}

#[test]
fn a_new_date_is_set_once_and_only_later() {
    let file = received(at(date(2023, 7, 14), 9, 0), Term::working_days(5));
    let once = [file.clone(), extended(date(2023, 7, 20), NewDate::By(Term::working_days(3)))];
    let promise = promised(&once);
    assert_eq!(promise.due, Due::Day(date(2023, 7, 26)));
    assert_eq!(promise.before_extension, Some(Due::Day(date(2023, 7, 21))));
    assert!(promise.extended && !promise.late_notice && promise.apology_by.is_none());
    assert_eq!(
        told(&promise, Lang::Vi)[3..],
        [
            "Đã xin lỗi và hẹn lại ngày 20/07: từ 21/07 sang 26/07. Lý do: Chờ xác minh thực địa.",
            "Thứ Bảy, Chủ nhật không tính."
        ]
    );
    let twice = [once[0].clone(), once[1].clone(), extended(date(2023, 7, 24), NewDate::To(date(2023, 7, 31)))];
    assert_eq!(refused(&twice), LedgerError::SecondExtension(2));
    let earlier = [file.clone(), extended(date(2023, 7, 20), NewDate::To(date(2023, 7, 21)))];
    assert_eq!(refused(&earlier), LedgerError::NotLater(1, Due::Day(date(2023, 7, 21))));
    let hours = [file, extended(date(2023, 7, 20), NewDate::By(Term::hours(4)))];
    assert_eq!(refused(&hours), LedgerError::HoursOnDay(1));
}

#[test]
fn a_late_apology_is_taken_and_noted() {
    let file = received(at(date(2023, 7, 14), 9, 0), Term::working_days(5));
    for day in [date(2023, 7, 21), date(2023, 7, 25)] {
        let promise = promised(&[file.clone(), extended(day, NewDate::To(date(2023, 7, 29)))]);
        assert_eq!(promise.due, Due::Day(date(2023, 7, 31)), "a Saturday is no day to promise");
        assert!(promise.late_notice);
        assert_eq!(
            told(&promise, Lang::Vi).last().map(String::as_str),
            Some(
                "Đã xin lỗi và hẹn lại ngày DAY: từ 21/07 sang 31/07. Lý do: Chờ xác minh thực địa. Việc báo hẹn lại muộn hơn \
                 quy định."
                    .replace("DAY", &say::short(day, Lang::Vi))
                    .as_str()
            )
        );
    }
}

#[test]
fn a_term_in_working_days_stays_one_after_a_new_date() {
    let promise = promised(&[
        received(at(date(2023, 7, 14), 9, 0), Term::working_days(5)),
        extended(date(2023, 7, 20), NewDate::To(date(2023, 7, 25))),
        ClockEvent::Paused { at: at(date(2023, 7, 21), 10, 0), ground: Ground::OtherAgency },
        ClockEvent::Resumed { at: at(date(2023, 7, 24), 10, 0) },
    ]);
    assert_eq!(promise.due, Due::Day(date(2023, 7, 26)));
}

#[test]
fn a_pause_on_a_special_ground_lets_the_rest_of_the_term_go_on() {
    let file = received(at(date(2024, 4, 8), 9, 0), Term::working_days(10));
    let (stop, go) = (date(2024, 4, 10), date(2024, 4, 17));
    let events = [
        file,
        ClockEvent::Paused { at: at(stop, 10, 0), ground: Ground::FinancialObligation },
        ClockEvent::Resumed { at: at(go, 10, 0) },
    ];
    let promise = promised(&events);
    // Two days used, eight left from 19 April (18 April is Giỗ Tổ, 29 April to 1 May are off).
    assert_eq!(promise.due, Due::Day(date(2024, 5, 3)));
    assert_eq!(
        told(&promise, Lang::Vi)[2..],
        [
            "Tạm dừng từ 10/04 đến 17/04 (chờ hoàn thành nghĩa vụ tài chính): 5 ngày làm việc không tính.",
            "Nghỉ Giỗ Tổ Hùng Vương 18/04, Ngày Chiến thắng – Quốc tế Lao động 29/04–01/05 và thứ Bảy, Chủ nhật không tính.",
        ]
    );
}

#[test]
fn a_pause_after_the_due_date_does_not_heal_the_delay() {
    let events = [
        received(at(MONDAY, 9, 0), Term::working_days(3)),
        ClockEvent::Paused { at: at(date(2023, 7, 21), 8, 0), ground: Ground::OtherAgency },
        ClockEvent::Resumed { at: at(date(2023, 7, 28), 8, 0) },
        ClockEvent::Finished { at: at(date(2023, 7, 28), 9, 0) },
    ];
    let promise = promised(&events);
    assert_eq!(promise.due, Due::Day(date(2023, 7, 20)));
    assert_eq!(promise.timeliness(), Some(Timeliness::Late));
    assert!(told(&promise, Lang::Vi)[2].ends_with("khi đã quá hạn nên ngày hẹn không đổi."));
}

#[test]
fn a_pause_on_the_last_day_leaves_that_day() {
    let paused = |resumed| {
        promised(&[
            received(at(MONDAY, 9, 0), Term::working_days(3)),
            ClockEvent::Paused { at: at(date(2023, 7, 20), 16, 0), ground: Ground::OtherAgency },
            ClockEvent::Resumed { at: resumed },
        ])
        .due
        .date()
    };
    assert_eq!(paused(at(date(2023, 7, 26), 8, 0)), date(2023, 7, 26));
    assert_eq!(paused(at(date(2023, 7, 22), 8, 0)), date(2023, 7, 24), "gone on with on a Saturday");
}

#[test]
fn a_pause_on_the_last_morning_leaves_a_morning() {
    let paused = |resumed| {
        promised(&[
            received(at(MONDAY, 9, 0), Term::new(2.5, Unit::WorkingDay).unwrap()),
            ClockEvent::Paused { at: at(date(2023, 7, 20), 8, 0), ground: Ground::OtherAgency },
            ClockEvent::Resumed { at: resumed },
        ])
        .due
    };
    assert_eq!(paused(at(date(2023, 7, 24), 8, 0)), Due::At(at(date(2023, 7, 24), 11, 30)));
    assert_eq!(paused(at(date(2023, 7, 24), 14, 0)), Due::At(at(date(2023, 7, 25), 11, 30)));
}

#[test]
fn a_pause_before_the_count_begins_takes_only_what_would_have_counted() {
    let set = RuleSet { late_receipt: LateReceipt::CountsNextDay, ..Rules::default().sets()[0].clone() };
    let events = [
        received(at(MONDAY, 16, 0), Term::working_days(3)),
        ClockEvent::Paused { at: at(MONDAY, 16, 30), ground: Ground::OtherAgency },
        ClockEvent::Resumed { at: at(date(2023, 7, 19), 9, 0) },
    ];
    let promise = ledger::promise(&events, calendar(), &Rules::new(vec![set]).unwrap()).unwrap();
    assert_eq!(promise.due, Due::Day(date(2023, 7, 24)), "three days after Wednesday");
}

#[test]
fn a_pause_in_working_hours_is_told_in_working_hours() {
    let promise = promised(&[
        received(at(MONDAY, 8, 0), Term::working_hours(8)),
        ClockEvent::Paused { at: at(MONDAY, 10, 0), ground: Ground::OtherAgency },
        ClockEvent::Resumed { at: at(MONDAY, 14, 15) },
    ]);
    assert_eq!(promise.due, Due::At(at(date(2023, 7, 18), 10, 45)));
    assert_eq!(
        told(&promise, Lang::Vi)[1..],
        [
            "Thời hạn 8 giờ làm việc (07:30–11:30, 13:30–17:00), tính từ lúc nhận.",
            "Tạm dừng từ 10:00 17/07 đến 14:15 17/07 (chờ cơ quan khác trả lời): 2 giờ 15 phút làm việc không tính.",
        ]
    );
}

#[test]
fn days_off_before_a_term_begins_again_are_not_told() {
    let promise = promised(&[
        received(at(date(2024, 2, 5), 9, 0), Term::working_days(2)),
        ClockEvent::ReturnedForSupplement { at: at(date(2024, 2, 6), 9, 0) },
        ClockEvent::Completed { at: at(date(2024, 2, 20), 9, 0) },
    ]);
    assert_eq!(promise.due, Due::Day(date(2024, 2, 22)));
    assert!(told(&promise, Lang::Vi).iter().all(|line| !line.contains("Tết")));
}

#[test]
fn finished_before_on_or_after_the_day_scores_two_one_or_none() {
    let score = |day| {
        let file = received(at(MONDAY, 9, 0), Term::working_days(3));
        promised(&[file, ClockEvent::Finished { at: at(day, 16, 0) }]).timeliness().map(Timeliness::score)
    };
    assert_eq!(score(date(2023, 7, 19)), Some(2));
    assert_eq!(score(date(2023, 7, 20)), Some(1));
    assert_eq!(score(date(2023, 7, 21)), Some(0));
}

#[test]
fn half_days_end_with_the_morning_and_hours_at_their_minute() {
    let due = |day, hour, term| promised(&[received(at(day, hour, 0), term)]).due;
    let half = Term::new(2.5, Unit::WorkingDay).unwrap();
    assert_eq!(due(MONDAY, 9, half), Due::At(at(date(2023, 7, 20), 11, 30)));
    assert_eq!(due(date(2023, 7, 14), 10, Term::hours(24)), Due::At(at(date(2023, 7, 15), 10, 0)));
    assert_eq!(due(date(2023, 7, 14), 16, Term::working_hours(8)), Due::At(at(MONDAY, 16, 30)));
}

#[test]
fn the_reasons_read_as_a_good_officer_would_say_them() {
    let promise = promised(&[received(at(date(2024, 2, 5), 16, 10), Term::working_days(3))]);
    assert_eq!(promise.due.label(Lang::Vi), "Thứ Năm, 15/02/2024");
    assert_eq!(
        told(&promise, Lang::Vi),
        [
            "Nhận lúc 16:10 thứ Hai 05/02/2024 (sau 15:00) nên hồ sơ được chuyển xử lý từ thứ Ba 06/02.",
            "Thời hạn 3 ngày làm việc, tính từ thứ Ba 06/02.",
            "Nghỉ Tết Giáp Thìn 08/02–14/02 không tính.",
        ]
    );
    assert_eq!(
        told(&promise, Lang::En),
        [
            "Received at 16:10 on Monday 5 February 2024 (after 15:00), so the file goes to the deciding office on Tuesday \
             6 February.",
            "The term is 3 working days, counted from Tuesday 6 February.",
            "Not counted: Lunar New Year 8–14 February.",
        ]
    );
    assert_eq!(promise.reasons[0].rule(Lang::Vi), "NĐ 61/2018/NĐ-CP, Điều 18 khoản 2, 3");

    let promise = promised(&[received(at(MONDAY, 9, 0), Term::calendar_days(5))]);
    assert_eq!(
        told(&promise, Lang::Vi),
        [
            "Nhận lúc 09:00 thứ Hai 17/07/2023.",
            "Thời hạn 5 ngày, tính từ thứ Ba 18/07.",
            "Ngày cuối 22/07 rơi vào thứ Bảy nên hẹn sang thứ Hai 24/07.",
        ]
    );

    let promise = promised(&[received(at(date(2024, 2, 3), 9, 0), Term::same_day())]);
    assert_eq!(
        told(&promise, Lang::Vi),
        [
            "Nhận lúc 09:00 thứ Bảy 03/02/2024 (ngày nghỉ) nên hẹn trả vào ngày làm việc tiếp theo, thứ Hai 05/02.",
            "Thủ tục này trả kết quả trong ngày.",
            "Chủ nhật không tính.",
        ]
    );
}

#[test]
fn a_deadline_in_a_year_without_a_decision_says_so() {
    let promise = promised(&[received(at(date(2027, 12, 30), 9, 0), Term::working_days(20))]);
    assert_eq!(
        told(&promise, Lang::Vi).last().map(String::as_str),
        Some(
            "Lịch nghỉ năm 2028 chưa có quyết định trong hệ thống; ngày nghỉ Tết và Quốc khánh lấy theo dự kiến nên ngày hẹn \
             có thể đổi."
        )
    );
}

#[test]
fn since_july_2025_the_later_decree_is_named_with_what_it_borrows() {
    let promise = promised(&[received(at(date(2025, 7, 1), 16, 0), Term::working_days(3))]);
    assert_eq!(
        promise.reasons[0].rule(Lang::Vi),
        "NĐ 118/2025/NĐ-CP (đang tính như NĐ 61/2018/NĐ-CP, Điều 18 khoản 2, 3)"
    );
}

#[test]
fn events_that_make_no_sense_are_refused_by_name() {
    let file = received(at(MONDAY, 9, 0), Term::working_days(3));
    let tuesday = at(date(2023, 7, 18), 9, 0);
    let returned = ClockEvent::ReturnedForSupplement { at: tuesday };
    let finished = ClockEvent::Finished { at: tuesday };
    for (events, error) in [
        (vec![], LedgerError::NotReceived),
        (vec![finished.clone()], LedgerError::NotReceived),
        (vec![file.clone(), file.clone()], LedgerError::ReceivedTwice(1)),
        (vec![file.clone(), ClockEvent::Finished { at: at(MONDAY, 8, 0) }], LedgerError::BackInTime(1)),
        (vec![file.clone(), ClockEvent::Resumed { at: tuesday }], LedgerError::NotStopped(1)),
        (vec![file.clone(), returned.clone(), ClockEvent::Resumed { at: tuesday }], LedgerError::NotStopped(2)),
        (vec![file.clone(), returned.clone(), returned.clone()], LedgerError::NotRunning(2)),
        (
            vec![file.clone(), returned, extended(date(2023, 7, 19), NewDate::To(date(2023, 8, 1)))],
            LedgerError::NotRunning(2),
        ),
        (vec![file.clone(), finished.clone(), finished], LedgerError::Finished(2)),
        (vec![received(at(date(2099, 12, 1), 9, 0), Term::working_days(30))], LedgerError::BeyondCalendar(0)),
    ] {
        assert_eq!(refused(&events), error);
        assert_ne!(error.message(Lang::Vi), error.message(Lang::En));
    }
}

#[test]
fn events_survive_the_journal() {
    let events = [
        received(at(MONDAY, 9, 0), Term::new(2.5, Unit::WorkingDay).unwrap()),
        ClockEvent::Paused { at: at(MONDAY, 10, 0), ground: Ground::PublicNotice },
        ClockEvent::Resumed { at: at(MONDAY, 11, 0) },
        extended(date(2023, 7, 18), NewDate::By(Term::working_days(1))),
        extended(date(2023, 7, 18), NewDate::To(date(2023, 8, 1))),
    ];
    let written = serde_json::to_string(&events).unwrap();
    assert!(
        written.starts_with(r#"[{"event":"received","at":"2023-07-17T02:00:00Z","term":{"value":2.5,"#),
        "{written}"
    );
    assert_eq!(serde_json::from_str::<Vec<ClockEvent>>(&written).unwrap(), events);
    assert_eq!(serde_json::to_string(&Due::Day(MONDAY)).unwrap(), r#"{"day":"2023-07-17"}"#);
}
