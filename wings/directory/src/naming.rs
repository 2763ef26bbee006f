//! How the same place or body is written in different papers, brought to one key.

/// Words that say what kind of place it is, longest first, and how papers abbreviate them.
const KINDS: [(&str, &[&str]); 7] = [
    ("thanh pho", &["tp"]),
    ("thi tran", &["tt"]),
    ("thi xa", &["tx"]),
    ("phuong", &["p"]),
    ("huyen", &["h"]),
    ("tinh", &[]),
    ("xa", &["x"]),
];

/// The key by which names are compared: without tones, case and punctuation; `UBND` for *Ủy ban nhân dân*; the kind of
/// place written out. `UBND TX.Chơn Thành` and `Ủy ban nhân dân thị xã Chơn Thành` have one key.
pub fn key(name: &str) -> String {
    let plain: String = base::text::fold(name).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ").replace("uy ban nhan dan", "ubnd");
    let (committee, place) = match joined.strip_prefix("ubnd ") {
        Some(place) => ("ubnd ", place),
        None => ("", joined.as_str()),
    };
    let (first, rest) = place.split_once(' ').unwrap_or((place, ""));
    let whole = KINDS.iter().find(|(_, short)| !rest.is_empty() && short.contains(&first));
    match whole {
        Some((kind, _)) => format!("{committee}{kind} {rest}"),
        None => format!("{committee}{place}"),
    }
}

/// A key without the word for the kind of place: `phuong tan phu` becomes `tan phu`.
pub fn bare(key: &str) -> &str {
    let named = KINDS.iter().find_map(|(kind, _)| key.strip_prefix(kind)?.strip_prefix(' '));
    named.unwrap_or(key)
}

/// A key of a people's committee without `ubnd`: the key of its place.
pub fn place(key: &str) -> Option<&str> {
    key.strip_prefix("ubnd ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_write_one_committee_in_many_ways() {
        let official = key("Ủy ban nhân dân thị xã Chơn Thành");
        for written in
            ["UBND TX.Chơn Thành", "UBND Thị xã Chơn Thành", "UBND  tx. CHON THÀNH", "Uỷ ban Nhân dân TX Chơn Thành"]
        {
            assert_eq!(key(written), official, "{written}");
        }
        assert_eq!(place(&official), Some("thi xa chon thanh"));
        assert_eq!(bare("thi xa chon thanh"), "chon thanh");
    }

    #[test]
    fn a_letter_is_a_kind_of_place_only_before_a_name() {
        assert_eq!(key("TP. Đồng Xoài"), "thanh pho dong xoai");
        assert_eq!(key("Xã Đường 10"), "xa duong 10");
        assert_eq!(bare(&key("Xã Đường 10")), "duong 10");
        assert_eq!(key("TT"), "tt");
        assert_eq!(key("Sở GD&ĐT"), "so gd dt");
    }
}
