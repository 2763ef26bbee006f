//! Every route is walked by every role and by nobody: whoever may use it gets in, nobody else does.
#![allow(clippy::unwrap_used)]

mod world;

use std::collections::BTreeSet;

use axum::{
    http::{StatusCode, header},
    response::Response,
};
use base::{AccountId, Actor, PersonId, Post, StaffId};
use directory::agencies::id_of;
use uuid::Uuid;
use web::Route;
use world::{WARD, Who, World};

/// Routes open to anybody, one a line as in `GET /so-lieu`. The list may only shrink: whoever opens another route
/// changes the number below too, and says why: three came with notices, the link in every message (twice) and what gateways
/// report, which is signed.
const PUBLIC: &str = include_str!("public-routes.txt");
/// Signing in has more ways: at the identity provider and back, with a passkey, in a second step. Two are asked by machines:
/// whether the program lives, and whether it is ready.
const MOST_PUBLIC: usize = 23;

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

/// A path with something in place of each parameter; there is nothing behind it.
fn path(route: &Route) -> String {
    let fill = |part: &str| match part {
        "{slug}" => WARD.to_owned(),
        "{code}" => "1.001193".to_owned(),
        part if part.starts_with('{') => Uuid::from_u128(77).to_string(),
        part => part.to_owned(),
    };
    route.path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// Whoever sends, as the table of routes judges them.
fn actor(who: Who) -> Option<Actor> {
    let account = Some(AccountId(Uuid::from_u128(1)));
    match who {
        Who::Nobody => None,
        Who::Citizen => Some(Actor { account, person: Some(PersonId(Uuid::from_u128(1))), ..Actor::system() }),
        Who::Staff(role) => {
            let agency = id_of(WARD);
            let posts = vec![Post { agency, role, covers: vec![agency] }];
            Some(Actor { account, staff: Some(StaffId(Uuid::from_u128(1))), posts, ..Actor::system() })
        }
    }
}

fn leads_to_sign_in(response: &Response) -> bool {
    let location = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    response.status() == StatusCode::SEE_OTHER && location.is_some_and(|to| to.starts_with("/dang-nhap"))
}

fn is_turned_away(response: &Response) -> bool {
    matches!(response.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) || leads_to_sign_in(response)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_lets_in_whom_it_should_and_nobody_else() {
    let world = World::open();
    let mut wrong = Vec::new();
    let (mut in_somewhere, mut away_somewhere) = (BTreeSet::new(), BTreeSet::new());
    for route in tinhso::routes().table() {
        for who in Who::all() {
            let response = world.send(who, route.method.clone(), &path(&route)).await;
            let status = response.status();
            let seen = if is_turned_away(&response) { &mut away_somewhere } else { &mut in_somewhere };
            seen.insert(format!("{who:?}"));
            let allowed = route.access.allows(actor(who).as_ref());
            let right = match (allowed, who) {
                (true, _) => !is_turned_away(&response),
                (false, Who::Nobody) => is_turned_away(&response) || status == StatusCode::NOT_FOUND,
                (false, _) => status == StatusCode::FORBIDDEN || status == StatusCode::NOT_FOUND,
            };
            if !right || status.is_server_error() {
                wrong.push(format!(
                    "{}: {who:?} ({}) got {status}",
                    name(&route),
                    if allowed { "allowed" } else { "not allowed" }
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let everybody = Who::all().len();
    assert_eq!((in_somewhere.len(), away_somewhere.len()), (everybody, everybody), "the walk told nobody apart");
}

#[test]
fn the_list_of_what_is_open_to_anybody_only_shrinks() {
    let listed: BTreeSet<String> = PUBLIC.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let table = tinhso::routes().table();
    let open: BTreeSet<String> = table.iter().filter(|route| route.access == web::Access::Public).map(name).collect();
    assert_eq!(open, listed, "a route was opened or closed: see app/tests/public-routes.txt");
    assert!(listed.len() <= MOST_PUBLIC, "{} routes are open, {MOST_PUBLIC} were", listed.len());
}

#[test]
fn no_route_is_declared_twice() {
    let table = tinhso::routes().table();
    let names: BTreeSet<String> = table.iter().map(name).collect();
    assert_eq!(names.len(), table.len());
}
