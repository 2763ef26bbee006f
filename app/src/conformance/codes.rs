//! Topics of codes: agencies, dossiers, procedures, sectors, slips, registers.

use base::codes::{
    AgencyCode, AgencyCodeError, AgencyRef, DossierCode, DossierCodeError, LegacyAgencyCode, LocalProcedureCode,
    OtherOrganisationCode, ProcedureCode, Province, RegisterNumber, SectorCode,
    slips::{SETS, SlipSet},
};
use jiff::civil;

use super::{Answer, Fact, World, wording};

/// Whether a text is an agency's identifier, and of what level.
pub fn agency_valid(fact: &Fact, _: &World) -> Option<Answer> {
    let expected = wording::verdict(&fact.expected)?;
    match AgencyCode::parse(wording::unquoted(&fact.input)) {
        Ok(code) => {
            let level = wording::word(&fact.expected, "level").and_then(|level| level.parse::<usize>().ok());
            let agrees = expected && level.is_none_or(|level| level == code.level());
            Answer::new(agrees, format_args!("valid, level {}", code.level()))
        }
        Err(error) => Answer::new(!expected && same_reason(&fact.expected, &error), format_args!("invalid ({error})")),
    }
}

/// A reason that is given must not be another than the one found.
fn same_reason(expected: &str, error: &AgencyCodeError) -> bool {
    let length = wording::count(expected, &["character", "ký tự"]);
    match error {
        AgencyCodeError::TooLong(found) => length.is_none_or(|said| said as usize == *found),
        _ => length.is_none(),
    }
}

/// The identifier in force of an older one.
pub fn agency_current(fact: &Fact, _: &World) -> Option<Answer> {
    match LegacyAgencyCode::parse(wording::unquoted(&wording::main(&fact.input))) {
        Ok(code) => Answer::text(&fact.expected, code.current()),
        Err(error) => Answer::new(wording::verdict(&fact.expected) == Some(false), error),
    }
}

/// The older form of an identifier.
pub fn agency_legacy(fact: &Fact, _: &World) -> Option<Answer> {
    match AgencyCode::parse(wording::unquoted(&wording::main(&fact.input))) {
        Ok(code) => match code.legacy() {
            Some(legacy) => Answer::text(&fact.expected, legacy),
            None => {
                let nothing =
                    wording::expects_nothing(&fact.expected) || wording::verdict(&fact.expected) == Some(false);
                Answer::new(nothing, "no older form")
            }
        },
        Err(error) => Answer::new(wording::verdict(&fact.expected) == Some(false), error),
    }
}

/// The scheme and own identifier of another organisation.
pub fn other_organisation(fact: &Fact, _: &World) -> Option<Answer> {
    match OtherOrganisationCode::parse(wording::unquoted(&fact.input)) {
        Ok(code) => {
            let got = format!("scheme {}, id {}", code.scheme(), code.id());
            if wording::verdict(&fact.expected) == Some(false) {
                return Answer::new(false, got);
            }
            let scheme = wording::word(&fact.expected, "scheme").filter(|word| word.starts_with('Z'))?;
            let id = wording::word(&fact.expected, "id");
            Answer::new(scheme == code.scheme() && id.is_none_or(|id| id == code.id()), got)
        }
        Err(error) => Answer::new(wording::verdict(&fact.expected) == Some(false), error),
    }
}

/// The province of a letter code, or the letter code of a province.
pub fn province(fact: &Fact, _: &World) -> Option<Answer> {
    let input = wording::main(&fact.input);
    let input = wording::unquoted(&input);
    match (AgencyCode::parse(input), Province::of_name(input)) {
        (Ok(code), _) => match code.province() {
            Some(province) => {
                let agrees = Province::of_name(&wording::main(&fact.expected)) == Some(province);
                Answer::new(agrees, province.name)
            }
            None => Answer::new(wording::expects_nothing(&fact.expected), "none"),
        },
        (Err(_), Some(province)) => Answer::text(&fact.expected, province.agency),
        (Err(_), None) => None,
    }
}

/// A dossier code composed from agency, day and serial.
pub fn dossier_make(fact: &Fact, _: &World) -> Option<Answer> {
    let agency = AgencyRef::parse(wording::word(&fact.input, "agency")?).ok()?;
    let day = wording::date(&fact.input)?;
    let rest = fact.input.replace(agency.as_str(), "");
    let serial = wording::ordinal(&rest)?;
    match DossierCode::make(agency, day, serial) {
        Ok(code) => Answer::text(&fact.expected, code),
        Err(error) => {
            let refused =
                ["error", "refused", "rejected", "fail", "fails", "full", "exhausted", "invalid", "not defined"];
            Answer::new(wording::says(&fact.expected, &refused), error)
        }
    }
}

/// Agency, day and serial of a dossier code.
pub fn dossier_parse(fact: &Fact, world: &World) -> Option<Answer> {
    if wording::verdict(&fact.expected).is_some() {
        return dossier_valid(fact, world);
    }
    match DossierCode::parse(wording::unquoted(&fact.input)) {
        Ok(code) => {
            let agency = wording::word(&fact.expected, "agency")?;
            let serial = wording::word(&fact.expected, "serial").and_then(|serial| serial.parse::<u32>().ok())?;
            let same_day = wording::dates(&fact.expected) == [code.received()];
            let agrees = agency == code.agency().as_str() && serial == code.serial() && same_day;
            Answer::new(
                agrees,
                format_args!("agency={}; date={}; serial={}", code.agency(), code.received(), code.serial()),
            )
        }
        Err(error) => Answer::new(false, error),
    }
}

/// Whether a text is a dossier code, and why not.
pub fn dossier_valid(fact: &Fact, _: &World) -> Option<Answer> {
    let expected = wording::verdict(&fact.expected)?;
    let error = match DossierCode::parse(wording::unquoted(&fact.input)) {
        Ok(code) => return Answer::new(expected, format_args!("valid: {code}")),
        Err(error) => error,
    };
    let says = |words: &[&str]| wording::says(&wording::main(&fact.expected), words);
    let reason = if says(&["date", "day", "ngày"]) {
        matches!(error, DossierCodeError::Date)
    } else if says(&["serial", "số thứ tự"]) {
        matches!(error, DossierCodeError::Serial | DossierCodeError::Shape)
    } else if says(&["agency", "mã cơ quan"]) {
        matches!(error, DossierCodeError::Agency(_) | DossierCodeError::Shape)
    } else {
        true
    };
    Answer::new(!expected && reason, format_args!("invalid ({error})"))
}

/// The code under which a province publishes a procedure; or what such a code says.
pub fn procedure_local(fact: &Fact, _: &World) -> Option<Answer> {
    if let Ok(local) = LocalProcedureCode::parse(wording::unquoted(&wording::main(&fact.input))) {
        let got = format!("procedure {}; agency {}", local.procedure(), local.agency());
        let says = |part: &str| fact.expected.contains(part);
        if wording::verdict(&fact.expected) == Some(true) {
            return Answer::new(true, got);
        }
        let province = local.agency().current().province();
        let place = province.is_some_and(|province| says(province.name)) || says(local.agency().as_str());
        return Answer::new(says(local.procedure().as_str()) && place, got);
    }
    let words = || fact.input.split([' ', ',', ';', '=']).map(wording::unquoted);
    let procedure = words().find_map(|word| ProcedureCode::parse(word).ok())?;
    let agency = words().find_map(|word| match AgencyRef::parse(word).ok()? {
        AgencyRef::Current(code) => code.legacy(),
        AgencyRef::Legacy(code) => Some(code),
    });
    let named = || {
        let name = ["published by", "published in", "by", "province", "tỉnh"]
            .iter()
            .find_map(|key| wording::value(&fact.input, key))?;
        AgencyCode::parse(Province::of_name(name)?.agency).ok()?.legacy()
    };
    let local = procedure.published_by(&agency.or_else(named)?);
    match wording::word(&fact.input, "service") {
        Some(service) => Answer::text(&fact.expected, local.with_service(service).ok()?),
        None => Answer::text(&fact.expected, local),
    }
}

/// Whether a text is a procedure code.
pub fn procedure_valid(fact: &Fact, _: &World) -> Option<Answer> {
    let expected = wording::verdict(&fact.expected)?;
    let input = wording::unquoted(&fact.input);
    let local = wording::says(&fact.expected, &["local"]) && LocalProcedureCode::parse(input).is_ok();
    match ProcedureCode::parse(input) {
        Ok(_) => Answer::new(expected, "valid"),
        Err(error) => Answer::new(expected == local, error),
    }
}

/// The form of a sector code, or a sector code taken apart.
pub fn sector(fact: &Fact, _: &World) -> Option<Answer> {
    // The fact may give the form itself: M a letter, X1 and X2 digits.
    let is_form = fact.input.contains("X1X2");
    let code = wording::unquoted(&fact.input).replace("MX1X2", "G15");
    match SectorCode::parse(&code) {
        Ok(code) => {
            let got = format!("agency {}, field {}", code.agency(), code.field());
            let level_1 = AgencyCode::parse(code.agency()).is_ok_and(|agency| agency.level() == 1);
            if is_form {
                let said = wording::says(&fact.expected, &["level-1 agency", "level 1 agency", "cơ quan cấp 1"]);
                return if said { Answer::new(level_1, got) } else { None };
            }
            if let Some(valid) = wording::verdict(&fact.expected) {
                return Answer::new(valid, got);
            }
            let part = |keys: [&str; 2]| keys.into_iter().find_map(|key| wording::word(&fact.expected, key));
            let (agency, field) = (part(["agency", "cơ quan"])?, part(["field", "sector"])?);
            Answer::new(agency == code.agency() && field == code.field(), got)
        }
        Err(error) => Answer::new(wording::verdict(&fact.expected) == Some(false), error),
    }
}

/// A slip of TT 01/2018.
pub fn slip_2018(fact: &Fact, _: &World) -> Option<Answer> {
    slip(fact, &SETS[0])
}

/// A slip of TT 03/2025.
pub fn slip_2025(fact: &Fact, _: &World) -> Option<Answer> {
    slip(fact, &SETS[1])
}

fn slip(fact: &Fact, set: &SlipSet) -> Option<Answer> {
    let number = wording::numbers(&fact.input).last().copied()?;
    let Some(slip) = u8::try_from(number).ok().and_then(|number| set.number(number)) else {
        return Answer::new(wording::expects_nothing(&fact.expected), "no such slip");
    };
    let mut parts = fact.expected.split(';').map(wording::main);
    let named = wording::same(&parts.next()?, slip.name.vi);
    let (width, height) = slip.paper.size();
    let paper = format!("{:?} {width}×{height} mm", slip.paper);
    let sized = parts.all(|part| paper.starts_with(&part.replace('x', "×")));
    Answer::new(named && sized, format_args!("{}; {paper}", slip.name.vi))
}

/// The number of the next entry of a register.
pub fn register(fact: &Fact, _: &World) -> Option<Answer> {
    let years: Vec<_> = ["book of", "year", "dossier of", "entry of", "in", "of"]
        .iter()
        .flat_map(|key| years_after(&fact.input, key))
        .collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let closed = ["closed at", "ended at", "ends at", "last number", "last entry", "number", "no.", "at", "after"]
        .iter()
        .find_map(|key| wording::word(&fact.input, key)?.parse::<u32>().ok());
    let before = closed.map(|number| RegisterNumber { year: first, number });
    let day = civil::Date::new(last, 1, 2).ok()?;
    let steps =
        ["first", "second", "third", "fourth", "fifth"].iter().position(|word| wording::says(&fact.input, &[word]));
    let got = (0..=steps.unwrap_or(0)).fold(before, |number, _| Some(RegisterNumber::after(number, day)))?;
    Answer::text(&fact.expected, got)
}

fn years_after(text: &str, key: &str) -> Vec<i16> {
    let lower = text.to_lowercase();
    let found = lower.match_indices(key).map(|(at, _)| lower[at + key.len()..].trim_start_matches([' ', '=', ':']));
    let digits = found.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    digits
        .filter(|year| year.len() == 4)
        .filter_map(|year| year.parse().ok())
        .filter(|y| (1990..2100).contains(y))
        .collect()
}
