//! The generated pages of the documentation: written by the program itself, so that they cannot say what it does not do.

mod glossary;

use std::{fmt::Write as _, path::Path};

use anyhow::Context as _;
use base::{Permission, Role};

/// Every permission of every room, room by room.
pub fn permissions() -> Vec<Permission> {
    let mut all: Vec<Permission> = Vec::new();
    all.extend(directory::PERMISSIONS);
    for room in [
        services::catalogue::permissions::ALL,
        services::dossiers::permissions::ALL,
        services::population::permissions::ALL,
        steering::figures::permissions::ALL,
        crate::pages::jobs::PERMISSIONS,
        crate::pages::condition::PERMISSIONS,
    ] {
        all.extend(room.iter().map(|permission| **permission));
    }
    all
}

/// Writes the pages into a folder: `permissions.md`, `routes.md` and `glossary.md`.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write(dir: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    for (name, text) in [
        ("permissions.md", permissions_page()),
        ("routes.md", routes_page()),
        ("glossary.md", format!("{HEAD}\n{}", glossary::page())),
    ] {
        let file = dir.join(name);
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

const HEAD: &str = "<!-- Written by `tinhso docs`; change the program, then run `scripts/docs.sh`. -->\n";

fn permissions_page() -> String {
    let mut page = format!("{HEAD}\n# Permissions: who may do what\n\n");
    page += "A post is a role held in an agency for a time. A permission names the roles that may do an action; whoever \
             holds it may do so for the cases of the post's own agency, and in roles marked † for every agency of the \
             province. Figures are open for the agencies below one's own as well.\n\n";
    page += "| permission | what it allows |";
    for role in Role::ALL {
        let mark = if role.is_province_wide() { " †" } else { "" };
        let _ = write!(page, " {}{mark} |", role.label().vi);
    }
    page += "\n| --- | --- |";
    page += &" :-: |".repeat(Role::ALL.len());
    page.push('\n');
    for permission in permissions() {
        let _ = write!(page, "| `{}` | {} *({})* |", permission.id, permission.label.vi, permission.label.en);
        for role in Role::ALL {
            page += if permission.roles.contains(&role) { " ● |" } else { " |" };
        }
        page.push('\n');
    }
    page += "\n## Roles\n\n| key | name | English | reaches |\n| --- | --- | --- | --- |\n";
    for role in Role::ALL {
        let reaches = if role.is_province_wide() { "every agency of the province" } else { "the post's own agency" };
        let _ = writeln!(page, "| `{}` | {} | {} | {reaches} |", role.key(), role.label().vi, role.label().en);
    }
    page
}

fn routes_page() -> String {
    let mut table = crate::routes().table();
    table.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
    let mut page = format!(
        "{HEAD}\n# Routes: every page and operation, and who may use it\n\n\
         `public` is anybody, `signed in` anybody with an account, `citizen` and `staff` those kinds of account; the rest \
         names the [permission](permissions.md) that must be held somewhere, or one of several. What may be done with a \
         single case is decided again where the case is known. A test walks this table with every role and with nobody. The \
         door itself serves styles, scripts and fonts, and `POST /dang-xuat`.\n\n\
         | method | path | access |\n| --- | --- | --- |\n"
    );
    for route in table {
        let access = route.access.to_string().replace(" | ", ", ");
        let _ = writeln!(page, "| {} | `{}` | {access} |", route.method, route.path);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_permissions_share_a_name_and_none_is_held_by_nobody() {
        let all = permissions();
        let ids: BTreeSet<_> = all.iter().map(|permission| permission.id).collect();
        assert_eq!(ids.len(), all.len());
        assert!(all.iter().all(|permission| !permission.roles.is_empty()));
    }

    #[test]
    fn every_permission_that_a_route_needs_is_in_the_table() {
        let ids: BTreeSet<_> = permissions().iter().map(|permission| permission.id).collect();
        for route in crate::routes().table() {
            let needed: Vec<&str> = match route.access {
                web::Access::Needs(permission) => vec![permission.id],
                web::Access::AnyOf(list) => list.iter().map(|permission| permission.id).collect(),
                _ => Vec::new(),
            };
            for id in needed {
                assert!(ids.contains(id), "{id} of {} {} is in no room's list", route.method, route.path);
            }
        }
    }
}
