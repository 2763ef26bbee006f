//! Answers of several inputs: which inputs, in which order.

use base::Text;

use super::{form::Kind, kinds::Level};

/// What one input of a composite field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// A line of text.
    Text,
    /// A date.
    Date,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A personal identification number.
    PersonalNumber,
    /// A unit of this level, by name or code.
    Area(Level),
    /// One of these words.
    Choice(&'static [(&'static str, Text)]),
}

/// One input of a composite field; its answer is named `field.part`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The name after the dot.
    pub name: &'static str,
    /// The label.
    pub label: Text,
    /// What it takes.
    pub kind: PartKind,
    /// Whether a composite answer is incomplete without it.
    pub required: bool,
}

const fn part(name: &'static str, label: Text, kind: PartKind, required: bool) -> Part {
    Part { name, label, kind, required }
}

const PROVINCE: Part =
    part("province", Text::new("Tỉnh, thành phố", "Province or city"), PartKind::Area(Level::Province), true);
/// Only for places as they were until 30 June 2025.
const DISTRICT: Part = part(
    "district",
    Text::new("Quận, huyện (địa chỉ trước 01/7/2025)", "District (addresses before 1 July 2025)"),
    PartKind::Area(Level::District),
    false,
);
const COMMUNE: Part =
    part("commune", Text::new("Xã, phường, thị trấn", "Commune or ward"), PartKind::Area(Level::Commune), true);
const DETAIL: Part = part(
    "detail",
    Text::new("Số nhà, đường, thôn, ấp, khu phố", "House number, street, hamlet"),
    PartKind::Text,
    false,
);
const ID_KINDS: &[(&str, Text)] = &[
    ("citizen_id", Text::new("Thẻ căn cước, căn cước công dân", "Citizen identity card")),
    ("e_id", Text::new("Căn cước điện tử", "Electronic identity")),
    ("id_certificate", Text::new("Giấy chứng nhận căn cước", "Identity certificate")),
    ("old_id", Text::new("Chứng minh nhân dân", "Old identity card")),
    ("passport", Text::new("Hộ chiếu", "Passport")),
    ("other", Text::new("Giấy tờ hợp lệ thay thế", "Other valid paper")),
];
const RESIDENCE_KINDS: &[(&str, Text)] = &[
    ("permanent", Text::new("Nơi thường trú", "Permanent residence")),
    ("temporary", Text::new("Nơi tạm trú", "Temporary residence")),
    ("current", Text::new("Nơi ở hiện tại", "Present home")),
];
const CONSENT_METHODS: &[(&str, Text)] = &[
    ("vneid", Text::new("Xác nhận trên VNeID", "Confirmed on VNeID")),
    ("written", Text::new("Văn bản", "In writing")),
    ("in_person", Text::new("Trực tiếp", "In person")),
];

const NUMBER: Text = Text::new("Số", "Number");
const DATE: Text = Text::new("Ngày cấp", "Date of issue");
const ISSUER: Text = Text::new("Nơi cấp", "Issued by");

const ID_DOCUMENT: &[Part] = &[
    part("kind", Text::new("Loại giấy tờ", "Kind"), PartKind::Choice(ID_KINDS), true),
    part("number", NUMBER, PartKind::Text, true),
    part("date", DATE, PartKind::Date, false),
    part("issuer", ISSUER, PartKind::Text, false),
];
const ADDRESS: &[Part] = &[PROVINCE, DISTRICT, COMMUNE, DETAIL];
const RESIDENCE: &[Part] = &[
    part("kind", Text::new("Là nơi", "This is the"), PartKind::Choice(RESIDENCE_KINDS), true),
    PROVINCE,
    DISTRICT,
    COMMUNE,
    DETAIL,
];
const ADMIN_AREA: &[Part] = &[PROVINCE, DISTRICT, COMMUNE];
const BIRTH_PLACE: &[Part] = &[
    part(
        "facility",
        Text::new("Cơ sở y tế (nếu sinh ở cơ sở y tế)", "Health facility, if born in one"),
        PartKind::Text,
        false,
    ),
    PROVINCE,
    DISTRICT,
    COMMUNE,
    DETAIL,
];
const REGISTRY_ENTRY: &[Part] = &[
    part("name", Text::new("Tên giấy tờ", "Name of the paper"), PartKind::Text, true),
    part("number", NUMBER, PartKind::Text, false),
    part("book", Text::new("Quyển số", "Book"), PartKind::Text, false),
    part("date", Text::new("Ngày đăng ký", "Date of registration"), PartKind::Date, false),
    part("agency", Text::new("Nơi đăng ký", "Registered at"), PartKind::Text, false),
];
const DOCUMENT: &[Part] = &[
    part("kind", Text::new("Loại giấy tờ", "Kind"), PartKind::Text, true),
    part("number", NUMBER, PartKind::Text, true),
    part("date", DATE, PartKind::Date, false),
    part("issuer", ISSUER, PartKind::Text, false),
];
const CONTACT: &[Part] = &[
    part("name", Text::new("Họ và tên", "Full name"), PartKind::Text, true),
    part("position", Text::new("Chức vụ", "Position"), PartKind::Text, false),
    part("nationality", Text::new("Quốc tịch", "Nationality"), PartKind::Text, false),
    part("phone", Text::new("Điện thoại", "Telephone"), PartKind::Phone, false),
    part("email", Text::new("Thư điện tử", "E-mail"), PartKind::Email, false),
];
const CONSENT: &[Part] = &[
    part("name", Text::new("Họ và tên người đồng ý", "Name of who consents"), PartKind::Text, true),
    part("number", Text::new("Số định danh cá nhân", "Personal number"), PartKind::PersonalNumber, false),
    part("method", Text::new("Cách xác nhận", "Confirmed"), PartKind::Choice(CONSENT_METHODS), true),
    part("date", Text::new("Ngày xác nhận", "Date"), PartKind::Date, false),
];
const BANK_ACCOUNT: &[Part] = &[
    part("bank", Text::new("Ngân hàng", "Bank"), PartKind::Text, true),
    part("number", Text::new("Số tài khoản", "Account number"), PartKind::Text, true),
    part("holder", Text::new("Tên chủ tài khoản", "Account holder"), PartKind::Text, true),
];

impl Kind {
    /// The inputs of a composite kind, in order; empty for kinds that are one input or a table.
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::IdDocument => ID_DOCUMENT,
            Self::Address => ADDRESS,
            Self::Residence => RESIDENCE,
            Self::AdminArea => ADMIN_AREA,
            Self::BirthPlace => BIRTH_PLACE,
            Self::RegistryEntry => REGISTRY_ENTRY,
            Self::Document => DOCUMENT,
            Self::Contact => CONTACT,
            Self::Consent => CONSENT,
            Self::BankAccount => BANK_ACCOUNT,
            _ => &[],
        }
    }
}
