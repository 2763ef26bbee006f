//! A province with its staff and any number of filed dossiers: what the bench and the tests start from.

use base::{Actor, DossierId, Ids, PersonId, Role};
use jiff::Timestamp;
use rand::Rng;
use serde_json::Value;
use services::{
    Snapshot,
    dossiers::{commands, domain::Channel},
};
use store::Store;

use crate::Failed;

use super::{
    cast,
    cast::Office,
    offer, people,
    plan::Service,
    scale::{SMALL, Scale},
};

/// Offices with staff, a few hundred people, and nothing filed yet.
pub struct Rehearsal<'a> {
    snapshot: &'a Snapshot,
    ids: &'a Ids,
    at: Timestamp,
    offices: Vec<Office>,
    services: Vec<Service>,
    persons: Vec<(PersonId, String)>,
}

impl<'a> Rehearsal<'a> {
    /// Hires the staff and puts people on record.
    ///
    /// # Errors
    /// The store's.
    pub fn new(
        store: &Store,
        snapshot: &'a Snapshot,
        ids: &'a Ids,
        at: Timestamp,
        rng: &mut impl Rng,
    ) -> anyhow::Result<Self> {
        let scale = Scale { from: base::clock::wall(at).date(), ..SMALL };
        let (mut offices, services) = offer(snapshot, &scale);
        // Everybody can be reached, so that every move writes its notice and its job.
        let crowd: Vec<_> = (0..500)
            .map(|serial| people::Somebody {
                email: Some(format!("nguoi.dan.{serial}@example.vn")),
                ..people::somebody(rng, serial)
            })
            .collect();
        let persons = store.write(|tx| {
            cast::hire(tx, ids, at, scale.from, &snapshot.agencies, &mut offices, rng).map_err(Failed)?;
            crowd
                .iter()
                .map(|somebody| {
                    Ok((cast::person(tx, ids, at, somebody).map_err(anyhow::Error::from)?, somebody.name.clone()))
                })
                .collect::<anyhow::Result<Vec<_>>>()
                .map_err(Failed)
        })?;
        Ok(Self { snapshot, ids, at, offices, services, persons })
    }

    /// Files dossiers all over the province; each with the number of its office.
    ///
    /// # Errors
    /// When a command refuses.
    pub fn file(
        &mut self,
        store: &Store,
        n: usize,
        channel: Channel,
        answers: &Value,
    ) -> anyhow::Result<Vec<(DossierId, usize)>> {
        let mut filed = Vec::with_capacity(n);
        while filed.len() < n {
            let from = filed.len();
            let batch = (n - from).min(100);
            filed.extend(store.write(|tx| {
                (from..from + batch)
                    .map(|at| {
                        // A stride through all services, so that neighbours are of different offices.
                        let service = &self.services[(at * 7919) % self.services.len()];
                        let office = &self.offices[service.office];
                        let (applicant, name) = &self.persons[at % self.persons.len()];
                        let filing = commands::Filing {
                            id: None,
                            version: office.procedures[service.procedure].version,
                            agency: office.agency,
                            channel,
                            applicant: *applicant,
                            applicant_name: name.clone(),
                            found_by: String::new(),
                            answers: answers.clone(),
                            papers: Vec::new(),
                        };
                        let cx = self.snapshot.context(office.actor(Role::Reception), self.at, self.ids);
                        Ok((commands::file(tx, &cx, filing)?.id, service.office))
                    })
                    .collect::<Result<Vec<_>, commands::MoveError>>()
            })?);
        }
        Ok(filed)
    }

    /// Who holds a role at an office.
    pub fn actor(&self, office: usize, role: Role) -> &Actor {
        self.offices[office].actor(role)
    }
}
