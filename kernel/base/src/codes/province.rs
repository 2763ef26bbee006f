//! The 63 provinces and cities as they were until 30/6/2025: codes given then stay on papers and in personal numbers.

/// A province or centrally run city until 30/6/2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Province {
    /// Two digits of the list of administrative units (QĐ 124/2004/QĐ-TTg): `70`.
    pub code: &'static str,
    /// First group of its agencies' identifiers (QĐ 20/2020/QĐ-TTg, phụ lục I): `H10`.
    pub agency: &'static str,
    /// Its name without "Tỉnh" or "Thành phố".
    pub name: &'static str,
}

impl Province {
    /// The province of a two-digit unit code.
    pub fn of_code(code: &str) -> Option<&'static Self> {
        PROVINCES.iter().find(|province| province.code == code)
    }

    /// The province whose agencies' identifiers begin with this group.
    pub fn of_agency(group: &str) -> Option<&'static Self> {
        PROVINCES.iter().find(|province| province.agency == group)
    }

    /// The province of a name, however it is cased, marked or prefixed: `Bình Phước`, `tỉnh Bình Phước`, `TP. Hồ Chí Minh`.
    pub fn of_name(name: &str) -> Option<&'static Self> {
        let key = name_key(name);
        PROVINCES.iter().find(|province| name_key(province.name) == key)
    }
}

fn name_key(name: &str) -> String {
    let letters: String = crate::text::fold(name).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<_> = letters.split_whitespace().collect();
    let bare = match words.as_slice() {
        ["tinh" | "tp", rest @ ..] | ["thanh", "pho", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let key = bare.concat();
    match OTHER_NAMES.iter().find(|(other, _)| *other == key) {
        Some((_, usual)) => (*usual).into(),
        None => key,
    }
}

/// Names that papers use beside the official ones, as keys.
const OTHER_NAMES: [(&str, &str); 6] = [
    ("hcm", "hochiminh"),
    ("tphcm", "hochiminh"),
    ("hue", "thuathienhue"),
    ("brvt", "bariavungtau"),
    ("daclac", "daklak"),
    ("dacnong", "daknong"),
];

const fn province(agency: &'static str, code: &'static str, name: &'static str) -> Province {
    Province { code, agency, name }
}

/// All 63, in the order of their agency letters, which is the alphabetical order of the names written without spaces
/// and marks (Hậu Giang, the one exception, stands at H30).
pub const PROVINCES: [Province; 63] = [
    province("H01", "89", "An Giang"),
    province("H02", "24", "Bắc Giang"),
    province("H03", "06", "Bắc Kạn"),
    province("H04", "95", "Bạc Liêu"),
    province("H05", "27", "Bắc Ninh"),
    province("H06", "77", "Bà Rịa - Vũng Tàu"),
    province("H07", "83", "Bến Tre"),
    province("H08", "52", "Bình Định"),
    province("H09", "74", "Bình Dương"),
    province("H10", "70", "Bình Phước"),
    province("H11", "60", "Bình Thuận"),
    province("H12", "96", "Cà Mau"),
    province("H13", "92", "Cần Thơ"),
    province("H14", "04", "Cao Bằng"),
    province("H15", "66", "Đắk Lắk"),
    province("H16", "67", "Đắk Nông"),
    province("H17", "48", "Đà Nẵng"),
    province("H18", "11", "Điện Biên"),
    province("H19", "75", "Đồng Nai"),
    province("H20", "87", "Đồng Tháp"),
    province("H21", "64", "Gia Lai"),
    province("H22", "02", "Hà Giang"),
    province("H23", "30", "Hải Dương"),
    province("H24", "31", "Hải Phòng"),
    province("H25", "35", "Hà Nam"),
    province("H26", "01", "Hà Nội"),
    province("H27", "42", "Hà Tĩnh"),
    province("H28", "17", "Hòa Bình"),
    province("H29", "79", "Hồ Chí Minh"),
    province("H30", "93", "Hậu Giang"),
    province("H31", "33", "Hưng Yên"),
    province("H32", "56", "Khánh Hòa"),
    province("H33", "91", "Kiên Giang"),
    province("H34", "62", "Kon Tum"),
    province("H35", "12", "Lai Châu"),
    province("H36", "68", "Lâm Đồng"),
    province("H37", "20", "Lạng Sơn"),
    province("H38", "10", "Lào Cai"),
    province("H39", "80", "Long An"),
    province("H40", "36", "Nam Định"),
    province("H41", "40", "Nghệ An"),
    province("H42", "37", "Ninh Bình"),
    province("H43", "58", "Ninh Thuận"),
    province("H44", "25", "Phú Thọ"),
    province("H45", "54", "Phú Yên"),
    province("H46", "44", "Quảng Bình"),
    province("H47", "49", "Quảng Nam"),
    province("H48", "51", "Quảng Ngãi"),
    province("H49", "22", "Quảng Ninh"),
    province("H50", "45", "Quảng Trị"),
    province("H51", "94", "Sóc Trăng"),
    province("H52", "14", "Sơn La"),
    province("H53", "72", "Tây Ninh"),
    province("H54", "34", "Thái Bình"),
    province("H55", "19", "Thái Nguyên"),
    province("H56", "38", "Thanh Hóa"),
    province("H57", "46", "Thừa Thiên Huế"),
    province("H58", "82", "Tiền Giang"),
    province("H59", "84", "Trà Vinh"),
    province("H60", "08", "Tuyên Quang"),
    province("H61", "86", "Vĩnh Long"),
    province("H62", "26", "Vĩnh Phúc"),
    province("H63", "15", "Yên Bái"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_a_letter_code_in_order_and_a_unit_code_of_its_own() {
        let mut codes: Vec<_> = PROVINCES.iter().map(|p| p.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 63);
        for (i, province) in PROVINCES.iter().enumerate() {
            assert_eq!(province.agency, format!("H{:02}", i + 1));
            assert!(("01"..="96").contains(&province.code));
        }
    }

    #[test]
    fn letters_follow_the_alphabet_except_hau_giang() {
        let names: Vec<_> = PROVINCES.iter().filter(|p| p.agency != "H30").map(|p| name_key(p.name)).collect();
        assert!(names.is_sorted(), "{names:?}");
    }

    #[test]
    fn a_province_is_found_by_any_of_its_names() {
        for name in ["Bình Phước", "tỉnh Bình Phước", "BINH PHUOC", "Bình Phước "] {
            assert_eq!(Province::of_name(name).unwrap().agency, "H10");
        }
        assert_eq!(Province::of_name("TP. Hồ Chí Minh").unwrap().agency, "H29");
        assert_eq!(Province::of_name("Bà Rịa – Vũng Tàu").unwrap().code, "77");
        assert_eq!(Province::of_name("TP.HCM").unwrap().agency, "H29");
        assert_eq!(Province::of_name("thành phố Huế").unwrap().agency, "H57");
        assert_eq!(Province::of_name("Sông Bé"), None);
        assert_eq!(Province::of_agency("H15").unwrap().name, "Đắk Lắk");
        assert_eq!(Province::of_code("70").unwrap().name, "Bình Phước");
    }
}
