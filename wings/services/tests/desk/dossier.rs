//! The screen of a dossier and the moves on it.

use axum::http::StatusCode;
use services::dossiers::{
    commands::{Accept, AskSupplement, Propose, accept, ask_supplement, propose},
    domain::{Outcome, State},
};
use testkit::both;

use crate::house::{BIRTH, House, PDF, SEVERAL};

both! {
    fn the_counter_accepts_and_the_page_says_until_when_and_why(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        page.is(StatusCode::OK);
        page.says("Làm giấy khai sinh cho con");
        page.says("Điểu Thị Lan");
        page.says("Đến lượt bạn xử lý");
        let done = house.counter.make(id, "accept", &[("accept.case", "0")]);
        done.is(StatusCode::SEE_OTHER);
        assert_eq!(done.location(), format!("/xu-ly/{id}"));
        assert_eq!(house.dossier(id).state, State::Processing);
        let page = house.officer.get(&format!("/xu-ly/{id}"));
        page.says("Thứ Hai, 05/02/2024");
        page.says("Vì sao là ngày này?");
        page.says("Đã tiếp nhận, bắt đầu tính thời hạn");
        assert!(page.offers("propose") && !page.offers("accept"));
    }

    fn an_officer_of_another_agency_is_not_told_that_it_exists(db) {
        let house = House::new(db);
        let dossier = house.file(BIRTH, true);
        let there = format!("/xu-ly/{}", dossier.id);
        house.elsewhere.get(&there).is(StatusCode::NOT_FOUND);
        house.elsewhere.post(&format!("{there}/accept"), &[("phien-ban", "1")]).is(StatusCode::NOT_FOUND);
        house.citizen.get(&there).is(StatusCode::FORBIDDEN);
        let looked = house.controller.get(&there);
        looked.says("Điểu Thị Lan");
        assert!(!looked.offers("accept") && !looked.offers("attach"), "who controls changes nothing");
        assert_eq!(house.dossier(dossier.id).state, State::Filed);
    }

    fn a_colleague_of_another_role_sees_it_and_may_not_move_it(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.officer.get(&format!("/xu-ly/{id}"));
        page.is(StatusCode::OK);
        assert!(!page.offers("accept"), "{}", page.words());
        let version = house.dossier(id).head.seq.to_string();
        house.officer.post(&format!("/xu-ly/{id}/accept"), &[("phien-ban", &version)]).is(StatusCode::FORBIDDEN);
        assert_eq!(house.dossier(id).state, State::Filed);
    }

    fn who_was_slower_reads_who_was_faster_and_keeps_what_was_typed(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        house.counter.send_form(&page, id, "accept", &[("accept.case", "0")]).is(StatusCode::SEE_OTHER);
        let late = house.counter.send_form(&page, id, "refuse", &[("refuse.reason", "Thiếu chữ ký của cha")]);
        late.is(StatusCode::CONFLICT);
        late.says("Lê Thu Hà đã cập nhật hồ sơ lúc 09:00 5/2/2024");
        late.says("Hồ sơ hiện ở trạng thái Đang xử lý");
        late.says("Thiếu chữ ký của cha");
        assert_eq!(house.dossier(id).state, State::Processing);
    }

    fn a_form_that_is_still_possible_comes_back_filled_in_for_the_new_version(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        let page = house.officer.get(&format!("/xu-ly/{id}"));
        house.upload_working_paper(id);
        let typed = [("propose.outcome", "denied"), ("propose.note", "Cha mẹ chưa thống nhất họ tên")];
        let late = house.officer.send_form(&page, id, "propose", &typed);
        late.is(StatusCode::CONFLICT);
        late.says("Bạn vẫn làm được việc này");
        late.says("Cha mẹ chưa thống nhất họ tên");
        house.officer.send_form(&late, id, "propose", &typed).is(StatusCode::SEE_OTHER);
        assert_eq!(house.dossier(id).state, State::AwaitingSignature);
    }

    fn sending_a_form_twice_moves_once(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        let before = house.moments(id);
        for _ in 0..2 {
            let done = house.counter.send_form(&page, id, "accept", &[("accept.case", "0")]);
            done.is(StatusCode::SEE_OTHER);
            assert_eq!(done.location(), format!("/xu-ly/{id}"));
        }
        assert_eq!(house.moments(id), before + 1);
    }

    fn two_copies_of_a_form_on_their_way_at_once_move_once(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        let counter = &house.counter;
        let send = || counter.send_form(&page, id, "accept", &[("accept.case", "0")]).status;
        let answers = std::thread::scope(|scope| {
            let copies: Vec<_> = (0..4).map(|_| scope.spawn(send)).collect();
            copies.into_iter().map(|copy| copy.join().expect("an answer")).collect::<Vec<_>>()
        });
        assert_eq!(answers, [StatusCode::SEE_OTHER; 4]);
        assert_eq!(house.moments(id), 2);
    }

    fn an_error_stands_beside_its_field_and_nothing_typed_is_lost(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let empty = house.counter.make(id, "refuse", &[("refuse.reason", "  ")]);
        empty.is(StatusCode::UNPROCESSABLE_ENTITY);
        empty.says("Hãy nhập lý do từ chối.");
        assert!(empty.text.contains("href=\"#o-refuse-reason\""));
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        let denied = house.officer.make(id, "propose", &[("propose.outcome", "denied"), ("propose.note", "")]);
        denied.is(StatusCode::UNPROCESSABLE_ENTITY);
        denied.says("Ghi lý do không đủ điều kiện.");
        assert!(denied.text.contains("value=\"denied\" checked"), "what was chosen stays chosen");
        let typed = [("extend.to", "2024-02-10"), ("extend.reason", "Máy chủ hộ tịch bảo trì")];
        let saturday = house.head.make(id, "extend", &typed);
        saturday.is(StatusCode::UNPROCESSABLE_ENTITY);
        saturday.says("Ngày hẹn lại phải là ngày làm việc.");
        saturday.says("Máy chủ hộ tịch bảo trì");
    }

    fn a_whole_life_on_the_screen_from_filing_to_the_result_in_hand(db) {
        let house = House::new(db);
        let id = house.file(SEVERAL, true).id;
        let accepted = [("accept.case", "2"), ("accept.assignee", &*house.colleague.id())];
        house.counter.make(id, "accept", &accepted).is(StatusCode::SEE_OTHER);
        assert_eq!(house.dossier(id).case, 2, "the term that was chosen");
        house.officer.get(&format!("/xu-ly/{id}")).says("Chuyên viên: Võ Thị Mai");
        house.head.make(id, "reassign", &[("reassign.to", &house.officer.id())]).is(StatusCode::SEE_OTHER);
        house.officer.make(id, "forward", &[("forward.step", "2"), ("forward.note", "Đã rà soát xong")]).is(StatusCode::SEE_OTHER);
        let page = house.head.get(&format!("/xu-ly/{id}"));
        page.says("Đã rà soát xong");
        page.says("Gửi văn bản đề nghị kèm hồ sơ lên cấp huyện");
        house.head.make(id, "forward", &[("forward.step", "3")]).is(StatusCode::SEE_OTHER);
        house.officer.make(id, "propose", &[("propose.outcome", "granted")]).is(StatusCode::SEE_OTHER);
        house.head.make(id, "send-back", &[("send-back.reason", "Bổ sung số tài khoản")]).is(StatusCode::SEE_OTHER);
        house.officer.make(id, "propose", &[("propose.outcome", "granted"), ("propose.note", "Đủ điều kiện")]).is(StatusCode::SEE_OTHER);
        house.head.get(&format!("/xu-ly/{id}")).says("Đồng ý cấp");
        house.head.make(id, "approve", &[]).is(StatusCode::SEE_OTHER);
        let issued = house.counter.issue(id, "15/QĐ-UBND", "quyết định.pdf", PDF);
        issued.is(StatusCode::SEE_OTHER);
        assert!(house.dossier(id).digitised);
        house.counter.make(id, "hand-over", &[("hand-over.to", "Bà Hoa, CCCD 070180000789")]).is(StatusCode::SEE_OTHER);
        let over = house.counter.get(&format!("/xu-ly/{id}"));
        for words in ["Đã trả kết quả", "15/QĐ-UBND", "Bà Hoa, CCCD 070180000789", "Bổ sung số tài khoản", "quyết định.pdf"] {
            over.says(words);
        }
        assert!(!over.offers("accept") && !over.offers("withdraw"), "nothing more can happen");
    }

    fn missing_papers_are_asked_for_once_by_name(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, false).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        page.says("Còn thiếu");
        assert!(page.text.contains("value=\"birth_slip_health\" checked"), "what is missing is ticked beforehand");
        let asked = [
            ("ask-supplement.papers", "birth_slip_health"),
            ("ask-supplement.items", "Ảnh 4x6\n\nSố điện thoại"),
            ("ask-supplement.reason", "Chụp lại rõ nét"),
        ];
        house.counter.make(id, "ask-supplement", &asked).is(StatusCode::SEE_OTHER);
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        for words in ["Giấy chứng sinh", "Ảnh 4x6", "Số điện thoại", "Chụp lại rõ nét", "Người nộp hồ sơ"] {
            page.says(words);
        }
        let (key, version) = page.form(id, "supplement");
        let fields = [("_key", &*key), ("phien-ban", &version), ("supplement.component", "birth_slip_health")];
        let file = ("supplement.file", "chung-sinh.pdf", PDF);
        house.counter.upload(&format!("/xu-ly/{id}/supplement"), &fields, file).is(StatusCode::SEE_OTHER);
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        page.says("chung-sinh.pdf");
        page.does_not_say("Còn thiếu");
        assert!(!page.offers("ask-supplement"), "it was asked for once");
        assert_eq!(house.dossier(id).state, State::Filed);
    }

    fn asking_late_needs_the_special_law(db) {
        let house = House::new(db);
        let id = house.file(SEVERAL, true).id;
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        house.clock.set("2024-02-20T09:00:00+07:00".parse().expect("an instant"));
        let page = house.officer.get(&format!("/xu-ly/{id}"));
        page.says("Căn cứ pháp luật chuyên ngành");
        let asked = [("ask-supplement.items", "Sổ hộ khẩu"), ("ask-supplement.reason", "Thiếu")];
        let refused = house.officer.make(id, "ask-supplement", &asked);
        refused.is(StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Sổ hộ khẩu");
    }

    fn an_agency_that_is_asked_sees_the_question_and_answers(db) {
        let house = House::new(db);
        let id = house.file(SEVERAL, true).id;
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        house.asked.get(&format!("/xu-ly/{id}")).is(StatusCode::NOT_FOUND);
        let other = house.asked.actor.posts[0].agency.to_string();
        let question = [
            ("consult.agency", &*other),
            ("consult.question", "Đề nghị xác nhận cư trú"),
            ("consult.reply_by", "2024-02-07"),
        ];
        house.officer.make(id, "consult", &question).is(StatusCode::SEE_OTHER);
        house.asked.get("/cong-viec").says("Đề nghị xác nhận cư trú");
        let page = house.asked.get(&format!("/xu-ly/{id}"));
        page.is(StatusCode::OK);
        let (key, version) = page.form(id, "answer");
        let question = page.text.split("name=\"cau-hoi\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let answer = [
            ("_key", &*key),
            ("phien-ban", &version),
            ("cau-hoi", question.expect("the question's id")),
            ("answer.answer", "Có cư trú tại tổ 3"),
        ];
        house.asked.post(&format!("/xu-ly/{id}/answer"), &answer).is(StatusCode::SEE_OTHER);
        house.officer.get(&format!("/xu-ly/{id}")).says("Có cư trú tại tổ 3");
        house.asked.get("/cong-viec").does_not_say("Đề nghị xác nhận cư trú");
    }

    fn a_proposal_can_be_read_where_it_is_signed(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        let how = Propose { outcome: Outcome::Denied, note: "Thiếu căn cứ".into() };
        house.act(&house.officer, |tx, cx| propose(tx, cx, id.into(), how.clone()));
        let page = house.head.get(&format!("/xu-ly/{id}"));
        page.says("Không đủ điều kiện");
        page.says("Phạm Minh Tuấn");
        page.says("Thiếu căn cứ");
    }

    fn a_person_who_waits_for_papers_is_named_as_the_holder(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, false).id;
        let how = AskSupplement { items: vec!["Giấy chứng sinh".into()], reason: "Thiếu".into(), ground: String::new() };
        house.act(&house.counter, |tx, cx| ask_supplement(tx, cx, id.into(), how.clone()));
        house.officer.get(&format!("/xu-ly/{id}")).says("Đang giữ Người nộp hồ sơ");
    }
}
