//! People of the demo province: names put together from common parts, numbers that follow the rules. Nobody real.

use rand::{Rng, RngExt, seq::IndexedRandom};

const FAMILY: [&str; 20] = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ",
    "Đặng", "Bùi", "Đỗ", "Hồ", "Điểu", "Thị",
];
const MIDDLE_M: [&str; 14] =
    ["Văn", "Văn", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Công", "Ngọc", "Xuân", "Hoàng", "Gia", "Tuấn", "Anh"];
const MIDDLE_F: [&str; 12] =
    ["Thị", "Thị", "Thị", "Ngọc", "Thanh", "Thuỳ", "Kim", "Mỹ", "Bảo", "Thu", "Hồng", "Phương"];
const GIVEN_M: [&str; 24] = [
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hùng", "Huy", "Khang", "Khoa", "Long", "Lộc", "Mạnh", "Nam",
    "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Thắng", "Tiến", "Trung", "Vinh",
];
const GIVEN_F: [&str; 24] = [
    "Ánh",
    "Chi",
    "Diệp",
    "Dung",
    "Đào",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Huệ",
    "Hương",
    "Lan",
    "Linh",
    "Loan",
    "Mai",
    "Ngân",
    "Nhung",
    "Oanh",
    "Phượng",
    "Thảo",
    "Trang",
    "Vân",
    "Yến",
];

/// Somebody of the demo province.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// Full name in Vietnamese order.
    pub name: String,
    /// Personal number: right in form, of nobody.
    pub number: String,
    /// Mobile phone.
    pub phone: String,
    /// E-mail, for some.
    pub email: Option<String>,
}

/// Makes somebody; `serial` keeps their numbers apart.
pub fn somebody(rng: &mut impl Rng, serial: u32) -> Somebody {
    let woman = rng.random_bool(0.5);
    let pick = |rng: &mut _, list: &[&'static str]| *list.choose(rng).unwrap_or(&"An");
    let family = pick(rng, &FAMILY[..18]);
    let (middle, given) =
        if woman { (pick(rng, &MIDDLE_F), pick(rng, &GIVEN_F)) } else { (pick(rng, &MIDDLE_M), pick(rng, &GIVEN_M)) };
    let year = rng.random_range(1950..2005);
    let century = if year < 2000 { u32::from(woman) } else { 2 + u32::from(woman) };
    // 070 is Bình Phước; the last six digits are the serial.
    let number = format!("070{century}{:02}{:06}", year % 100, serial % 1_000_000);
    let phone = format!("09{:08}", serial % 100_000_000);
    let name = format!("{family} {middle} {given}");
    let email = rng.random_bool(0.05).then(|| format!("nguoi.dan.{serial}@example.vn"));
    Somebody { name, number, phone, email }
}
