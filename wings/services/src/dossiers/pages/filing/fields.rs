//! The inputs of one question, for every kind there is.

use base::{Lang, Text};
use directory::places::Level;
use jiff::civil::Date;
use maud::{Markup, html};
use web::{
    Field as Input, Submitted,
    ui::{Choice, Form, button, form::id_of},
    words::Pair,
};

use crate::{
    catalogue::domain::{Bilingual, Field, Kind, Part, PartKind},
    dossiers::answers::{COMMUNE, ELSEWHERE, OTHER_PROVINCE, TIME, Typed, longest},
};

const YES_NO: [(&str, Text); 2] = [("true", Text::new("Có", "Yes")), ("false", Text::new("Không", "No"))];
/// More choices than this are folded into a list.
const IN_SIGHT: usize = 5;
/// The same within an answer of several inputs, which is long enough as it is.
const FEW: usize = 3;

/// Draws questions with what was typed into them.
pub(super) struct Inputs<'a> {
    pub(super) fields: Form<'a>,
    pub(super) submitted: &'a Submitted,
    pub(super) typed: &'a Typed,
    /// The communes of the province today, district by district.
    pub(super) communes: Vec<Choice>,
    /// Names of agencies, offered while typing.
    pub(super) agencies: Vec<String>,
}

/// The province's communes as choices under their districts.
pub(super) fn communes(today: Date) -> Vec<Choice> {
    let places = directory::places();
    let mut found: Vec<_> = places
        .of_level(Level::Commune, today)
        .map(|commune| (places.district_of(&commune.code, today).map(|district| district.name.clone()), commune))
        .collect();
    found.sort_by_cached_key(|(district, commune)| {
        (district.as_deref().map(base::text::sort_key), base::text::sort_key(commune.bare_name()))
    });
    found
        .into_iter()
        .map(|(district, commune)| {
            let choice = Choice::new(commune.code.clone(), commune.name.clone());
            match district {
                Some(district) => choice.group(district),
                None => choice,
            }
        })
        .collect()
}

fn pair(text: &Bilingual) -> Pair<'_> {
    Pair::new(&text.vi, text.english())
}

impl Inputs<'_> {
    const fn lang(&self) -> Lang {
        self.fields.lang
    }

    /// One question whose inputs begin with `path`.
    pub(super) fn question(&self, field: &Field, path: &str, required: bool) -> Markup {
        let input = Input::of(path, pair(&field.label))
            .required_if(required)
            .max(longest(field))
            .hint_of(field.help.as_ref().map(pair));
        let fields = &self.fields;
        match field.kind {
            Kind::Paragraph => html! { (fields.area(&input).rows(4)) },
            Kind::Integer => html! { (fields.line(&input.inputmode("numeric")).short()) },
            Kind::Decimal => html! { (fields.line(&input.inputmode("decimal")).short()) },
            Kind::Money => {
                html! { (fields.line(&input.inputmode("numeric")).medium().suffix(self.lang().pick("đồng", "đồng"))) }
            }
            Kind::YesNo => {
                let choices = YES_NO.map(|(value, label)| Choice::new(value, label.get(self.lang())));
                html! { (fields.radios(&input, &choices)) }
            }
            Kind::Tick => html! { (fields.tick(&input)) },
            Kind::Date | Kind::PartialDate => html! { (fields.date(&input)) },
            Kind::DateTime | Kind::Moment => self.moment(field, &input, path, required),
            Kind::Choice => {
                let choices = self.options(field);
                if choices.len() <= IN_SIGHT {
                    html! { (fields.radios(&input, &choices)) }
                } else {
                    html! { (fields.select(&input, &choices)) }
                }
            }
            Kind::Choices => html! { (fields.checkboxes(&input, &self.options(field))) },
            Kind::ChoiceOrText => {
                let words: Vec<String> =
                    field.options.iter().map(|option| option.label.get(self.lang()).to_owned()).collect();
                html! { (fields.line(&input).suggestions(&words)) }
            }
            Kind::Phone => html! { (fields.line(&input.inputmode("tel").autocomplete("tel")).tel()) },
            Kind::Email => html! { (fields.line(&input.autocomplete("email")).email()) },
            Kind::PersonalNumber => html! { (fields.line(&input.inputmode("numeric")).medium()) },
            Kind::Agency => html! { (fields.line(&input).suggestions(&self.agencies)) },
            Kind::Table => self.table(field, path, required),
            Kind::Text | Kind::PersonName | Kind::Url | Kind::Domain => html! { (fields.line(&input)) },
            Kind::IdDocument
            | Kind::Address
            | Kind::Residence
            | Kind::AdminArea
            | Kind::BirthPlace
            | Kind::RegistryEntry
            | Kind::Document
            | Kind::Contact
            | Kind::Consent
            | Kind::BankAccount => self.composite(field, path, required),
        }
    }

    fn options(&self, field: &Field) -> Vec<Choice> {
        field.options.iter().map(|option| Choice::new(option.value.clone(), option.label.get(self.lang()))).collect()
    }

    /// A question of several inputs: its own heading, hint and error around them.
    fn around(&self, field: &Field, path: &str, required: bool, inside: Markup) -> Markup {
        let (lang, id) = (self.lang(), id_of(path));
        let wrong = self.wrong(path);
        html! {
            fieldset.field.parts.wrong[wrong.is_some()] id=(id) tabindex="-1"
                aria-describedby=[wrong.as_ref().map(|_| format!("{id}-loi"))] {
                legend {
                    (field.label.get(lang))
                    @if !required { span.optional { " (" (lang.pick("không bắt buộc", "optional")) ")" } }
                }
                @if let Some(help) = &field.help { p.hint { (help.get(lang)) } }
                @if let Some(wrong) = wrong {
                    p.error id={(id) "-loi"} {
                        span.shape aria-hidden="true" { "▲" } " " span.unseen { (lang.pick("Lỗi: ", "Error: ")) } (wrong)
                    }
                }
                (inside)
            }
        }
    }

    /// What is wrong with an input, where the component around it does not say so itself.
    fn wrong(&self, input: &str) -> Option<String> {
        self.submitted.error_of(input).map(|words| words.get(self.lang()).to_owned())
    }

    fn moment(&self, field: &Field, day: &Input, path: &str, required: bool) -> Markup {
        let time = format!("{path}.{TIME}");
        let optional = field.kind == Kind::Moment;
        let label = Text::new("Giờ", "Time");
        let hint = if optional {
            Text::new("Ví dụ 08:30; không biết thì để trống.", "Such as 08:30; leave empty if unknown.")
        } else {
            Text::new("Ví dụ 08:30.", "Such as 08:30.")
        };
        let time = Input::new(&time, label).hint(hint).required_if(required && !optional).max(20);
        html! { (self.fields.date(day)) (self.fields.line(&time).short()) }
    }

    fn composite(&self, field: &Field, path: &str, required: bool) -> Markup {
        let parts = field.kind.parts();
        let has_place = parts.iter().any(|part| part.name == COMMUNE);
        let is_detail = |part: &&Part| part.name == "detail";
        let own = |part: &&Part| !matches!(part.kind, PartKind::Area(_)) && !is_detail(part);
        let inside = html! {
            @for part in parts.iter().filter(own) { (self.part(part, path)) }
            @if has_place { (self.place(path, required)) }
            @for part in parts.iter().filter(is_detail) { (self.part(part, path)) }
        };
        self.around(field, path, required, inside)
    }

    fn part(&self, part: &Part, path: &str) -> Markup {
        let name = format!("{path}.{}", part.name);
        let input = Input::new(&name, part.label).required_if(part.required);
        let fields = &self.fields;
        match part.kind {
            PartKind::Text | PartKind::Area(_) => html! { (fields.line(&input)) },
            PartKind::Date => html! { (fields.date(&input)) },
            PartKind::Phone => html! { (fields.line(&input.inputmode("tel")).tel()) },
            PartKind::Email => html! { (fields.line(&input).email()) },
            PartKind::PersonalNumber => html! { (fields.line(&input.inputmode("numeric")).medium()) },
            PartKind::Choice(choices) => {
                let choices: Vec<Choice> =
                    choices.iter().map(|(value, label)| Choice::new(*value, label.get(self.lang()))).collect();
                if choices.len() <= FEW {
                    html! { (fields.radios(&input, &choices)) }
                } else {
                    html! { (fields.select(&input, &choices)) }
                }
            }
        }
    }

    /// A commune of our own from the list; one of another province in words, behind a summary.
    fn place(&self, path: &str, required: bool) -> Markup {
        let lang = self.lang();
        let name = |part: &str| format!("{path}.{part}");
        let (own, province, district, other) = (name(COMMUNE), name("province"), name("district"), name(ELSEWHERE));
        let elsewhere = [&province, &district, &other].iter().any(|name| !self.typed.get(name).is_empty());
        let commune =
            Input::new(&own, Text::new("Xã, phường, thị trấn trong tỉnh", "Commune or ward in this province"))
                .required_if(required && !elsewhere);
        let province = Input::new(&province, Text::new("Tỉnh, thành phố", "Province or city")).required();
        let district = Input::new(&district, Text::new("Quận, huyện", "District"))
            .hint(Text::new("Chỉ với địa chỉ trước 01/7/2025.", "For addresses before 1 July 2025."));
        let other = Input::new(&other, Text::new("Xã, phường, thị trấn", "Commune or ward")).required();
        let provinces: Vec<String> = base::codes::PROVINCES.iter().map(|province| province.name.to_owned()).collect();
        html! {
            (self.fields.select(&commune, &self.communes))
            details.opens open[elsewhere] {
                summary { (OTHER_PROVINCE.get(lang)) }
                div.stack {
                    (self.fields.line(&province).suggestions(&provinces))
                    (self.fields.line(&district))
                    (self.fields.line(&other))
                }
            }
        }
    }

    /// Rows, each a small form of its own: that is what fits on a phone.
    fn table(&self, field: &Field, path: &str, required: bool) -> Markup {
        let lang = self.lang();
        let least = field.rules.min.and_then(|least| usize::try_from(least).ok()).unwrap_or(1).max(1);
        let rows = self.typed.rows(path).max(if required { least } else { 1 });
        let most = field.rules.max.and_then(|most| usize::try_from(most).ok()).unwrap_or(MOST_ROWS);
        let inside = html! {
            @for row in 0..rows {
                @let at = format!("{path}.{row}");
                fieldset.row-of id=(id_of(&format!("{at}.dong"))) {
                    legend { (lang.pick("Dòng ", "Row ")) (row + 1) }
                    @for column in &field.columns {
                        (self.question(column, &format!("{at}.{}", column.name), column.required))
                    }
                    @if rows > 1 {
                        (button(lang.pick("Bỏ dòng này", "Remove this row")).quiet().sends(TAKE_ROW, at.clone()).about(format!("{}", row + 1)))
                    }
                }
            }
            @if rows < most { (button(lang.pick("Thêm dòng", "Add a row")).quiet().sends(ADD_ROW, path)) }
        };
        self.around(field, path, required, inside)
    }
}

/// The button that adds a row to a table.
pub(super) const ADD_ROW: &str = "_them_dong";
/// The button that takes one away.
pub(super) const TAKE_ROW: &str = "_bo_dong";
/// More rows than anybody fills in by hand.
const MOST_ROWS: usize = 50;
