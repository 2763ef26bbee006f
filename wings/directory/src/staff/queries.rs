//! What is asked about staff.

use std::collections::HashMap;

use base::{
    AgencyId, Role, StaffId,
    identity::{Email, Phone},
    text::Query,
};
use jiff::civil::Date;
use store::{Error, Result, Row, Tx, Val, placeholders, vals};

use super::domain::{Member, Post, PostId};
use crate::span::Span;

/// The member of staff with an id.
///
/// # Errors
/// The store's.
pub fn get(tx: &mut Tx, id: StaffId) -> Result<Option<Member>> {
    tx.opt("select id, name, phone, email from staff where id = $1", &vals![id], member)
}

/// Every post of a member of staff, the latest first.
///
/// # Errors
/// The store's.
pub fn posts(tx: &mut Tx, staff: StaffId) -> Result<Vec<Post>> {
    let sql = "select id, staff, agency, role, title, from_day, until_day, basis from staff_posts \
               where staff = $1 order by from_day desc, id desc";
    tx.all(sql, &vals![staff], post_row)
}

/// The posts of a member of staff that are held on a day.
///
/// # Errors
/// The store's.
pub fn posts_on(tx: &mut Tx, staff: StaffId, day: Date) -> Result<Vec<Post>> {
    let sql = "select id, staff, agency, role, title, from_day, until_day, basis from staff_posts \
               where staff = $1 and from_day <= $2 and (until_day is null or until_day > $2) order by from_day, id";
    tx.all(sql, &vals![staff, day], post_row)
}

/// A post.
///
/// # Errors
/// The store's.
pub fn post(tx: &mut Tx, id: PostId) -> Result<Option<Post>> {
    let sql = "select id, staff, agency, role, title, from_day, until_day, basis from staff_posts where id = $1";
    tx.opt(sql, &vals![id.0], post_row)
}

/// Which members of staff a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose name holds this, with or without its marks.
    pub name: String,
    /// Who holds a post in this agency on the day.
    pub agency: Option<AgencyId>,
    /// How many were shown before.
    pub skip: usize,
    /// How many to show.
    pub limit: usize,
}

/// A page of a list of staff.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The members, by given name, each with the posts held on the day.
    pub members: Vec<(Member, Vec<Post>)>,
    /// How many there are in all.
    pub total: usize,
}

/// A list of staff as they stand on a day.
///
/// # Errors
/// The store's.
pub fn list(tx: &mut Tx, filter: &Filter, day: Date) -> Result<Page> {
    let like = format!("%{}%", Query::new(&filter.name).key());
    let mut held = String::new();
    let mut vals: Vec<Val> = vals![like].to_vec();
    if let Some(agency) = filter.agency {
        held = " and exists (select 1 from staff_posts p where p.staff = staff.id and p.agency = $2 \
                 and p.from_day <= $3 and (p.until_day is null or p.until_day > $3))"
            .into();
        vals.extend([Val::Id(agency.into()), Val::Date(day)]);
    }
    let total: i64 =
        tx.one(&format!("select count(*) as n from staff where name_key like $1{held}"), &vals, |row| row.get("n"))?;
    let (limit, skip) = (format!("${}", vals.len() + 1), format!("${}", vals.len() + 2));
    vals.extend([Val::Int(filter.limit as i64), Val::Int(filter.skip as i64)]);
    let sql = format!(
        "select id, name, phone, email from staff where name_key like $1{held} order by name_sort, id limit {limit} offset {skip}"
    );
    let found = tx.all(&sql, &vals, member)?;
    let mut posts: HashMap<StaffId, Vec<Post>> = HashMap::new();
    let wanted = placeholders(2, found.len().max(1));
    let sql = format!(
        "select id, staff, agency, role, title, from_day, until_day, basis from staff_posts \
         where from_day <= $1 and (until_day is null or until_day > $1) and staff in ({wanted}) order by from_day, id"
    );
    let mut vals: Vec<Val> = vals![day].to_vec();
    vals.extend(found.iter().map(|member| Val::Id(member.id.into())));
    if !found.is_empty() {
        tx.each(&sql, &vals, |row| {
            let post = post_row(row)?;
            posts.entry(post.staff).or_default().push(post);
            Ok(())
        })?;
    }
    let members = found.into_iter().map(|member| {
        let held = posts.remove(&member.id).unwrap_or_default();
        (member, held)
    });
    let members = members.collect();
    Ok(Page { members, total: usize::try_from(total).unwrap_or_default() })
}

/// How many people hold a post in each agency on a day; somebody with two posts in one agency counts once.
///
/// # Errors
/// The store's.
pub fn headcount(tx: &mut Tx, day: Date) -> Result<HashMap<AgencyId, i64>> {
    let sql = "select agency, count(distinct staff) as n from staff_posts \
               where from_day <= $1 and (until_day is null or until_day > $1) group by agency";
    Ok(tx.all(sql, &vals![day], |row| Ok((row.get("agency")?, row.get("n")?)))?.into_iter().collect())
}

/// Who holds a role in an agency on a day, by given name: for choosing whom to hand a case to.
///
/// # Errors
/// The store's.
pub fn holders(tx: &mut Tx, agency: AgencyId, role: Role, day: Date) -> Result<Vec<Member>> {
    let sql = "select id, name, phone, email from staff where exists (select 1 from staff_posts p where p.staff = staff.id \
               and p.agency = $1 and p.role = $2 and p.from_day <= $3 and (p.until_day is null or p.until_day > $3)) \
               order by name_sort, id";
    tx.all(sql, &vals![agency, role.key(), day], member)
}

fn member(row: &Row) -> Result<Member> {
    let wrong = |name: &str, expected| Error::Column { name: name.into(), expected };
    let phone = row.get::<Option<String>>("phone")?.map(|text| Phone::parse(&text)).transpose();
    let email = row.get::<Option<String>>("email")?.map(|text| Email::parse(&text)).transpose();
    Ok(Member {
        id: row.get("id")?,
        name: row.get("name")?,
        phone: phone.map_err(|_| wrong("phone", "a telephone number"))?,
        email: email.map_err(|_| wrong("email", "a mail address"))?,
    })
}

fn post_row(row: &Row) -> Result<Post> {
    let role = Role::from_key(&row.get::<String>("role")?)
        .ok_or_else(|| Error::Column { name: "role".into(), expected: "a role" })?;
    Ok(Post {
        id: PostId(row.get("id")?),
        staff: row.get("staff")?,
        agency: row.get("agency")?,
        role,
        title: row.get("title")?,
        span: Span { from: row.get("from_day")?, until: row.get("until_day")? },
        basis: row.get("basis")?,
    })
}
