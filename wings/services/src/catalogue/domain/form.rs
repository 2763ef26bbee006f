//! A form: what is asked, in which words, and what counts as an answer.
//!
//! A field asks for one thing. Most are one input on the screen; some, as an address or an identity paper, are a few
//! inputs that belong together ([`Kind::parts`]); a table repeats its columns. A page draws any form from these three.

use jiff::civil::Date;

use super::{
    Bilingual,
    finding::Lines,
    guard::{Guard, Shape},
    keyed::{Keyed, keyed},
    kinds::{ApplicantKind, Channel, Confidence},
};

keyed! {
    /// What kind of answer a field takes.
    pub enum Kind {
        Text = "text", "Chữ", "Text";
        Paragraph = "paragraph", "Đoạn văn", "Paragraph";
        Integer = "integer", "Số nguyên", "Whole number";
        Decimal = "decimal", "Số", "Number";
        Money = "money", "Số tiền", "Amount of money";
        YesNo = "yes_no", "Có hoặc không", "Yes or no";
        Tick = "tick", "Ô đánh dấu", "Tick box";
        Date = "date", "Ngày", "Date";
        DateTime = "datetime", "Ngày giờ", "Date and time";
        PartialDate = "partial_date", "Ngày, có thể thiếu ngày tháng", "Date, perhaps only a year";
        Moment = "moment", "Thời điểm, có thể thiếu giờ", "Moment, perhaps without the hour";
        Choice = "choice", "Chọn một", "One of a list";
        ChoiceOrText = "choice_or_text", "Chọn hoặc tự ghi", "One of a list, or own words";
        Choices = "choices", "Chọn nhiều", "Any of a list";
        Phone = "phone", "Số điện thoại", "Telephone number";
        Email = "email", "Thư điện tử", "E-mail address";
        Url = "url", "Địa chỉ trang web", "Web address";
        Domain = "domain", "Tên miền", "Domain name";
        PersonName = "person_name", "Họ, chữ đệm, tên", "Full name";
        PersonalNumber = "personal_number", "Số định danh cá nhân", "Personal identification number";
        Agency = "agency", "Cơ quan", "Agency";
        IdDocument = "id_document", "Giấy tờ tuỳ thân", "Identity document";
        Address = "address", "Địa chỉ", "Address";
        Residence = "residence", "Nơi cư trú", "Residence";
        AdminArea = "admin_area", "Địa danh hành chính", "Administrative area";
        BirthPlace = "birth_place", "Nơi sinh", "Place of birth";
        RegistryEntry = "registry_entry", "Giấy tờ hộ tịch", "Civil-status record";
        Document = "document", "Giấy tờ", "Document";
        Contact = "contact", "Người liên hệ", "Contact person";
        Consent = "consent", "Ý kiến đồng ý", "Consent";
        BankAccount = "bank_account", "Tài khoản ngân hàng", "Bank account";
        Table = "table", "Bảng", "Table";
    }
}

keyed! {
    /// Who fills in a group of fields.
    pub enum FilledBy {
        Applicant = "applicant", "Người nộp hồ sơ", "Applicant";
        Officer = "officer", "Cán bộ", "Officer";
    }
}

keyed! {
    /// Where an answer can be taken from instead of being typed.
    pub enum Prefill {
        OwnName = "own_name", "Tên trong tài khoản", "Name on the account";
        OwnNumber = "own_number", "Số định danh trong tài khoản", "Personal number on the account";
        OwnPhone = "own_phone", "Số điện thoại trong tài khoản", "Telephone on the account";
        OwnEmail = "own_email", "Thư điện tử trong tài khoản", "E-mail on the account";
        Population = "population", "Cơ sở dữ liệu quốc gia về dân cư", "Population database";
        CivilStatus = "civil_status", "Cơ sở dữ liệu hộ tịch", "Civil-status database";
        Enterprise = "enterprise", "Cơ sở dữ liệu đăng ký doanh nghiệp", "Enterprise register";
        BirthSlip = "birth_slip", "Giấy chứng sinh điện tử", "Electronic birth slip";
    }
}

keyed! {
    /// Where a form comes from.
    pub enum Origin {
        Statutory = "statutory", "Theo mẫu do văn bản quy định", "Prescribed by an act";
        Platform = "platform", "Do hệ thống đặt ra", "Set by this system";
    }
}

/// The first or last moment a date may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The day of filing.
    Today,
    /// The day after it.
    Tomorrow,
    /// A fixed day.
    On(Date),
}

impl Bound {
    /// The day it means, when filed on `today`.
    pub fn day(self, today: Date) -> Date {
        match self {
            Self::Today => today,
            Self::Tomorrow => today.tomorrow().unwrap_or(today),
            Self::On(day) => day,
        }
    }
}

/// A form.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Form {
    /// Its key.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// The act that brought it.
    pub official: Bilingual,
    /// Prescribed or our own.
    pub origin: Origin,
    /// How sure we are of its lines.
    pub sureness: Confidence,
    /// Things worth knowing.
    pub notes: Vec<Bilingual>,
    /// The questions.
    pub groups: Vec<Group>,
    /// Where each value stands in the source text.
    #[serde(skip)]
    pub lines: Lines,
}

impl Form {
    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }

    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().find(|field| field.name == name)
    }

    /// What a condition may know of a field, or of the filing itself (`applicant`, `channel`).
    pub fn shape(&self, name: &str) -> Option<Shape> {
        filing_shape(name).or_else(|| self.field(name).and_then(Field::shape))
    }
}

/// The name by which conditions ask who applies.
pub const APPLICANT: &str = "applicant";
/// The name by which conditions ask how the dossier came in.
pub const CHANNEL: &str = "channel";

/// What a condition may know of the filing itself, with or without a form.
pub fn filing_shape(name: &str) -> Option<Shape> {
    let words = |keys: Vec<&str>| Some(Shape::Text(keys.into_iter().map(str::to_owned).collect()));
    match name {
        APPLICANT => words(ApplicantKind::ALL.iter().map(|kind| kind.key()).collect()),
        CHANNEL => words(Channel::ALL.iter().map(|channel| channel.key()).collect()),
        _ => None,
    }
}

/// Fields that belong together.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Group {
    /// Its key within the form.
    pub id: String,
    /// Its heading.
    pub label: Bilingual,
    /// Who fills it in.
    pub filled_by: FilledBy,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Field {
    /// Its name in answers and conditions.
    pub name: String,
    /// The question.
    pub label: Bilingual,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// Whether it must be answered whenever it is asked.
    pub required: bool,
    /// When it must be answered although it is otherwise free.
    pub required_when: Option<Guard>,
    /// When it is asked at all.
    pub when: Option<Guard>,
    /// A hint below the question.
    pub help: Option<Bilingual>,
    /// The answers to choose from.
    pub options: Vec<Choice>,
    /// The columns of a table.
    pub columns: Vec<Field>,
    /// Where the answer can be taken from.
    pub prefill: Option<Prefill>,
    /// The line on the official form.
    pub official_line: Option<u16>,
    /// What else counts.
    pub rules: Rules,
}

impl Field {
    /// What conditions may know of its answer; none for answers of several parts.
    pub fn shape(&self) -> Option<Shape> {
        let words = || self.options.iter().map(|option| option.value.clone()).collect();
        match self.kind {
            Kind::YesNo | Kind::Tick => Some(Shape::Flag),
            Kind::Integer | Kind::Money => Some(Shape::Number),
            Kind::Date | Kind::PartialDate | Kind::DateTime | Kind::Moment => Some(Shape::Date),
            Kind::Choice => Some(Shape::Text(words())),
            Kind::Choices => Some(Shape::Many(words())),
            Kind::Table => None,
            _ if self.kind.parts().is_empty() => Some(Shape::Text(Vec::new())),
            // A composite answer can be asked for emptiness only; as an open text it compares with nothing useful.
            _ => Some(Shape::Many(Vec::new())),
        }
    }

    /// The label of an option.
    pub fn option(&self, value: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.value == value)
    }
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    /// The word kept in the answer.
    pub value: String,
    /// What is shown.
    pub label: Bilingual,
}

/// What counts as an answer, beyond its kind. Everything left out is not limited.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Smallest number, or fewest options, or fewest rows.
    pub min: Option<i64>,
    /// Largest number, or most options, or most rows.
    pub max: Option<i64>,
    /// Fewest characters.
    pub min_length: Option<usize>,
    /// Most characters.
    pub max_length: Option<usize>,
    /// A regular expression the whole text must match.
    pub pattern: Option<String>,
    /// What the pattern asks for, in words.
    pub pattern_hint: Option<Bilingual>,
    /// The beginning it must have.
    pub starts_with: Option<String>,
    /// Words it must not contain, whatever their case or marks.
    pub forbidden: Vec<String>,
    /// The one answer that is allowed.
    pub equals: Option<String>,
    /// A field it must differ from.
    pub differs_from: Option<String>,
    /// Fields of which one should say the same; a warning otherwise.
    pub like_one_of: Vec<String>,
    /// Write it in capitals.
    pub upper: bool,
    /// First day.
    pub earliest: Option<Bound>,
    /// Last day.
    pub latest: Option<Bound>,
    /// The limits on days only warn.
    pub soft_dates: bool,
    /// A field whose date must not come after this one.
    pub not_before: Option<String>,
    /// Hours that must lie between filing and this moment.
    pub hours_ahead: Option<u32>,
    /// Whole years that must have passed on the day of filing.
    pub min_age: Option<u8>,
    /// Days after which a warning is due.
    pub warn_after_days: Option<u32>,
    /// The field with the birth date a personal number must agree with; a warning otherwise.
    pub born: Option<String>,
    /// The field with the gender a personal number must agree with; a warning otherwise.
    pub gender: Option<String>,
    /// The column of which exactly one row says yes.
    pub one_true: Option<String>,
    /// The column of which at least one row ends with [`Rules::ending`].
    pub any_ends: Option<String>,
    /// See [`Rules::any_ends`].
    pub ending: Option<String>,
    /// The answer before anybody answers.
    pub default: Option<String>,
}

impl Kind {
    /// Whether its answer is chosen from options.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::ChoiceOrText | Self::Choices)
    }

    /// Whether its answer is a date of some sort.
    pub const fn is_date(self) -> bool {
        matches!(self, Self::Date | Self::DateTime | Self::PartialDate | Self::Moment)
    }

    /// Whether its answer is a number.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal | Self::Money)
    }

    /// Whether its answer is free text of a length that can be limited.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Paragraph
                | Self::ChoiceOrText
                | Self::PersonName
                | Self::Agency
                | Self::Url
                | Self::Domain
                | Self::Email
        )
    }
}
