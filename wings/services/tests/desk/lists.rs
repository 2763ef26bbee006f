//! What waits, who has how much, what is behind a figure, finding.

use axum::http::{StatusCode, header};
use services::dossiers::{
    commands::{Accept, Issue, Propose, accept, approve, issue, propose},
    domain::{Outcome, State},
};
use testkit::both;

use crate::house::{BIRTH, Browser, House, SEVERAL};

/// The values of the boxes on a page.
fn boxes(page: &crate::house::Answer) -> Vec<String> {
    let ticks = page.text.split("type=\"checkbox\" name=\"ho-so\" value=\"").skip(1);
    ticks.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn key(page: &crate::house::Answer) -> String {
    let form = page.text.split("action=\"/cong-viec/").nth(1).expect("a form for many");
    form.split("name=\"_key\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a key").to_owned()
}

both! {
    fn the_counter_accepts_many_and_reads_which_were_not(db) {
        let house = House::new(db);
        let filed: Vec<_> = (0..3).map(|_| house.file(BIRTH, true)).collect();
        let page = house.counter.get("/cong-viec");
        page.says("Chờ tiếp nhận 3");
        let (key, boxes) = (key(&page), boxes(&page));
        assert_eq!(boxes.len(), 3);
        house.act(&house.counter, |tx, cx| accept(tx, cx, filed[1].id.into(), Accept::default()));
        let mut fields = vec![("_key", key.as_str())];
        fields.extend(boxes.iter().map(|picked| ("ho-so", picked.as_str())));
        for _ in 0..2 {
            let answer = house.counter.post("/cong-viec/tiep-nhan", &fields);
            answer.is(StatusCode::OK);
            answer.says("Đã tiếp nhận 2 hồ sơ; 1 hồ sơ chưa tiếp nhận được");
            answer.says(&filed[1].code);
            answer.says("đã có người xử lý trước");
        }
        for dossier in &filed {
            assert_eq!(house.dossier(dossier.id).state, State::Processing);
            assert_eq!(house.moments(dossier.id), 2, "accepted once");
        }
        let none = house.counter.post("/cong-viec/tiep-nhan", &[("_key", &key)]);
        none.is(StatusCode::UNPROCESSABLE_ENTITY);
        none.says("Hãy đánh dấu ít nhất một hồ sơ");
    }

    fn the_line_says_with_which_term_a_dossier_is_accepted_among_many(db) {
        let house = House::new(db);
        let id = house.file(SEVERAL, true).id;
        let page = house.counter.get("/cong-viec");
        page.says("20 ngày làm việc Không có khiếu nại");
        let (key, picked) = (key(&page), boxes(&page).remove(0));
        house.counter.post("/cong-viec/tiep-nhan", &[("_key", &key), ("ho-so", &picked)]).is(StatusCode::SEE_OTHER);
        assert_eq!(house.dossier(id).case, 0);
        house.officer.get("/cong-viec").says("Còn 20 ngày làm việc");
    }

    fn the_worst_comes_first_and_each_line_says_how_pressing_it_is(db) {
        let house = House::new(db);
        let (slow, fast) = (house.file(SEVERAL, true), house.file(BIRTH, true));
        for id in [slow.id, fast.id] {
            house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        }
        let page = house.officer.get("/cong-viec").words();
        assert!(page.find(&fast.code) < page.find(&slow.code), "due today stands above due in a month: {page}");
        assert!(page.contains("◆ Hôm nay") && page.contains("● Còn 20 ngày làm việc"), "{page}");
        house.clock.set("2024-02-07T09:00:00+07:00".parse().expect("an instant"));
        let page = house.officer.get("/cong-viec");
        page.says("▲ Quá hạn 2 ngày");
        page.says("▲ 1 quá hạn");
    }

    fn what_was_given_to_a_colleague_is_not_mine_but_is_the_roles(db) {
        let house = House::new(db);
        let dossier = house.file(BIRTH, true);
        let to = house.colleague.actor.staff;
        house.act(&house.counter, |tx, cx| accept(tx, cx, dossier.id.into(), Accept { case: None, assignee: to }));
        house.officer.get("/cong-viec").does_not_say(&dossier.code);
        house.colleague.get("/cong-viec").says(&dossier.code);
        let all = format!("/cong-viec?don-vi={}&vai=officer&cua=tat-ca", house.commune);
        let page = house.officer.get(&all);
        page.says(&dossier.code);
        page.says("Võ Thị Mai");
        assert!(boxes(&page).is_empty(), "only the head gives to others");
    }

    fn the_head_hands_over_the_work_of_somebody_who_is_ill(db) {
        let house = House::new(db);
        let (mine, dossier) = (house.colleague.id(), house.file(BIRTH, true));
        let to = house.colleague.actor.staff;
        house.act(&house.counter, |tx, cx| accept(tx, cx, dossier.id.into(), Accept { case: None, assignee: to }));
        let load = house.head.get("/khoi-luong");
        load.says("Võ Thị Mai");
        let way = load.text.split("href=\"/cong-viec?").nth(1).and_then(|rest| rest.split('"').next()).expect("a way to the work");
        let page = house.head.get(&format!("/cong-viec?{}", way.replace("&amp;", "&")));
        page.says(&dossier.code);
        let (key, picked, other) = (key(&page), boxes(&page).remove(0), house.officer.id());
        let give = [("_key", &*key), ("ho-so", &picked), ("nguoi-nhan", &other), ("don-vi", &house.commune.to_string()), ("vai", "officer"), ("cua", &mine)];
        let given = house.head.post("/cong-viec/giao-viec", &give);
        given.is(StatusCode::SEE_OTHER);
        assert!(given.location().contains(&mine), "back to where it was: {}", given.location());
        assert_eq!(house.dossier(dossier.id).assignee, house.officer.actor.staff);
        house.officer.post("/cong-viec/giao-viec", &give).is(StatusCode::FORBIDDEN);
    }

    fn nobody_looks_into_the_work_of_another_agency(db) {
        let house = House::new(db);
        let theirs = format!("/cong-viec?don-vi={}&vai=officer", house.elsewhere.actor.posts[0].agency);
        house.officer.get(&theirs).is(StatusCode::NOT_FOUND);
        house.head.get(&theirs).is(StatusCode::NOT_FOUND);
        let mine = format!("/khoi-luong?don-vi={}", house.commune);
        house.elsewhere.get("/khoi-luong").is(StatusCode::FORBIDDEN);
        house.controller.get(&mine).is(StatusCode::OK);
        house.head.get(&format!("/khoi-luong?don-vi={}", house.elsewhere.actor.posts[0].agency)).is(StatusCode::NOT_FOUND);
        house.citizen.get("/cong-viec").is(StatusCode::FORBIDDEN);
    }

    fn results_that_wait_at_the_counter_press_nobody(db) {
        let house = House::new(db);
        let dossier = finished(&house);
        house.clock.set("2024-03-05T09:00:00+07:00".parse().expect("an instant"));
        let page = house.counter.get("/cong-viec");
        page.says("Chờ trả kết quả 1");
        page.says(&dossier.0);
        page.does_not_say("Quá hạn");
        house.head.get("/khoi-luong").says("Không có hồ sơ nào đang xử lý");
    }

    fn a_figure_opens_down_to_its_dossiers_and_no_others(db) {
        let house = House::new(db);
        let (code, _) = finished(&house);
        let open = house.file(SEVERAL, true);
        house.act(&house.counter, |tx, cx| accept(tx, cx, open.id.into(), Accept::default()));
        let figure = |what: &str, who: &Browser| {
            who.get(&format!("/ho-so?so-lieu={what}&don-vi=dong-xoai-phuong-tan-phu&tu=2024-02-01&den=2024-02-29"))
        };
        let resolved = figure("dossier.resolved.on_time", &house.controller);
        resolved.says("Giải quyết đúng hạn");
        resolved.says("Ủy ban nhân dân phường Tân Phú");
        resolved.says("Từ 1/2/2024 đến 29/2/2024");
        resolved.says(&code);
        resolved.does_not_say(&open.code);
        let in_hand = figure("dossier.open", &house.head);
        in_hand.says(&open.code);
        in_hand.does_not_say(&code);
        figure("dossier.open", &house.elsewhere).is(StatusCode::NOT_FOUND);
        figure("dossier.nonsense", &house.head).is(StatusCode::NOT_FOUND);
        figure("dossier.open", &house.citizen).is(StatusCode::FORBIDDEN);
        let sheet = house.head.get("/ho-so/csv?so-lieu=dossier.open&don-vi=dong-xoai-phuong-tan-phu&den=2024-02-29");
        sheet.is(StatusCode::OK);
        assert!(sheet.text.starts_with('\u{feff}') && sheet.text.contains(&open.code) && !sheet.text.contains(&code));
        assert_eq!(sheet.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        house.elsewhere.get("/ho-so/csv?so-lieu=dossier.open&don-vi=dong-xoai-phuong-tan-phu").is(StatusCode::NOT_FOUND);
    }

    fn a_long_list_is_gone_through_forth_and_back(db) {
        let house = House::new(db);
        for _ in 0..53 {
            let id = house.file(BIRTH, true).id;
            house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        }
        for path in ["/cong-viec", "/ho-so?so-lieu=dossier.open&don-vi=dong-xoai-phuong-tan-phu&den=2024-02-05"] {
            let first = house.officer.get(path);
            assert_eq!(rows(&first), 50, "{path}");
            let second = house.officer.get(&turn(&first, "next"));
            assert_eq!(rows(&second), 3, "{path}");
            let back = house.officer.get(&turn(&second, "prev"));
            assert_eq!(rows(&back), 50, "{path}");
            assert_eq!(codes(&back), codes(&first), "{path}");
            assert!(codes(&second).iter().all(|code| !codes(&first).contains(code)));
        }
    }

    fn a_dossier_is_found_with_and_without_marks_in_ones_own_agency_only(db) {
        let house = House::new(db);
        let dossier = house.file(BIRTH, true);
        for words in ["dieu thi lan", "Điểu Thị Lan", "khai sinh"] {
            let found = house.officer.get(&format!("/tim-ho-so?q={}", web::redirect::query_value(words)));
            found.says(&dossier.code);
        }
        let straight = house.officer.get(&format!("/tim-ho-so?q={}", dossier.code.to_lowercase()));
        assert_eq!((straight.status, straight.location()), (StatusCode::SEE_OTHER, &*format!("/xu-ly/{}", dossier.id)));
        let theirs = house.elsewhere.get(&format!("/tim-ho-so?q={}", dossier.code));
        theirs.is(StatusCode::OK);
        theirs.says("Không tìm thấy");
    }
}

/// A dossier whose result waits at the counter: code and id.
fn finished(house: &House) -> (String, base::DossierId) {
    let dossier = house.file(BIRTH, true);
    let id = dossier.id;
    house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
    let how = Propose { outcome: Outcome::Granted, note: String::new() };
    house.act(&house.officer, |tx, cx| propose(tx, cx, id.into(), how.clone()));
    house.act(&house.head, |tx, cx| approve(tx, cx, id.into()));
    house.act(&house.clerk, |tx, cx| issue(tx, cx, id.into(), Issue::default()));
    (dossier.code, id)
}

fn codes(page: &crate::house::Answer) -> Vec<String> {
    let lines = page.text.split("class=\"sub\">H10.").skip(1);
    lines.map(|rest| rest.chars().take_while(|c| !c.is_whitespace()).collect()).collect()
}

fn rows(page: &crate::house::Answer) -> usize {
    codes(page).len()
}

fn turn(page: &crate::house::Answer, rel: &str) -> String {
    let link = page.text.split(&format!("rel=\"{rel}\" href=\"")).nth(1).expect("a way on");
    link.split('"').next().unwrap_or_default().replace("&amp;", "&")
}
