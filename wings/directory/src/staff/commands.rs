//! What is done to staff. Every change is an entry in the journal of the member of staff.

use base::{
    AgencyId, StaffId,
    text::{name_sort_key, search_key},
};
use jiff::civil::Date;
use serde_json::{Value, json};
use store::{Tx, vals};

use super::{
    domain::{Fault, NewMember, NewPost, Post, PostId},
    permissions::MANAGE,
    queries,
};
use crate::{
    act::{Act, Refused},
    agencies::Agencies,
    span::Span,
};

/// Why a command on staff was not carried out.
pub type Error = Refused<Fault>;

/// Hires somebody: a member of staff without a post yet.
///
/// # Errors
/// When the permission or the name is missing, and the store's.
pub fn hire(tx: &mut Tx, act: Act, member: &NewMember) -> Result<StaffId, Error> {
    act.needs(&MANAGE)?;
    if member.name.trim().is_empty() {
        return Err(Error::Fault(Fault::Name));
    }
    let id: StaffId = act.ids.next();
    let seq = act.record(tx, id, "staff.hired", told(member))?;
    tx.exec(
        "insert into staff (id, name, name_key, name_sort, phone, email, hired, seq) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &vals![
            id,
            member.name,
            search_key(&member.name),
            name_sort_key(&member.name),
            member.phone.as_ref().map(|phone| phone.as_str()),
            member.email.as_ref().map(|email| email.as_str()),
            act.at,
            seq
        ],
    )?;
    Ok(id)
}

/// Changes what is known of a member of staff.
///
/// # Errors
/// When the permission or the name is missing, there is no such member, and the store's.
pub fn amend(tx: &mut Tx, act: Act, id: StaffId, member: &NewMember) -> Result<(), Error> {
    act.needs(&MANAGE)?;
    if member.name.trim().is_empty() {
        return Err(Error::Fault(Fault::Name));
    }
    let known = queries::get(tx, id)?.ok_or(Error::Fault(Fault::Unknown))?;
    let before = NewMember { name: known.name, phone: known.phone, email: known.email };
    if before == *member {
        return Ok(());
    }
    let seq = act.record(tx, id, "staff.amended", json!({ "before": told(&before), "after": told(member) }))?;
    tx.exec(
        "update staff set name = $1, name_key = $2, name_sort = $3, phone = $4, email = $5, seq = $6 where id = $7",
        &vals![
            member.name,
            search_key(&member.name),
            name_sort_key(&member.name),
            member.phone.as_ref().map(|phone| phone.as_str()),
            member.email.as_ref().map(|email| email.as_str()),
            seq,
            id
        ],
    )?;
    Ok(())
}

/// Gives a member of staff a post.
///
/// # Errors
/// When the permission is missing, the agency does not exist on the first day, the post would end before it begins or is
/// held already, and the store's.
pub fn appoint(tx: &mut Tx, act: Act, agencies: &Agencies, staff: StaffId, new: &NewPost) -> Result<PostId, Error> {
    act.needs(&MANAGE)?;
    if queries::get(tx, staff)?.is_none() {
        return Err(Error::Fault(Fault::Unknown));
    }
    let span = Span::new(new.from, new.until).ok_or(Error::Fault(Fault::Span))?;
    agencies.as_of(new.agency, new.from).ok_or(Error::Fault(Fault::Agency))?;
    let held = queries::posts(tx, staff)?;
    if held.iter().any(|post| post.agency == new.agency && post.role == new.role && post.span.overlaps(&span)) {
        return Err(Error::Fault(Fault::Held));
    }
    let id: PostId = act.ids.next();
    let post = Post {
        id,
        staff,
        agency: new.agency,
        role: new.role,
        title: new.title.clone(),
        span,
        basis: new.basis.clone(),
    };
    tx.exec(
        "insert into staff_posts (id, staff, agency, role, title, from_day, until_day, basis) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &vals![id.0, staff, post.agency, post.role.key(), post.title, span.from, span.until, post.basis],
    )?;
    remember(tx, act, staff, "staff.appointed", post_told(&post))?;
    Ok(id)
}

/// Ends a post; `on` is the first day on which it is no longer held. A post ended before its first day never was.
///
/// # Errors
/// When the permission is missing, there is no such post, it has ended by then or has not begun, and the store's.
pub fn end_post(tx: &mut Tx, act: Act, post: PostId, on: Date, basis: &str) -> Result<Post, Error> {
    act.needs(&MANAGE)?;
    let mut post = queries::post(tx, post)?.ok_or(Error::Fault(Fault::Unknown))?;
    if on <= post.span.from || post.span.until.is_some_and(|until| until <= on) {
        return Err(Error::Fault(Fault::NotThen));
    }
    tx.exec("update staff_posts set until_day = $1 where id = $2", &vals![on, post.id.0])?;
    post.span.until = Some(on);
    remember(tx, act, post.staff, "staff.post_ended", json!({ "post": post_told(&post), "basis": basis }))?;
    Ok(post)
}

/// Moves somebody to another agency in the same role from a day on: one post ends, another begins.
///
/// # Errors
/// Those of [`end_post`] and [`appoint`].
pub fn move_post(
    tx: &mut Tx,
    act: Act,
    agencies: &Agencies,
    post: PostId,
    to: AgencyId,
    on: Date,
    basis: &str,
) -> Result<PostId, Error> {
    let old = end_post(tx, act, post, on, basis)?;
    let new = NewPost { agency: to, role: old.role, title: old.title, from: on, until: None, basis: basis.to_owned() };
    appoint(tx, act, agencies, old.staff, &new)
}

fn remember(tx: &mut Tx, act: Act, staff: StaffId, kind: &str, body: Value) -> store::Result<()> {
    let seq = act.record(tx, staff, kind, body)?;
    tx.exec("update staff set seq = $1 where id = $2", &vals![seq, staff])?;
    Ok(())
}

fn told(member: &NewMember) -> Value {
    json!({
        "name": member.name,
        "phone": member.phone.as_ref().map(|phone| phone.as_str()),
        "email": member.email.as_ref().map(|email| email.as_str()),
    })
}

fn post_told(post: &Post) -> Value {
    json!({
        "post": post.id.0,
        "agency": post.agency,
        "role": post.role.key(),
        "title": post.title,
        "from": post.span.from,
        "until": post.span.until,
        "basis": post.basis,
    })
}
