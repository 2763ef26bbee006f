//! Choosing the agency: all in sight when they are few; by district, then commune, when they are many.

use base::{AgencyId, Lang, Text};
use maud::{Markup, html};
use web::{
    Field,
    ui::{Choice, Form, form::id_of},
};

use super::agencies::Taker;
use crate::catalogue::domain::Keyed;

/// The agency's input.
pub(super) const AGENCY: Field = Field::new("co_quan", Text::new("Nơi nộp hồ sơ", "Where to file")).required();

/// More agencies than this are opened district by district.
const IN_SIGHT: usize = 12;

/// The choice, without scripts: a district opens to its communes.
pub(super) fn choice(fields: &Form, takers: &[Taker], chosen: Option<AgencyId>) -> Markup {
    let lang = fields.lang;
    if let [only] = takers {
        return html! {
            input type="hidden" name=(AGENCY.name) value=(only.id);
            p { (lang.pick("Nơi nộp: ", "Where to file: ")) strong { (only.name) } }
        };
    }
    if takers.len() <= IN_SIGHT {
        let choices: Vec<Choice> =
            takers.iter().map(|taker| Choice::new(taker.id.to_string(), taker.name.clone())).collect();
        return html! { (fields.radios(&AGENCY, &choices)) };
    }
    let id = id_of(AGENCY.name);
    let first = takers.first().map(|taker| taker.id);
    html! {
        fieldset.field.choices id={(id) "-nhom"} {
            legend { (AGENCY.label.get(lang)) }
            p.hint { (lang.pick("Mở huyện, thị xã, thành phố của bạn rồi chọn.", "Open your district, then choose.")) }
            div.districts { @for group in takers.chunk_by(|a, b| a.level == b.level && a.district == b.district) {
                @let within = chosen.is_some_and(|chosen| group.iter().any(|taker| taker.id == chosen));
                details name="huyen" open[within] {
                    summary { (heading(lang, &group[0])) " " span.count { (group.len()) } }
                    @for taker in group {
                        @let own = if Some(taker.id) == first { id.clone() } else { id_of(&format!("{}.{}", AGENCY.name, taker.id)) };
                        div.choice {
                            input id=(own) type="radio" name=(AGENCY.name) value=(taker.id) checked[chosen == Some(taker.id)];
                            label for=(own) { (taker.name) }
                        }
                    }
                }
            } }
        }
    }
}

fn heading(lang: Lang, taker: &Taker) -> String {
    taker.district.clone().unwrap_or_else(|| taker.level.label().get(lang).to_owned())
}
