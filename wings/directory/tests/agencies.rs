//! The public bodies of Bình Phước through time, and how they change.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use base::{AgencyId, text::Query};
use directory::{
    agencies::{Agencies, Amendment, Fault, Files, Kind, NewAgency, id_of, read},
    places::{self, Level, Places},
};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const BEFORE_TOWN: Date = date(2022, 9, 30);
const TOWN: Date = date(2022, 10, 1);
const Y2024: Date = date(2024, 2, 20);
const EVE: Date = date(2025, 6, 30);
const MERGER: Date = date(2025, 7, 1);
const CITY: Date = date(2026, 4, 30);

static PLACES: LazyLock<Places> =
    LazyLock::new(|| places::read(places::Files::BINH_PHUOC).expect("the province's own files are right"));
static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| read(Files::BINH_PHUOC, &PLACES).expect("the province's own files are right"));

fn places() -> &'static Places {
    &PLACES
}

fn agencies() -> &'static Agencies {
    &AGENCIES
}

fn committees(agencies: &Agencies, level: Level, day: Date) -> usize {
    agencies.on(day).filter(|(_, p)| p.kind == Kind::Committee && p.level == level).count()
}

#[test]
fn every_place_has_exactly_one_committee_with_its_name_on_every_day() {
    let (places, agencies) = (places(), agencies());
    for day in [date(2021, 1, 1), BEFORE_TOWN, TOWN, Y2024, EVE, MERGER, date(2026, 4, 29), CITY, date(2027, 1, 1)] {
        for level in Level::ALL {
            for place in places.of_level(level, day) {
                let of: Vec<_> = agencies
                    .on(day)
                    .filter(|(_, p)| p.kind == Kind::Committee && p.place.as_deref() == Some(place.code.as_str()))
                    .collect();
                assert_eq!(of.len(), 1, "{} on {day}", place.name);
                assert_eq!(of[0].1.name, format!("Ủy ban nhân dân {}", place.name_in_sentence()), "{day}");
                assert_eq!(of[0].1.level, level);
            }
            assert_eq!(committees(agencies, level, day), places.of_level(level, day).count(), "{level:?} {day}");
        }
    }
    assert_eq!((committees(agencies, Level::District, Y2024), committees(agencies, Level::Commune, Y2024)), (11, 111));
    assert_eq!((committees(agencies, Level::District, MERGER), committees(agencies, Level::Commune, MERGER)), (0, 95));
}

#[test]
fn everybody_who_receives_dossiers_has_a_code_of_his_own() {
    let agencies = agencies();
    for day in [date(2021, 1, 1), Y2024, EVE, MERGER, CITY] {
        let mut codes = Vec::new();
        for (agency, period) in agencies.one_stops(day) {
            let code = period.code.as_ref().unwrap_or_else(|| panic!("{} has no code", agency.slug));
            assert_eq!(agencies.by_code(code.code.as_str(), day).map(|a| a.id), Some(agency.id));
            codes.push(code.code.clone());
        }
        let all = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), all, "{day}");
    }
    // 16 provincial bodies with services and the centre, 11 districts, 111 communes.
    assert_eq!(agencies.one_stops(Y2024).count(), 16 + 1 + 11 + 111);
    let province = agencies.by_slug("ubnd-tinh").unwrap().as_of(Y2024).unwrap().code.clone().unwrap();
    assert_eq!((province.code.as_str(), province.provisional), ("H10", false));
    let department = agencies.by_slug("so-tt-tt").unwrap().as_of(Y2024).unwrap().code.clone().unwrap();
    assert!(department.provisional && department.code.is_within(&province.code) && department.code.legacy().is_some());
}

#[test]
fn chon_thanh_keeps_its_id_through_its_new_name() {
    let agencies = agencies();
    let id = id_of("thi-xa-chon-thanh");
    assert_eq!(agencies.name_as_of(id, BEFORE_TOWN), "Ủy ban nhân dân huyện Chơn Thành");
    assert_eq!(agencies.name_as_of(id, TOWN), "Ủy ban nhân dân thị xã Chơn Thành");
    assert_eq!(agencies.short_as_of(id, TOWN), "UBND TX.Chơn Thành");
    let ward = agencies.committee_of("25432", Y2024).unwrap().id;
    assert_eq!(agencies.name_as_of(ward, BEFORE_TOWN), "Ủy ban nhân dân thị trấn Chơn Thành");
    assert_eq!(agencies.name_as_of(ward, TOWN), "Ủy ban nhân dân phường Hưng Long");
    assert_eq!(
        agencies.name_as_of(id, CITY),
        "Ủy ban nhân dân thị xã Chơn Thành",
        "a history still names who has ended"
    );
}

#[test]
fn on_1_july_2025_a_hundred_and_nine_communes_hand_over_to_thirty_eight_and_two_go_on() {
    let agencies = agencies();
    let old: Vec<_> = agencies
        .on(EVE)
        .filter(|(_, p)| p.kind == Kind::Committee && p.level == Level::Commune)
        .map(|(a, _)| a.id)
        .collect();
    let mut new: Vec<AgencyId> = old
        .iter()
        .map(|&id| match agencies.successors(id, MERGER).as_slice() {
            [one] => *one,
            other => panic!("{} went to {other:?}", agencies.name_as_of(id, EVE)),
        })
        .collect();
    let went_on = old.iter().zip(&new).filter(|(old, new)| old == new).count();
    new.sort();
    new.dedup();
    assert_eq!((old.len(), went_on, new.len()), (111, 2, 40));
    let kept = agencies.committee_of("25222", EVE).unwrap();
    assert_eq!(agencies.committee_of("25222", MERGER).map(|a| a.id), Some(kept.id));
    assert_eq!(kept.as_of(MERGER).unwrap().parent, Some(id_of("ubnd-dong-nai")));
    let ward = agencies.committee_of("25195", MERGER).unwrap();
    assert_eq!(agencies.predecessors(ward.id).count(), 6);
    assert_eq!(agencies.predecessors(ward.id).next().unwrap().basis, "1662/NQ-UBTVQH15, Điều 1 khoản 88");
    assert_eq!(agencies.successors(id_of("huyen-hon-quan"), MERGER), []);
    assert_eq!(agencies.successors(id_of("ubnd-tinh"), MERGER), [id_of("ubnd-dong-nai")]);
    assert_eq!(agencies.successors(id_of("ubnd-tinh"), EVE), [id_of("ubnd-tinh")]);
}

#[test]
fn succession_of_committees_follows_succession_of_places() {
    let (places, agencies) = (places(), agencies());
    for place in places.below("70", Level::Commune, EVE) {
        let committee = agencies.committee_of(&place.code, EVE).unwrap().id;
        let by_place = places.map(&place.code, EVE, CITY);
        let expected: Vec<_> =
            by_place.iter().filter_map(|p| agencies.committee_of(&p.code, CITY)).map(|a| a.id).collect();
        assert_eq!(agencies.successors(committee, CITY), expected, "{}", place.name);
    }
}

#[test]
fn the_head_of_a_district_answers_for_its_communes() {
    let agencies = agencies();
    let district = id_of("huyen-hon-quan");
    assert_eq!(agencies.children(district, Y2024).len(), 13);
    assert_eq!(agencies.covers(district, Y2024).len(), 14);
    assert_eq!(agencies.covers(district, Y2024)[0], district);
    assert!(agencies.covers(district, MERGER).is_empty());
    let commune = agencies.committee_of("25345", Y2024).unwrap().id;
    let above: Vec<_> = agencies.above(commune, Y2024).map(|a| a.slug.as_str()).collect();
    assert_eq!(above, ["huyen-hon-quan", "ubnd-tinh"]);
    assert!(agencies.covers(id_of("ubnd-tinh"), Y2024).len() > 111 + 11 + 20);
    assert_eq!(agencies.covers(commune, Y2024), [commune]);
}

#[test]
fn reporting_sets_have_the_rows_of_the_provinces_tables() {
    let agencies = agencies();
    let set = |key: &str| agencies.reporting_set(key, Y2024).unwrap();
    assert_eq!(["27", "33", "24", "11", "12"].map(|key| set(key).len()), [27, 33, 24, 11, 11]);
    assert_eq!(
        agencies.set("12", Y2024).unwrap().rows(agencies, Y2024),
        12,
        "the twelfth row is what belongs to nobody"
    );
    let districts = |key: &str| {
        set(key).into_iter().filter(|&id| agencies.as_of(id, Y2024).unwrap().level == Level::District).count()
    };
    assert_eq!(["27", "33", "24", "11", "12"].map(districts), [11, 11, 0, 11, 11]);
    assert_eq!(set("27")[0], id_of("so-gd-dt"));
    assert_eq!(set("33")[32], id_of("vp-ubnd-tinh"));
    let missing: Vec<_> = set("33").into_iter().filter(|id| !set("27").contains(id)).collect();
    let expected = ["so-tai-chinh", "so-ngoai-vu", "ban-dan-toc", "thanh-tra-tinh", "tt-xtdt-tm-dl", "vp-ubnd-tinh"];
    assert_eq!(missing, expected.map(id_of));
    assert_eq!(agencies.reporting_set("27", MERGER), None, "without districts there is no such table");
    assert_eq!(agencies.reporting_set("99", Y2024), None);
}

#[test]
fn agencies_are_found_however_papers_spell_them() {
    let agencies = agencies();
    let slugs = |name: &str| agencies.named(name, Y2024).iter().map(|a| a.slug.as_str()).collect::<Vec<_>>().join(" ");
    for (written, slug) in [
        ("UBND TX.Chơn Thành", "thi-xa-chon-thanh"),
        ("Huyện Chơn Thành", "thi-xa-chon-thanh"),
        ("UBND TP.Đông Xòài", "thanh-pho-dong-xoai"),
        ("ĐỒNG XOÀI", "thanh-pho-dong-xoai"),
        ("Bàn Gia Mập", "huyen-bu-gia-map"),
        ("HÓN QUẢN", "huyen-hon-quan"),
        ("UBND H.Bù Đẳng", "huyen-bu-dang"),
        ("Sở Thông Tin Truyền Thông", "so-tt-tt"),
        ("Sở TT&TT", "so-tt-tt"),
        ("Sở Nông nghiệp và PTNT", "so-nn-ptnt"),
        ("Công an tỉnh", "cong-an-tinh"),
        ("Xã Tân Quan", "hon-quan-xa-tan-quan"),
    ] {
        assert_eq!(slugs(written), slug, "{written}");
    }
    assert_eq!(agencies.named("UBND xã Tân Hưng", Y2024).len(), 2, "two communes have one name");
    let found: Vec<_> = agencies.search(&Query::new("huyen chon thanh")).iter().map(|a| a.slug.as_str()).collect();
    assert_eq!(found, ["thi-xa-chon-thanh"]);
}

fn decision() -> &'static str {
    "QĐ 12/QĐ-UBND ngày 15/01/2024"
}

fn new_centre() -> NewAgency {
    NewAgency {
        slug: "tt-cntt".into(),
        from: Y2024,
        code: None,
        name: "Trung tâm Công nghệ thông tin và Truyền thông".into(),
        short: "Trung tâm CNTT&TT".into(),
        kind: Kind::ServiceUnit,
        level: Level::Province,
        parent: Some(id_of("so-tt-tt")),
        place: Some("70".into()),
        one_stop: false,
        basis: decision().into(),
    }
}

#[test]
fn a_renamed_agency_has_both_names_each_in_its_time() {
    let change =
        Amendment {
            name: Some("Sở Chuyển đổi số".into()), short: Some("Sở CĐS".into()), ..Amendment::default()
        };
    let renamed = agencies().amend(id_of("so-tt-tt"), Y2024, change, decision()).unwrap();
    assert_eq!(renamed.as_of(date(2024, 2, 19)).unwrap().name, "Sở Thông tin và Truyền thông");
    assert_eq!(renamed.as_of(Y2024).unwrap().name, "Sở Chuyển đổi số");
    assert_eq!(renamed.as_of(Y2024).unwrap().basis, decision());
    assert_eq!(renamed.life().until, Some(MERGER), "its end stays where it was");
}

#[test]
fn changes_that_cannot_be_are_refused_with_the_reason() {
    let agencies = agencies();
    let (department, district) = (id_of("so-tt-tt"), id_of("huyen-hon-quan"));
    let short = |s: &str| Amendment { short: Some(s.into()), ..Amendment::default() };
    let under = |id| Amendment { parent: Some(Some(id)), ..Amendment::default() };
    assert_eq!(agencies.amend(department, MERGER, short("A"), decision()), Err(Fault::NotThen));
    assert_eq!(
        agencies.amend(id_of("thi-xa-chon-thanh"), BEFORE_TOWN, short("A"), decision()),
        Err(Fault::Later(TOWN))
    );
    assert_eq!(agencies.amend(department, Y2024, Amendment::default(), decision()), Err(Fault::Nothing));
    assert_eq!(agencies.amend(department, Y2024, short(" "), decision()), Err(Fault::Name));
    assert_eq!(agencies.amend(department, Y2024, short("A"), " "), Err(Fault::Basis));
    assert_eq!(agencies.amend(id_of("ubnd-tinh"), Y2024, under(district), decision()), Err(Fault::Circle));
    assert_eq!(agencies.amend(district, Y2024, under(id_of("nobody")), decision()), Err(Fault::Parent));
    assert!(matches!(agencies.end(district, Y2024, decision()), Err(Fault::Children(_))));
    assert_eq!(agencies.merge(&[department], department, Y2024, decision()), Err(Fault::Itself));
    assert!(matches!(agencies.create(NewAgency { slug: "so-tt-tt".into(), ..new_centre() }), Err(Fault::SlugTaken(_))));
    assert_eq!(agencies.create(NewAgency { slug: "Sở".into(), ..new_centre() }), Err(Fault::Slug));
    let taken = agencies.as_of(department, Y2024).unwrap().code.clone();
    assert!(matches!(agencies.create(NewAgency { code: taken, ..new_centre() }), Err(Fault::CodeTaken(..))));
    assert!(agencies.create(new_centre()).is_ok());
}

#[test]
fn departments_that_merge_end_and_hand_over_on_the_same_day() {
    let agencies = agencies();
    let on = date(2025, 3, 1);
    let (from, into) = (id_of("ban-dan-toc"), id_of("so-noi-vu"));
    let (ended, links) = agencies.merge(&[from], into, on, "QĐ 01/QĐ-UBND").unwrap();
    assert_eq!(ended[0].life().until, Some(on));
    assert_eq!((links[0].from, links[0].to, links[0].on), (from, into, on));
}

#[test]
fn a_fault_in_the_files_is_named_by_line_and_reason() {
    let head = "slug,code,code_status,name,short,kind,level,parent,place,one_stop,from,until,basis\n\
                a,H10.01,provisional,Sở A,Sở A,department,province,,70,yes,2021-01-01,2025-07-01,QĐ\n";
    let fault = |row: &str, links: &str, members: &str| {
        let agencies = format!("{head}{row}");
        let links = format!("from_agency,to_agency,on,basis\n{links}");
        let members = format!("set,agency,from,until\n{members}");
        let files = Files {
            agencies: &agencies,
            aliases: "agency,alias\n",
            links: &links,
            sets: "key,title_vi,title_en,unallocated,from,until,basis\n1,Một,One,no,2021-01-01,,BC\n",
            members: &members,
        };
        read(files, places()).unwrap_err().to_string()
    };
    for (row, reason) in [
        (
            "b,H10.1,,Sở B,Sở B,department,province,,70,yes,2021-01-01,,QĐ\n",
            "line 3: a code needs its status, official or provisional, and a status its code",
        ),
        (
            "b,H10.01,provisional,Sở B,Sở B,department,province,,70,yes,2024-01-01,,QĐ\n",
            "line 2: b has the code H10.01 at that time",
        ),
        (
            "b,,,Sở B,Sở B,department,province,a,70,yes,2024-01-01,2026-01-01,QĐ\n",
            "line 3: the agency above it does not exist for the whole time",
        ),
        (
            "b,,,Sở B,Sở B,department,province,,71,yes,2024-01-01,,QĐ\n",
            "line 3: no place has the code 71 on 2024-01-01",
        ),
        (
            "a,,,Sở B,Sở B,department,province,,70,yes,2024-01-01,2025-01-01,QĐ\n",
            "line 2: the lines of a must follow each other without gap or overlap",
        ),
    ] {
        assert_eq!(fault(row, "", ""), format!("agencies/agencies.csv, {reason}"));
    }
    assert_eq!(fault("", "a,b,2025-07-01,NQ\n", ""), "agencies/links.csv, line 2: no agency is called b");
    assert_eq!(fault("", "", "2,a,,\n"), "agencies/members.csv, line 2: no set is called 2");
    assert_eq!(fault("", "", "1,a,,\n1,a,,\n"), "agencies/members.csv, line 3: a stands in the set twice");
}

proptest! {
    #[test]
    fn what_an_agency_covers_is_below_it(n in 0i32..2200, at in 0usize..500) {
        let agencies = agencies();
        let day = date(2021, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
        let all: Vec<_> = agencies.on(day).map(|(agency, _)| agency.id).collect();
        let id = all[at % all.len()];
        for below in agencies.covers(id, day) {
            prop_assert!(below == id || agencies.above(below, day).any(|above| above.id == id));
        }
    }
}
