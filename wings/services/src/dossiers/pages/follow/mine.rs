//! One's own dossiers: what waits for me on top, then what is going on, what I have begun, what is done.

use axum::extract::State;
use base::{clock::wall, text::format};
use maud::{Markup, html};
use web::{
    App, Page, Problem, Submitted, Visitor,
    ui::{Confirm, Form, button, empty, link, tag},
};

use super::{MINE, standing::Standing};
use crate::{
    catalogue::domain::Package,
    dossiers::{
        commands::Draft,
        domain::{Channel, Dossier},
        pages::{filing, names, promise},
        queries,
    },
    office::{Office, Snapshot},
};

/// Nobody has more to look at than this.
const MOST: usize = 200;

/// `GET /ho-so-cua-toi`.
pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Page, Problem> {
    let lang = visitor.lang;
    let actor = visitor.actor()?.clone();
    let (dossiers, drafts) = app
        .read(move |tx| {
            let person = actor.person.ok_or_else(Problem::forbidden)?;
            let dossiers: Vec<Dossier> =
                queries::mine(tx, person, MOST)?.into_iter().map(|line| line.dossier).collect();
            let drafts = match actor.account {
                Some(account) => queries::drafts(tx, account)?,
                None => Vec::new(),
            };
            Ok::<_, Problem>((dossiers, drafts))
        })
        .await?;
    let drafts: Vec<Draft> = drafts.into_iter().filter(|draft| draft.channel == Channel::Online).collect();
    let snapshot = app.get::<Office>().snapshot();
    let mine = |dossier: &&Dossier| waits(&snapshot, dossier);
    let over = |dossier: &&Dossier| dossier.state.is_final();
    let waiting: Vec<&Dossier> = dossiers.iter().filter(mine).collect();
    let going: Vec<&Dossier> = dossiers.iter().filter(|d| !over(d) && !mine(d)).collect();
    let done: Vec<&Dossier> = dossiers.iter().filter(over).collect();
    let body = html! {
        @if dossiers.is_empty() && drafts.is_empty() {
            (empty(lang.pick("Bạn chưa có hồ sơ nào", "You have no dossiers yet"), html! {
                p { (lang.pick("Tìm thủ tục bạn cần rồi nộp ngay tại nhà.", "Find the procedure you need and file it from home.")) }
                (link(lang.pick("Tìm thủ tục", "Find a procedure"), "/thu-tuc"))
            }))
        }
        (part(&visitor, &snapshot, lang.pick("Cần bạn làm", "Waiting for you"), &waiting))
        (begun(&visitor, &snapshot, &drafts))
        (part(&visitor, &snapshot, lang.pick("Đang giải quyết", "Being worked on"), &going))
        (part(&visitor, &snapshot, lang.pick("Đã xong", "Done"), &done))
        @if dossiers.len() == MOST {
            p.aside { (lang.pick("Chỉ hiện 200 hồ sơ gần nhất. Hồ sơ cũ hơn: ", "Only the latest 200 are shown. For older ones: ")) a href=(super::TRACK) { (lang.pick("tra cứu theo mã", "track by code")) } "." }
        }
    };
    Ok(Page::new(lang.pick("Hồ sơ của tôi", "My dossiers")).body(body))
}

fn standing<'a>(dossier: &Dossier, agency: &'a str, package: Option<&'a Package>) -> Standing<'a> {
    Standing { state: dossier.state, role: dossier.role, step: dossier.step, package, agency, late: false }
}

fn waits(snapshot: &Snapshot, dossier: &Dossier) -> bool {
    let published = snapshot.catalogue.version(dossier.version);
    standing(dossier, "", published.as_deref().map(|published| &published.package)).waits_for_applicant()
}

fn part(visitor: &Visitor, snapshot: &Snapshot, title: &str, dossiers: &[&Dossier]) -> Markup {
    let lang = visitor.lang;
    html! {
        @if !dossiers.is_empty() {
            section.part-of {
                h2 { (title) }
                ul.links {
                    @for dossier in dossiers {
                        @let published = snapshot.catalogue.version(dossier.version);
                        @let agency = names::agency(snapshot, dossier.agency, dossier.filed_at);
                        @let standing = standing(dossier, &agency, published.as_deref().map(|published| &published.package));
                        li {
                            a href={(MINE) "/" (dossier.id)} { (names::procedure(snapshot, lang, dossier.version, &dossier.procedure)) }
                            " " (tag(standing.tone(), dossier.state.label().get(lang)))
                            @if let Some(line) = promise::line(lang, snapshot, dossier, visitor.now) { p { strong { (line) } } }
                            p { (dossier.code) " · " (agency) }
                        }
                    }
                }
            }
        }
    }
}

fn begun(visitor: &Visitor, snapshot: &Snapshot, drafts: &[Draft]) -> Markup {
    let lang = visitor.lang;
    let (goes_on, ended): (Vec<&Draft>, Vec<&Draft>) =
        drafts.iter().partition(|draft| snapshot.catalogue.in_force(&draft.procedure, visitor.today).is_some());
    let name = |draft: &Draft| names::procedure(snapshot, lang, draft.version, &draft.procedure);
    let saved =
        |draft: &Draft| format!("{}{}", lang.pick("lưu lúc ", "saved at "), format::date_time(wall(draft.updated_at)));
    let blank = Submitted::blank();
    let fields = Form::new(lang, &blank);
    let discard = html! {
        p { (lang.pick("Nội dung đã nhập và giấy tờ đã tải lên của bản nháp bị xoá sẽ mất.", "What was typed and uploaded in a draft goes with it.")) }
        ul.found {
            @for draft in drafts {
                li {
                    span { (name(draft)) ", " (saved(draft)) }
                    (fields.post(format!("{}/xoa", filing::address(draft.id)), html! {
                        (button(lang.pick("Xoá", "Delete")).danger().about(name(draft)))
                    }))
                }
            }
        }
    };
    html! {
        @if !drafts.is_empty() {
            section.part-of {
                h2 { (lang.pick("Đang soạn, chưa nộp", "Begun, not filed yet")) }
                @if !goes_on.is_empty() {
                    ul.links {
                        @for draft in goes_on {
                            li {
                                a href=(filing::address(draft.id)) { (name(draft)) }
                                p {
                                    @if let Some(agency) = draft.agency { (names::agency(snapshot, agency, draft.updated_at)) " · " }
                                    (saved(draft))
                                }
                            }
                        }
                    }
                }
                @for draft in ended {
                    p { (name(draft)) ": " (lang.pick("thủ tục này không còn được tiếp nhận.", "this procedure is not taken any more.")) }
                }
                (Confirm::new(lang.pick("Xoá bản nháp", "Delete a draft"), discard).danger())
            }
        }
    }
}
