//! Names of agencies and procedures as of the days that figures are of.

use std::sync::Arc;

use base::{Actor, AgencyId, Lang, Reach, calendar::Calendar};
use directory::{
    agencies::{Agencies, Kind},
    places::Level as Tier,
};
use jiff::civil::Date;
use services::{
    Office,
    catalogue::{
        Catalogue,
        domain::{Level, Package, ServiceLevel},
    },
    dossiers::{permissions::LIST, queries::What},
};
use web::App;

use super::asked::Asked;
use crate::figures::{Period, units::Unit};

/// The agencies, procedures and working days as they are known now, for the length of one request.
pub(super) struct Names {
    pub(super) agencies: Arc<Agencies>,
    pub(super) calendar: Arc<Calendar>,
    catalogue: Arc<Catalogue>,
}

impl Names {
    pub(super) fn of(app: &App) -> Self {
        let snapshot = app.get::<Office>().snapshot();
        Self { agencies: snapshot.agencies, calendar: snapshot.calendar, catalogue: snapshot.catalogue }
    }

    /// The short name of an agency on a day, or nearest to it.
    pub(super) fn short(&self, agency: AgencyId, day: Date) -> String {
        self.agencies.short_as_of(agency, day).to_owned()
    }

    /// Where an agency's own figures are.
    pub(super) fn page(&self, agency: AgencyId) -> Option<String> {
        self.agencies.agency(agency).map(|agency| format!("/dieu-hanh/don-vi/{}", agency.slug))
    }

    /// Where the dossiers behind a figure of an agency are listed, for those who may open them.
    pub(super) fn dossiers(
        &self,
        actor: &Actor,
        agency: AgencyId,
        what: What,
        period: Period,
        procedure: Option<&str>,
    ) -> Option<String> {
        let slug = &self.agencies.agency(agency).filter(|_| actor.may(&LIST, agency))?.slug;
        let procedure = procedure.map(|code| format!("&thu-tuc={code}")).unwrap_or_default();
        Some(format!("/ho-so?so-lieu={}&don-vi={slug}&tu={}&den={}{procedure}", what.key(), period.from, period.to))
    }

    /// The name of a procedure on a day; its code when the catalogue does not know it.
    pub(super) fn procedure(&self, code: &str, day: Date, lang: Lang) -> String {
        self.catalogue
            .in_force(code, day)
            .map_or_else(|| code.to_owned(), |published| published.package.name.get(lang).to_owned())
    }

    /// The field a procedure belongs to on a day: its key and name.
    pub(super) fn field(&self, code: &str, day: Date, lang: Lang) -> (String, String) {
        let other = || (String::new(), lang.pick("Khác", "Other").to_owned());
        self.catalogue.in_force(code, day).map_or_else(other, |published| {
            let key = &published.package.field;
            let name = self.catalogue.field(key).map_or(key.as_str(), |field| field.name.get(lang));
            (key.clone(), name.to_owned())
        })
    }

    /// The procedures that can be filed online, partly or fully, on the last day that counts, with any agency in reach.
    pub(super) fn offered_online(&self, asked: &Asked, reach: &Reach) -> Vec<String> {
        let day = asked.until();
        let offices: Vec<_> = self.agencies.one_stops(day).filter(|(agency, _)| reach.contains(agency.id)).collect();
        let offers = |package: &Package| {
            let levels = package.levels_on(day);
            offices.iter().any(|(agency, period)| match period.level {
                Tier::Province => levels.contains(&Level::Province) && package.departments.contains(&agency.slug),
                Tier::District => period.kind == Kind::Committee && levels.contains(&Level::District),
                Tier::Commune => period.kind == Kind::Committee && levels.contains(&Level::Commune),
            })
        };
        let online = |package: &Package| package.service_level != ServiceLevel::Info && offers(package);
        let all = self.catalogue.all(day).filter(|published| online(&published.package));
        all.map(|published| published.package.code.clone()).collect()
    }

    /// The short name of a line; of the one the others are under it says that those below are not in it.
    pub(super) fn line(&self, unit: &Unit, day: Date, lang: Lang) -> String {
        let name = self.short(unit.agency, day);
        if unit.top { format!("{name} {}", lang.pick("(riêng cơ quan này)", "(itself)")) } else { name }
    }
}
