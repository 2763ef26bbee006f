//! People who bring cases, as an administrator finds them to help with their accounts.

use axum::extract::{Path, State};
use base::PersonId;
use web::{
    App, Markup, Page, Problem, Submitted, Visitor, html,
    ui::{Column, Search, Table, details, empty},
};

use super::admin::card;
use crate::{
    accounts::{Login, queries},
    pages::{Section, sections},
    persons::{self, Person},
};

const MOST: usize = 50;

pub(super) async fn list(State(app): State<App>, visitor: Visitor, asked: Submitted) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let typed = asked.get("q").to_owned();
    let query = typed.clone();
    let people = app.read(move |tx| persons::queries::search(tx, &query, MOST)).await?;
    let found = results(&visitor, &typed, &people);
    let body = html! {
        (sections(lang, Section::People))
        (Search::new(lang, "/quan-tri/nguoi-dan", "q", lang.pick("Họ tên, số giấy tờ hoặc số điện thoại", "Name, number or telephone"))
            .value(&typed).live("ket-qua"))
        div #ket-qua { (found) }
    };
    Ok(Page::new(lang.pick("Người dân, tổ chức", "People and organisations"))
        .desk()
        .body(body)
        .fragment("ket-qua", found))
}

fn results(visitor: &Visitor, typed: &str, people: &[Person]) -> Markup {
    let lang = visitor.lang;
    if people.is_empty() {
        let title = if typed.is_empty() {
            lang.pick("Nhập để tìm", "Type to search")
        } else {
            lang.pick("Không tìm thấy ai", "Nobody found")
        };
        return empty(title, html! {});
    }
    let columns = vec![
        Column::text(lang.pick("Họ và tên", "Name")),
        Column::text(lang.pick("Loại", "Kind")),
        Column::text(lang.pick("Giấy tờ", "Paper")),
        Column::text(lang.pick("Điện thoại", "Telephone")),
    ];
    let rows = people.iter().map(|person| {
        let known = &person.details;
        vec![
            html! { a href={"/quan-tri/nguoi-dan/" (person.id)} { (known.name) } },
            html! { (known.kind.label().get(lang)) },
            html! { @if let Some(identity) = &known.identity { (identity.masked()) } },
            html! { @if let Some(phone) = &known.phone { (phone.grouped()) } },
        ]
    });
    html! { (Table::new(lang.pick("Người dân, tổ chức", "People and organisations"), columns).quiet().rows(rows)) }
}

pub(super) async fn show(State(app): State<App>, Path(id): Path<String>, visitor: Visitor) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let id: PersonId = id.parse().map_err(|_| Problem::not_found())?;
    let (person, account) = app
        .read(move |tx| {
            let person = persons::queries::get(tx, id)?;
            let account = match queries::of_person(tx, id)? {
                Some(account) => Some((queries::logins(tx, account.id)?, account)),
                None => None,
            };
            Ok::<_, store::Error>((person, account.map(|(logins, account)| (account, logins))))
        })
        .await?;
    let known = &person.details;
    let identity = known.identity.as_ref();
    // The number on the card is what people remember; whoever has none gets a username.
    let personal = identity.filter(|identity| identity.kind() == persons::IdentityKind::Personal);
    let suggested = personal.map_or_else(|| Login::suggest(&known.name), |identity| identity.number().to_owned());
    let body = html! {
        (details()
            .text(lang.pick("Loại", "Kind"), known.kind.label().get(lang))
            .text(
                identity.map_or("", |identity| identity.kind().label().get(lang)),
                &identity.map(persons::Identity::masked).unwrap_or_default(),
            )
            .text(lang.pick("Số điện thoại", "Telephone"), &known.phone.as_ref().map(|p| p.grouped()).unwrap_or_default())
            .text(lang.pick("Thư điện tử", "E-mail"), known.email.as_ref().map_or("", |e| e.as_str()))
            .text(lang.pick("Địa chỉ", "Address"), &known.address))
        h2 { (lang.pick("Tài khoản", "Account")) }
        (card(&visitor, &format!("/quan-tri/nguoi-dan/{id}/tai-khoan"), account.as_ref(), &suggested, &Submitted::blank()))
    };
    Ok(Page::new(&*known.name)
        .crumb(lang.pick("Người dân, tổ chức", "People and organisations"), "/quan-tri/nguoi-dan")
        .body(body))
}
