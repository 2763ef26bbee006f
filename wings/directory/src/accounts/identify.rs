use base::{AccountId, Actor, Post};
use jiff::civil::Date;
use store::{Result, Tx, vals};
use web::{Identify, session::Session};

use super::{domain::Holder, factors, queries};
use crate::{persons, snapshot::Directory, staff};

/// Tells the edge who is behind an account, with the posts held today and the agencies they cover.
#[derive(Clone)]
pub struct People(pub Directory);

impl Identify for People {
    fn actor(&self, tx: &mut Tx, account: AccountId, today: Date) -> Result<Option<Actor>> {
        self.0.refresh(tx)?;
        let Some(known) = queries::get(tx, account)?.filter(|known| !known.closed) else { return Ok(None) };
        let actor = Actor { account: Some(account), ..Actor::system() };
        match known.holder {
            Holder::Person(person) => {
                let name = persons::queries::get(tx, person)?.details.name;
                Ok(Some(Actor { person: Some(person), name, ..actor }))
            }
            Holder::Staff(id) => {
                let Some(member) = staff::queries::get(tx, id)? else { return Ok(None) };
                let posts = if known.must_change { Vec::new() } else { self.posts(tx, id, today)? };
                Ok(Some(Actor { staff: Some(id), name: member.name, posts, ..actor }))
            }
        }
    }

    fn duty(&self, tx: &mut Tx, session: &Session, actor: &Actor) -> Result<Option<&'static str>> {
        let sql = "select must_change from accounts where id = $1";
        if tx.opt(sql, &vals![session.account], |row| row.get("must_change"))?.unwrap_or(false) {
            return Ok(Some("/tai-khoan/mat-khau"));
        }
        if actor.posts.is_empty() {
            return Ok(None);
        }
        let required = factors::required(tx)?;
        let concerned = actor.posts.iter().any(|post| required.contains(&post.role));
        Ok((concerned && !factors::enrolled(tx, session.account)?).then_some(factors::REQUIRED_PATH))
    }
}

impl People {
    /// The posts held today in agencies that exist today.
    fn posts(&self, tx: &mut Tx, staff: base::StaffId, today: Date) -> Result<Vec<Post>> {
        let agencies = self.0.agencies();
        let held = staff::queries::posts_on(tx, staff, today)?;
        let posts = held.into_iter().map(|post| Post {
            agency: post.agency,
            role: post.role,
            covers: agencies.covers(post.agency, today),
        });
        Ok(posts.filter(|post| !post.covers.is_empty()).collect())
    }
}
