//! Every move as a small form in place: drawn for those the actor may make now, and read when it comes back.
//!
//! The fields of a move are named after it (`refuse.reason`), so that several forms stand on one page and each error
//! finds its field.

mod counter;
mod leader;
mod work;

use base::{DossierId, Lang, StaffId};
use maud::{Markup, html};
use store::Tx;
use uuid::Uuid;
use web::{
    Field, Problem, Submitted,
    ui::{Choice, Confirm, Form, button, details, form::Post, tag},
};

use super::{Desk, head, written};
use crate::dossiers::{
    commands::{self, Context, MoveError, Moved, Target},
    domain::{Move, PaperKind, State},
    pages::desk::people,
    papers::NewPaper,
    queries::Consultation,
};

/// The hidden field with the version of the dossier that was on the screen.
pub(super) const VERSION: &str = "phien-ban";

/// A move with everything given for it.
#[derive(Debug, Clone)]
pub(super) enum Args {
    Accept(commands::Accept),
    Refuse(commands::Refuse),
    AskSupplement(commands::AskSupplement),
    Supplement(commands::Supplement, Vec<NewPaper>),
    Forward(commands::Forward),
    Consult(commands::Consult),
    Answer(Uuid, commands::Answer),
    Propose(commands::Propose),
    SendBack(commands::SendBack),
    Approve,
    Issue(commands::Issue),
    HandOver(commands::HandOver),
    Extend(commands::Extend),
    Withdraw(commands::Withdraw),
    Stop(commands::Stop),
    Reassign(commands::Reassign),
    Attach(Vec<NewPaper>),
}

impl Args {
    /// Makes the move.
    pub(super) fn make(self, tx: &mut Tx, cx: &Context, target: Target) -> Moved {
        match self {
            Self::Accept(how) => commands::accept(tx, cx, target, how),
            Self::Refuse(how) => commands::refuse(tx, cx, target, how),
            Self::AskSupplement(how) => commands::ask_supplement(tx, cx, target, how),
            Self::Supplement(how, papers) => {
                let dossier = commands::supplement(tx, cx, target, how)?;
                attach(tx, cx, target.id, papers).map(|attached| attached.unwrap_or(dossier))
            }
            Self::Forward(how) => commands::forward(tx, cx, target, how),
            Self::Consult(how) => commands::consult(tx, cx, target, how).map(|(dossier, _)| dossier),
            Self::Answer(question, how) => commands::answer(tx, cx, question, how),
            Self::Propose(how) => commands::propose(tx, cx, target, how),
            Self::SendBack(how) => commands::send_back(tx, cx, target, how),
            Self::Approve => commands::approve(tx, cx, target),
            Self::Issue(how) => commands::issue(tx, cx, target, how),
            Self::HandOver(how) => commands::hand_over(tx, cx, target, how),
            Self::Extend(how) => commands::extend(tx, cx, target, how),
            Self::Withdraw(how) => commands::withdraw(tx, cx, target, how),
            Self::Stop(how) => commands::stop(tx, cx, target, how),
            Self::Reassign(how) => commands::reassign(tx, cx, target, how),
            Self::Attach(papers) => attach(tx, cx, target.id, papers)?.ok_or(MoveError::NotFound),
        }
    }
}

fn attach(
    tx: &mut Tx,
    cx: &Context,
    id: DossierId,
    papers: Vec<NewPaper>,
) -> Result<Option<crate::dossiers::domain::Dossier>, MoveError> {
    let mut last = None;
    for paper in papers {
        last = Some(commands::attach(tx, cx, id.into(), paper)?.dossier);
    }
    Ok(last)
}

/// Reads a move as it was sent; what is wrong is said in `typed`, and then nothing comes back.
pub(super) async fn read(desk: &Desk<'_>, mv: Move, typed: &mut Submitted) -> Result<Option<Args>, Problem> {
    let args = match mv {
        Move::Accept => counter::read_accept(desk, typed),
        Move::Refuse => Some(counter::read_refuse(typed)),
        Move::AskSupplement => Some(counter::read_ask_supplement(desk, typed)),
        Move::Supplement => Some(counter::read_supplement(desk, typed).await?),
        Move::Forward => work::read_forward(desk, typed),
        Move::Consult => work::read_consult(typed),
        Move::Answer => Some(work::read_answer(typed)?),
        Move::Propose => work::read_propose(typed),
        Move::SendBack => Some(leader::read_send_back(typed)),
        Move::Approve => Some(Args::Approve),
        Move::Issue => Some(work::read_issue(desk, typed).await?),
        Move::HandOver => Some(counter::read_hand_over(typed)),
        Move::Extend => leader::read_extend(typed),
        Move::Withdraw => Some(counter::read_withdraw(typed)),
        Move::Stop => Some(leader::read_stop(typed)),
        Move::Reassign => leader::read_reassign(desk, typed),
        Move::Attach => Some(work::read_attach(desk, typed).await?),
    };
    Ok(args.filter(|_| typed.is_good()))
}

/// In which order the moves stand: what the step is for first, what ends it last.
const ORDER: [Move; 16] = [
    Move::Accept,
    Move::Supplement,
    Move::Forward,
    Move::Propose,
    Move::Approve,
    Move::Issue,
    Move::HandOver,
    Move::Consult,
    Move::SendBack,
    Move::AskSupplement,
    Move::Attach,
    Move::Extend,
    Move::Reassign,
    Move::Refuse,
    Move::Withdraw,
    Move::Stop,
];

/// The moves that can be made now.
pub(super) fn shown(desk: &Desk) -> Markup {
    let (lang, sheet) = (desk.lang, desk.sheet);
    let offered: Vec<Move> = ORDER.into_iter().filter(|mv| sheet.moves.contains(mv)).collect();
    if offered.is_empty() {
        return html! {};
    }
    let first = offered.first().copied().filter(|mv| is_main(*mv, sheet.dossier.state));
    let (tone, words) = head::turn(desk);
    html! {
        section.card.moves {
            h2 { (lang.pick("Việc có thể làm", "What can be done")) }
            p { (tag(tone, &words)) }
            div.stack {
                @for mv in offered {
                    @let tried = desk.tried.is_some_and(|(tried, _)| tried == mv);
                    @let open = tried || (first == Some(mv) && desk.tried.is_none());
                    @let form = Confirm::new(mv.label().get(lang), form(desk, mv)).open(open);
                    @if matches!(mv, Move::Refuse | Move::Withdraw | Move::Stop) { (form.danger()) } @else { (form) }
                }
            }
        }
    }
}

/// Whether a move is what its step is for, so that its form is open from the start.
const fn is_main(mv: Move, state: State) -> bool {
    matches!(
        (mv, state),
        (Move::Accept, State::Filed)
            | (Move::Forward | Move::Propose, State::Processing)
            | (Move::Approve, State::AwaitingSignature)
            | (Move::Issue, State::Signed)
            | (Move::HandOver, State::ResultReady)
    )
}

fn form(desk: &Desk, mv: Move) -> Markup {
    match mv {
        Move::Accept => counter::accept(desk),
        Move::Refuse => counter::refuse(desk),
        Move::AskSupplement => counter::ask_supplement(desk),
        Move::Supplement => counter::supplement(desk),
        Move::HandOver => counter::hand_over(desk),
        Move::Withdraw => counter::withdraw(desk),
        Move::Forward => work::forward(desk),
        Move::Consult => work::consult(desk),
        Move::Propose => work::propose(desk),
        Move::Issue => work::issue(desk),
        Move::Attach => work::attach(desk),
        Move::Approve => leader::approve(desk),
        Move::SendBack => leader::send_back(desk),
        Move::Extend => leader::extend(desk),
        Move::Stop => leader::stop(desk),
        Move::Reassign => leader::reassign(desk),
        Move::Answer => html! {},
    }
}

/// The form that answers a question.
pub(super) fn answer(desk: &Desk, question: &Consultation) -> Markup {
    work::answer(desk, question)
}

/// What was typed for a move that can no longer be made, to be copied.
pub(super) fn kept(lang: Lang, mv: Move, typed: &Submitted) -> Markup {
    let prefix = format!("{}.", mv.key());
    let labels = counter::FIELDS.iter().chain(work::FIELDS).chain(leader::FIELDS);
    let texts = labels
        .filter(|field| field.name.starts_with(&prefix))
        .filter(|field| uuid::Uuid::parse_str(typed.get(field.name)).is_err())
        .filter(|field| !typed.get(field.name).is_empty())
        .fold(details(), |list, field| list.row(field.label.get(lang), written(typed.get(field.name))));
    html! { (texts) }
}

impl Desk<'_> {
    /// What was typed for a move, or the values it begins with.
    fn typed(&self, mv: Move, beginning: &[(&str, String)]) -> Submitted {
        match self.tried {
            Some((tried, typed)) if tried == mv => typed.clone(),
            _ => beginning.iter().fold(Submitted::blank(), |form, (name, value)| form.with(*name, value)),
        }
    }

    /// The form of a move around its fields.
    fn post(&self, mv: Move, typed: &Submitted, fields: Markup) -> Post {
        let form = Form::new(self.lang, typed);
        let dossier = &self.sheet.dossier;
        form.post(
            format!("/xu-ly/{}/{}", dossier.id, mv.key()),
            html! {
                (form.key(&self.app.ids))
                input type="hidden" name=(VERSION) value=(dossier.head.seq);
                (fields)
            },
        )
    }

    /// A form of one text and a button.
    fn one_text(&self, mv: Move, field: &Field<'static>, hint: &str, danger: bool) -> Markup {
        let typed = self.typed(mv, &[]);
        let send = button(mv.label().get(self.lang));
        let fields = html! {
            @if !hint.is_empty() { p.hint { (hint) } }
            (Form::new(self.lang, &typed).area(field).rows(3))
            @if danger { (send.danger()) } @else { (send) }
        };
        html! { (self.post(mv, &typed, fields).draft()) }
    }

    /// The colleagues a dossier may be given to, of these roles.
    fn colleagues(&self, roles: &[base::Role]) -> Vec<Choice> {
        people::choices(&self.sheet.colleagues, roles, self.lang)
    }

    /// A colleague who was chosen; one who does not hold the role is an error.
    fn colleague(&self, typed: &mut Submitted, field: &Field<'static>, role: base::Role) -> Option<StaffId> {
        let offered: Vec<(String, StaffId)> = self
            .sheet
            .colleagues
            .iter()
            .filter(|colleague| colleague.role == role)
            .map(|colleague| (colleague.staff.to_string(), colleague.staff))
            .collect();
        let offered: Vec<(&str, StaffId)> = offered.iter().map(|(value, staff)| (value.as_str(), *staff)).collect();
        typed.choice(field, &offered)
    }

    /// Which paper of the procedure a file is, as something to choose.
    fn components(&self) -> Vec<Choice> {
        let papers = self.sheet.package().map_or(&[][..], |package| package.papers.as_slice());
        papers.iter().map(|paper| Choice::new(&paper.id, paper.name.get(self.lang))).collect()
    }

    /// The files of a field, kept; which paper of the procedure they are was chosen in another.
    async fn files(
        &self,
        typed: &mut Submitted,
        field: &Field<'static>,
        component: Option<String>,
        kind: PaperKind,
    ) -> Result<Vec<NewPaper>, Problem> {
        let rule = crate::dossiers::pages::uploads::rule();
        crate::dossiers::pages::uploads::keep(self.app, typed, field, &rule, component.as_deref(), kind).await
    }
}
