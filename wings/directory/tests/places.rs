//! The register of Bình Phước and of Đồng Nai as it is in force, and the facts it must agree with.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use directory::places::{Files, Kind, Level, LinkKind, Places, read};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const BEFORE_TOWN: Date = date(2022, 9, 30);
const TOWN: Date = date(2022, 10, 1);
const Y2024: Date = date(2024, 2, 20);
const EVE: Date = date(2025, 6, 30);
const MERGER: Date = date(2025, 7, 1);
const CITY: Date = date(2026, 4, 30);

static PLACES: LazyLock<Places> =
    LazyLock::new(|| read(Files::BINH_PHUOC).expect("the province's own files are right"));

fn places() -> &'static Places {
    &PLACES
}

fn name(places: &Places, code: &str, day: Date) -> String {
    places.as_of(code, day).map(|unit| unit.name.clone()).unwrap_or_default()
}

#[test]
fn binh_phuoc_has_eleven_districts_and_a_hundred_and_eleven_communes_until_30_june_2025() {
    let places = places();
    for day in [date(2021, 1, 1), BEFORE_TOWN, TOWN, Y2024, EVE] {
        assert_eq!(places.below("70", Level::District, day).len(), 11, "{day}");
        assert_eq!(places.below("70", Level::Commune, day).len(), 111, "{day}");
    }
    let counts: Vec<_> =
        places.children("70", Y2024).iter().map(|d| (d.code.as_str(), places.children(&d.code, Y2024).len())).collect();
    assert_eq!(
        counts,
        [
            ("688", 7),
            ("689", 8),
            ("690", 6),
            ("691", 8),
            ("692", 16),
            ("693", 7),
            ("694", 13),
            ("695", 11),
            ("696", 16),
            ("697", 9),
            ("698", 10)
        ]
    );
    assert_eq!(places.below("70", Level::Commune, MERGER).len(), 0);
}

#[test]
fn a_code_gives_name_tier_and_parent() {
    let places = places();
    assert_eq!(
        (name(places, "70", Y2024).as_str(), places.as_of("70", Y2024).unwrap().level()),
        ("Tỉnh Bình Phước", Level::Province)
    );
    for (code, expected, parent) in [
        ("25207", "Xã Tân Thành", "689"),
        ("25225", "Xã Đak Ơ", "691"),
        ("688", "Thị xã Phước Long", "70"),
        ("696", "Huyện Bù Đăng", "70"),
    ] {
        let unit = places.as_of(code, Y2024).unwrap();
        assert_eq!((unit.name.as_str(), unit.parent.as_deref()), (expected, Some(parent)));
    }
    assert_eq!(places.address("25345", Y2024).as_deref(), Some("Xã Tân Hưng, Huyện Hớn Quản, Tỉnh Bình Phước"));
    assert_eq!(places.district_of("25345", Y2024).unwrap().code, "694");
    assert_eq!(places.province_of("25345", Y2024).unwrap().code, "70");
}

#[test]
fn chon_thanh_became_a_town_on_1_october_2022() {
    let places = places();
    assert_eq!(name(places, "697", BEFORE_TOWN), "Huyện Chơn Thành");
    assert_eq!(name(places, "697", TOWN), "Thị xã Chơn Thành");
    assert_eq!(name(places, "25432", BEFORE_TOWN), "Thị trấn Chơn Thành");
    assert_eq!(name(places, "25432", TOWN), "Phường Hưng Long");
    let wards = |day| places.counts("697", day).get(&Kind::Ward).copied().unwrap_or(0);
    assert_eq!((wards(BEFORE_TOWN), wards(TOWN)), (0, 5));
    assert_eq!(places.as_of("697", TOWN).unwrap().basis, "570/NQ-UBTVQH15");
}

#[test]
fn since_1_july_2025_there_are_95_communes_of_dong_nai_and_no_district() {
    let places = places();
    let at_first = places.counts("75", MERGER);
    assert_eq!((at_first.get(&Kind::RuralCommune), at_first.get(&Kind::Ward)), (Some(&72), Some(&23)));
    assert_eq!(at_first.values().sum::<usize>(), 95);
    assert_eq!(places.of_level(Level::District, MERGER).count(), 0);
    assert_eq!(places.district_of("25195", MERGER), None);
    assert!(places.as_of("75", EVE).is_none() && places.as_of("70", MERGER).is_none());
}

#[test]
fn ten_communes_became_wards_when_dong_nai_became_a_city() {
    let places = places();
    let eve = date(2026, 4, 29);
    assert_eq!(
        (name(places, "75", eve), name(places, "75", CITY)),
        ("Tỉnh Đồng Nai".into(), "Thành phố Đồng Nai".into())
    );
    assert_eq!(
        (name(places, "25270", MERGER), name(places, "25270", CITY)),
        ("Xã Lộc Ninh".into(), "Phường Lộc Ninh".into())
    );
    let counts = places.counts("75", CITY);
    assert_eq!((counts.get(&Kind::RuralCommune), counts.get(&Kind::Ward)), (Some(&62), Some(&33)));
    let renamed: Vec<_> =
        places.of_level(Level::Commune, CITY).filter(|u| u.span.from == CITY).map(|u| u.code.as_str()).collect();
    assert_eq!(renamed.len(), 10);
    assert!(["25270", "25357", "25363"].iter().all(|code| renamed.contains(code)));
}

#[test]
fn an_old_commune_maps_to_what_became_of_it() {
    let places = places();
    for (old, new, name) in [
        ("25195", "25195", "Phường Bình Phước"),
        ("25210", "25210", "Phường Đồng Xoài"),
        ("25333", "25333", "Phường An Lộc"),
        ("25354", "25326", "Phường Bình Long"),
        ("25222", "25222", "Xã Bù Gia Mập"),
        ("25246", "25246", "Xã Bình Tân"),
        ("70", "75", "Tỉnh Đồng Nai"),
    ] {
        let mapped = places.map(old, EVE, MERGER);
        assert_eq!(
            mapped.iter().map(|u| (u.code.as_str(), u.name.as_str())).collect::<Vec<_>>(),
            [(new, name)],
            "{old}"
        );
    }
    assert!(places.map("694", EVE, MERGER).is_empty(), "a district has no successor");
    let kept: Vec<_> =
        places.links().iter().filter(|link| link.kind == LinkKind::Kept).map(|link| link.from.as_str()).collect();
    assert_eq!(kept, ["25222", "25225"]);
}

#[test]
fn every_old_commune_goes_whole_to_exactly_one_of_forty() {
    let places = places();
    let mut new: Vec<_> = places
        .below("70", Level::Commune, EVE)
        .iter()
        .map(|old| match places.map(&old.code, EVE, MERGER).as_slice() {
            [one] => one.code.clone(),
            other => panic!("{} went to {other:?}", old.name),
        })
        .collect();
    assert_eq!(new.len(), 111);
    new.sort();
    new.dedup();
    assert_eq!(new.len(), 40);
}

#[test]
fn the_new_map_shows_what_a_unit_was_made_of() {
    let places = places();
    let parts: Vec<_> = places.map("25195", MERGER, EVE).iter().map(|u| u.name.as_str()).collect();
    assert_eq!(
        parts,
        ["Phường Tân Phú", "Phường Tân Đồng", "Phường Tân Bình", "Phường Tân Xuân", "Phường Tân Thiện", "Xã Tiến Hưng"]
    );
    assert!(places.map("25993", MERGER, EVE).is_empty(), "the old Đồng Nai is not in this register");
}

#[test]
fn four_new_communes_cross_the_borders_of_old_districts() {
    let places = places();
    let crossings = places.crossings(MERGER);
    let found: Vec<_> = crossings
        .iter()
        .map(|c| (c.unit.code.as_str(), c.districts.iter().map(|d| d.code.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        found,
        [
            ("25220", vec!["688", "698"]),
            ("25318", vec!["692", "693"]),
            ("25326", vec!["690", "694"]),
            ("25351", vec!["694", "697"])
        ]
    );
}

#[test]
fn names_repeat_and_a_name_alone_names_nothing() {
    let places = places();
    let ambiguous = places.ambiguous(Level::Commune, Y2024);
    let of = |name: &str| {
        let units = ambiguous.iter().find(|(n, _)| *n == name).map(|(_, units)| units);
        units.into_iter().flatten().map(|u| (u.code.as_str(), u.parent.as_deref().unwrap_or(""))).collect::<Vec<_>>()
    };
    assert_eq!(of("Xã Tân Hưng"), [("25345", "694"), ("25375", "695")]);
    assert_eq!(of("Xã Tân Thành"), [("25207", "689"), ("25318", "693")]);
    assert_eq!(of("Xã Tân Tiến"), [("25321", "693"), ("25393", "695")]);
    assert_eq!(of("Xã Tân Lợi"), [("25342", "694"), ("25378", "695")]);
    assert_eq!(places.named("Xã Tân Hưng", Y2024).len(), 2);
}

#[test]
fn places_are_found_however_papers_spell_them() {
    let places = places();
    let code = |name: &str, day| places.named(name, day).iter().map(|u| u.code.clone()).collect::<Vec<_>>().join(" ");
    for (written, expected) in [
        ("TP.Đông Xòài", "689"),
        ("TX. Chơn Thành", "697"),
        ("Huyện Chơn Thành", "697"),
        ("CHON THÀNH", "697"),
        ("HÓN QUẢN", "694"),
        ("Bàn Gia Mập", "691"),
        ("Bù Đẳng", "696"),
        ("Xã Đăk Ơ", "25225"),
        ("Xã Đắk Ơ", "25225"),
        ("thị trấn Chơn Thành", "25432"),
    ] {
        assert_eq!(code(written, Y2024), expected, "{written}");
    }
    assert_eq!(code("Thị trấn Chơn Thành", MERGER), "", "the ward that carries the code now is another unit");
    assert_eq!(code("Phường Biên Hoà", MERGER), "26068");
}

#[test]
fn a_fault_in_the_files_is_named_by_line_and_reason() {
    let units = "code,name,kind,parent,from,until,basis\n70,Tỉnh A,province,,2021-01-01,,QĐ\n";
    let fault = |units: &str, links: &str, aliases: &str| {
        let links = format!("from_code,to_code,on,kind,basis\n{links}");
        let aliases = format!("code,alias,seen\n{aliases}");
        read(Files { units, links: &links, aliases: &aliases }).unwrap_err().to_string()
    };
    let add = |row: &str| format!("{units}{row}\n");
    for (row, reason) in [
        ("70,Tỉnh B,province,,2024-01-01,,QĐ", "places/units.csv, line 3: 70 is already Tỉnh A at that time (line 2)"),
        ("68,Huyện B,rural-district,70,2024-01-01,,QĐ", "places/units.csv, line 3: the code 68 must have 3 digits"),
        (
            "688,Thị xã B,rural-district,70,2024-01-01,,QĐ",
            "places/units.csv, line 3: the name Thị xã B must begin with Huyện",
        ),
        (
            "688,Huyện B,rural-district,71,2024-01-01,,QĐ",
            "places/units.csv, line 3: no unit of a tier above has the code 71 for the whole time",
        ),
        (
            "688,Huyện B,rural-district,70,2020-01-01,,QĐ",
            "places/units.csv, line 3: no unit of a tier above has the code 70 for the whole time",
        ),
        ("688,Huyện B,rural-district,,2024-01-01,,QĐ", "places/units.csv, line 3: the unit above it is missing"),
        (
            "688,Huyện B,rural-district,70,2024-01-01,2023-01-01,QĐ",
            "places/units.csv, line 3: it ends before it begins",
        ),
        ("688,Huyện B,rural-district,70,2024-01-01,,", "places/units.csv, line 3: the act is missing"),
    ] {
        assert_eq!(fault(&add(row), "", ""), reason);
    }
    assert_eq!(
        fault(units, "70,75,2025-07-01,merged,NQ\n", ""),
        "places/links.csv, line 2: no unit has the code 75 on 2025-07-01"
    );
    assert_eq!(fault(units, "", "75,Đồng Nai,x\n"), "places/aliases.csv, line 2: no unit has ever had the code 75");
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..2200i32).prop_map(|n| date(2021, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap())
}

proptest! {
    #[test]
    fn a_code_means_at_most_one_unit_on_any_day(day in any_day()) {
        let places = places();
        for unit in places.rows() {
            prop_assert!(places.history(&unit.code).iter().filter(|row| row.holds(day)).count() <= 1);
        }
    }

    #[test]
    fn what_became_of_a_unit_was_made_of_it(known in any_day(), day in any_day(), at in 0usize..200) {
        let places = places();
        let units: Vec<_> = places.of_level(Level::Commune, known).collect();
        let unit = units[at % units.len()];
        for other in places.map(&unit.code, known, day) {
            prop_assert!(places.map(&other.code, day, known).iter().any(|back| back.code == unit.code));
        }
    }
}
