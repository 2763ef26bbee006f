//! Files: what is taken, what is refused, who may read.

use axum::http::{StatusCode, header};
use services::dossiers::{
    commands::{Accept, accept},
    domain::State,
};
use testkit::both;

use crate::house::{BIRTH, House, PDF};

both! {
    fn a_file_of_a_wrong_type_is_refused_in_plain_words_whatever_its_name(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        let before = house.moments(id);
        for (name, content) in [
            ("ảnh.pdf", &b"<html><script>alert(1)</script></html>"[..]),
            ("phan-mem.exe", &b"MZ\x90\x00"[..]),
            ("rong.pdf", &b""[..]),
        ] {
            let (key, version) = page.form(id, "attach");
            let fields = [("_key", &*key), ("phien-ban", &version), ("attach.kind", "working")];
            let refused = house.counter.upload(&format!("/xu-ly/{id}/attach"), &fields, ("attach.file", name, content));
            refused.is(StatusCode::UNPROCESSABLE_ENTITY);
            refused.says(&format!("“{name}”"));
            refused.says("hãy chọn lại tệp");
        }
        assert_eq!(house.moments(id), before);
    }

    fn a_paper_is_read_only_by_those_who_may_see_the_dossier(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        let page = house.counter.get(&format!("/xu-ly/{id}"));
        let paper = page.text.split("href=\"/giay-to/").nth(1).and_then(|rest| rest.split('"').next()).expect("a paper");
        let paper = format!("/giay-to/{paper}");
        let shown = house.counter.get(&paper);
        shown.is(StatusCode::OK);
        assert_eq!(shown.bytes, PDF);
        let said = |name| shown.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(said(header::CONTENT_TYPE), "application/pdf");
        assert_eq!(said(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(said(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
        assert!(said(header::CONTENT_DISPOSITION).starts_with("inline"));
        let kept = house.counter.get(&format!("{paper}?tai=1"));
        let way = kept.headers.get(header::CONTENT_DISPOSITION).and_then(|way| way.to_str().ok()).unwrap_or_default();
        assert!(way.starts_with("attachment; filename*=UTF-8''"), "{way}");
        house.elsewhere.get(&paper).is(StatusCode::NOT_FOUND);
        house.citizen.get(&paper).is(StatusCode::FORBIDDEN);
        house.counter.get("/giay-to/018d7a5e-0000-7000-8000-000000000001").is(StatusCode::NOT_FOUND);
    }

    fn the_result_is_issued_with_its_file_by_the_clerk(db) {
        let house = House::new(db);
        let id = house.file(BIRTH, true).id;
        house.act(&house.counter, |tx, cx| accept(tx, cx, id.into(), Accept::default()));
        house.officer.make(id, "propose", &[("propose.outcome", "granted")]).is(StatusCode::SEE_OTHER);
        house.head.make(id, "approve", &[]).is(StatusCode::SEE_OTHER);
        let wrong = house.clerk.issue(id, "01/2024", "giay-khai-sinh.docx", b"PK\x03\x04");
        wrong.is(StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("01/2024");
        assert_eq!(house.dossier(id).state, State::Signed);
        house.clerk.issue(id, "01/2024", "giay-khai-sinh.pdf", PDF).is(StatusCode::SEE_OTHER);
        let dossier = house.dossier(id);
        assert_eq!(dossier.state, State::ResultReady);
        assert!(dossier.digitised);
    }
}
