//! Topics of administrative units.

use std::collections::BTreeSet;

use directory::places::{Kind, Level, LinkKind, Place, Places};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::{Answer, Fact, World, wording};

/// The last day of the three tiers; facts without a day speak of the old list, unless only the new one knows the code.
const OLD: Date = date(2025, 6, 30);
/// The first day of the two tiers.
const NEW: Date = date(2025, 7, 1);

/// The day a fact speaks of.
fn day_of(fact: &Fact, places: &Places, code: Option<&str>) -> Date {
    let known = |day| code.is_none_or(|code| places.as_of(code, day).is_some() && !is_idle(places, code, day));
    wording::date(&fact.input).unwrap_or(if known(OLD) || !known(NEW) { OLD } else { NEW })
}

/// A province of which the register holds no units on a day: its neighbour's list is not ours.
fn is_idle(places: &Places, code: &str, day: Date) -> bool {
    code.len() == Level::Province.digits() && places.children(code, day).is_empty()
}

/// The code a fact speaks of: after `code`, `old`, `new` or the word for the tier, or the only run of digits that can be.
fn code_of(text: &str) -> Option<&str> {
    const KEYS: [&str; 9] = ["code", "old", "new", "unit", "province", "district", "commune", "tỉnh", "huyện"];
    let is_code = |word: &&str| matches!(word.len(), 2 | 3 | 5) && word.bytes().all(|b| b.is_ascii_digit());
    let keyed = KEYS.iter().find_map(|key| wording::word(text, key).filter(is_code));
    keyed.or_else(|| text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '/').find(is_code))
}

/// The unit of a code: name, and tier or the unit above it.
pub fn lookup(fact: &Fact, world: &World) -> Option<Answer> {
    let Some(code) = code_of(&fact.input) else { return ambiguous(fact, world) };
    let day = day_of(fact, &world.places, Some(code));
    let Some(place) = world.places.as_of(code, day) else {
        return Answer::new(wording::expects_nothing(&fact.expected), "no such unit");
    };
    let parent = place.parent.as_deref().unwrap_or("none");
    let got = format!("{} | {} | parent {parent}", place.name, place.level().key());
    let mut parts = fact.expected.split(['|', ';']).map(wording::main);
    let named = wording::same(&parts.next()?, &place.name);
    let mut understood = true;
    let agrees = parts.all(|part| match wording::word(&part, "parent") {
        Some(said) => said == parent,
        None => match level(&part) {
            Some(level) => level == place.level(),
            None => {
                understood = false;
                true
            }
        },
    });
    if understood { Answer::new(named && agrees, got) } else { None }
}

fn level(text: &str) -> Option<Level> {
    let tiers: [(Level, &[&str]); 3] = [
        (Level::Province, &["province", "tỉnh", "cấp tỉnh"]),
        (Level::District, &["district", "cấp huyện"]),
        (Level::Commune, &["commune", "cấp xã"]),
    ];
    tiers.into_iter().find(|(_, words)| wording::says(text, words)).map(|(level, _)| level)
}

/// A district and how many communes it has.
pub fn district(fact: &Fact, world: &World) -> Option<Answer> {
    let code = code_of(&fact.input)?;
    let day = day_of(fact, &world.places, Some(code));
    let Some(place) = world.places.as_of(code, day) else {
        return Answer::new(wording::expects_nothing(&fact.expected), "no such unit");
    };
    let (name, rest) = fact.expected.split_once([';', '|']).unwrap_or((&fact.expected, ""));
    let named = wording::same(&wording::main(name), &place.name);
    let (agrees, got) = counted(rest, &world.places, code, day).unwrap_or((rest.trim().is_empty(), String::new()));
    Answer::new(named && agrees, format_args!("{}; {got}", place.name))
}

/// How many units there are under one.
pub fn count(fact: &Fact, world: &World) -> Option<Answer> {
    let code = code_of(&fact.input)?;
    let day = day_of(fact, &world.places, Some(code));
    world.places.as_of(code, day)?;
    let (agrees, got) = counted(&fact.expected, &world.places, code, day)?;
    Answer::new(agrees, got)
}

/// What a fact counts, longer words first: `thị xã` is not `xã`.
const COUNTED: [(&[&str], Counted); 11] = [
    (&["thi tran", "townships", "township"], Counted::Kind(Kind::Township)),
    (&["thi xa", "towns"], Counted::Kind(Kind::Town)),
    (&["thanh pho", "cities"], Counted::Kind(Kind::ProvincialCity)),
    (&["don vi cap huyen", "cap huyen", "districts", "district"], Counted::Level(Level::District)),
    (&["don vi cap xa", "cap xa", "communes", "commune-level units"], Counted::Level(Level::Commune)),
    (&["rural communes"], Counted::Kind(Kind::RuralCommune)),
    (&["rural districts"], Counted::Kind(Kind::RuralDistrict)),
    (&["wards", "phuong"], Counted::Kind(Kind::Ward)),
    (&["huyen"], Counted::Kind(Kind::RuralDistrict)),
    (&["xa"], Counted::Kind(Kind::RuralCommune)),
    (&["commune"], Counted::Level(Level::Commune)),
];

#[derive(Clone, Copy)]
enum Counted {
    Level(Level),
    Kind(Kind),
}

/// Every count the text states, against the register: whether all agree, and what the register says. None when it states
/// none.
fn counted(expected: &str, places: &Places, code: &str, day: Date) -> Option<(bool, String)> {
    let mut text = base::text::fold(&wording::main(expected));
    let counts = places.counts(code, day);
    let (mut agrees, mut got) = (true, Vec::new());
    for (words, what) in COUNTED {
        let Some((word, stated)) = words.iter().find_map(|word| Some((*word, stated(&text, word)?))) else { continue };
        text = text.replacen(word, "_", 1);
        let found = counts.iter().filter(|(kind, _)| match what {
            Counted::Level(level) => kind.level() == level,
            Counted::Kind(only) => **kind == only,
        });
        let found: usize = found.map(|(_, n)| n).sum();
        agrees &= found == stated as usize;
        got.push(format!("{word}={found}"));
    }
    (!got.is_empty()).then(|| (agrees, got.join("; ")))
}

/// The number before a word, `72 xã`, or else the one given to it, `communes=111`.
fn stated(text: &str, word: &str) -> Option<u32> {
    let given = || wording::word(text, word)?.parse().ok();
    wording::says(text, &[word]).then(|| wording::count(text, &[word]).or_else(given)).flatten()
}

/// Every unit that has a name, with the unit above it.
pub fn ambiguous(fact: &Fact, world: &World) -> Option<Answer> {
    let name = wording::value(&fact.input, "name")?;
    let province = wording::word(&fact.input, "province");
    let day = day_of(fact, &world.places, province);
    let within = |place: &&Place| {
        province.is_none_or(|code| world.places.province_of(&place.code, day).is_some_and(|above| above.code == code))
    };
    let found: Vec<_> = world.places.named(name, day).into_iter().filter(within).collect();
    let got: Vec<_> = found.iter().map(|p| format!("{} ({})", p.code, p.parent.as_deref().unwrap_or(""))).collect();
    let codes: BTreeSet<&str> = wording::numbers_of(&fact.expected, 5).into_iter().collect();
    if codes.is_empty() {
        return if wording::expects_nothing(&fact.expected) {
            Answer::new(found.is_empty(), got.join(", "))
        } else {
            None
        };
    }
    let parents: BTreeSet<&str> = wording::numbers_of(&fact.expected, 3).into_iter().collect();
    let same_parents = parents.is_empty() || parents == found.iter().filter_map(|p| p.parent.as_deref()).collect();
    Answer::new(codes == found.iter().map(|p| p.code.as_str()).collect() && same_parents, got.join(", "))
}

/// What a code meant on one day or several.
pub fn as_of(fact: &Fact, world: &World) -> Option<Answer> {
    let code = code_of(&fact.input)?;
    let days = wording::dates(&fact.input);
    let expected: Vec<_> = if days.len() > 1 { fact.expected.split(" / ").collect() } else { vec![&*fact.expected] };
    if days.is_empty() || days.len() != expected.len() {
        return None;
    }
    let found: Vec<_> = days.iter().map(|day| world.places.as_of(code, *day)).collect();
    let agrees = found.iter().zip(expected).all(|(place, expected)| match place {
        Some(place) => wording::same(&wording::main(expected), &place.name),
        None => wording::expects_nothing(expected),
    });
    let got: Vec<_> = found.iter().map(|place| place.map_or("none", |place| place.name.as_str())).collect();
    Answer::new(agrees, got.join(" / "))
}

/// What became of a unit, or what it was made of.
pub fn map(fact: &Fact, world: &World) -> Option<Answer> {
    let code = code_of(&fact.input)?;
    let day = wording::dates(&fact.input).last().copied().unwrap_or(NEW);
    let back = wording::says(&fact.input, &["new", "members", "made of"]);
    let found = if back { world.places.map(code, day, OLD) } else { world.places.map(code, OLD, day) };
    let got: Vec<_> = found.iter().map(|place| format!("{} {}", place.code, place.name)).collect();
    let expected = wording::main(&fact.expected);
    let codes = wording::numbers_of(&expected, code.len());
    if codes.is_empty() {
        return if wording::expects_nothing(&fact.expected) {
            Answer::new(found.is_empty(), got.join(", "))
        } else {
            None
        };
    }
    let same_codes = codes == found.iter().map(|place| place.code.as_str()).collect::<Vec<_>>();
    let named = match found.as_slice() {
        [only] => expected.split_once(&only.code).is_some_and(|(_, name)| {
            let name = name.trim_start_matches([' ', ':', '-']);
            name.is_empty() || wording::same(name, &only.name)
        }),
        _ => true,
    };
    let remark = wording::remarks(&fact.expected);
    let crosses =
        || world.places.crossings(NEW).iter().any(|crossing| found.iter().any(|p| p.code == crossing.unit.code));
    let kept = || world.places.links().iter().any(|link| link.from == code && link.kind == LinkKind::Kept);
    let crossed = !wording::says(&remark, &["crosses", "crossing"]) || crosses();
    let left = !wording::says(&remark, &["not rearranged", "unchanged", "không sắp xếp"]) || kept();
    Answer::new(same_codes && named && crossed && left, got.join(", "))
}

/// How many units the units of one became.
pub fn map_count(fact: &Fact, world: &World) -> Option<Answer> {
    let code = code_of(&fact.input)?;
    let day = wording::date(&fact.input).unwrap_or(NEW);
    let eve = if day > OLD { OLD } else { day.saturating_sub(1.day()) };
    let old = world.places.below(code, Level::Commune, eve);
    let maps: Vec<_> = old.iter().map(|place| world.places.map(&place.code, eve, day)).collect();
    let new: BTreeSet<_> = maps.iter().flatten().map(|place| &place.code).collect();
    let one_to_one = maps.iter().all(|map| map.len() == 1);
    let expected = wording::count(&fact.expected, &["new commune", "commune", "đơn vị", "xã"])?;
    let said_old = wording::count(&fact.input, &["old commune", "commune", "xã"]);
    let whole = !wording::says(&fact.expected, &["exactly one", "whole"]) || one_to_one;
    let agrees = expected as usize == new.len() && whole && said_old.is_none_or(|n| n as usize == old.len());
    let how = if one_to_one { "each old one whole into one" } else { "some old ones split" };
    Answer::new(agrees, format_args!("{} old into {} new, {how}", old.len(), new.len()))
}
