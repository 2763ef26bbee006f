//! Every procedure of the province can be opened, begun and looked through, at the counter and on the portal.

use axum::http::StatusCode;
use jiff::civil::date;
use services::catalogue::domain::{Channel, ServiceLevel};
use testkit::both;

use crate::house::{Browser, House};

/// Opens every step of a draft, blank; then sends every part blank, which must say what is missing and lose nothing.
fn walk(browser: &Browser, draft: &str, code: &str) {
    for part in 1.. {
        let at = format!("{draft}/to-khai-{part}");
        let page = browser.get(&at);
        if page.status == StatusCode::SEE_OTHER {
            break;
        }
        assert_eq!(page.status, StatusCode::OK, "{code} {at}: {}", page.words());
        let blank = browser.post(&at, &[]);
        assert!(matches!(blank.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::SEE_OTHER), "{code} {at}");
    }
    for step in ["giay-to", "xem-lai"] {
        let page = browser.get(&format!("{draft}/{step}"));
        assert_eq!(page.status, StatusCode::OK, "{code} {step}: {}", page.words());
        let english = browser.english(&format!("{draft}/{step}"));
        assert_eq!(english.status, StatusCode::OK, "{code} {step}");
    }
}

both! {
    fn every_procedure_can_be_begun_on_the_portal(db) {
        let house = House::new(db);
        let mut begun = 0;
        for law in house.procedures(date(2024, 2, 5)) {
            let package = &law.package;
            let code = &package.code;
            let path = format!("/nop-ho-so/{code}");
            let start = house.lan.get(&path);
            assert_eq!(start.status, StatusCode::OK, "{code}: {}", start.words());
            let online = package.service_level != ServiceLevel::Info && package.channels.contains(&Channel::Online);
            assert_eq!(start.text.contains("Bắt đầu làm hồ sơ"), online, "{code}: {}", start.words());
            if !online {
                continue;
            }
            let (key, agency) = (start.hidden("_key"), start.chosen("co_quan"));
            let mut form = vec![("_key", key.as_str()), ("co_quan", agency.as_str())];
            if package.applicants.len() > 1 {
                form.push(("applicant", "individual"));
            }
            let sent = house.lan.post(&path, &form);
            let draft = match sent.status {
                StatusCode::SEE_OTHER => sent.location,
                // Not for individuals: then for organisations.
                _ => {
                    form.pop();
                    form.push(("applicant", "organization"));
                    house.lan.post(&path, &form).location
                }
            };
            walk(&house.lan, draft.rsplit_once('/').unwrap().0, code);
            begun += 1;
        }
        assert!(begun > 20, "{begun}");
    }
}
