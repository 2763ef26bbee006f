//! How agencies change: each change is worked out and checked on a snapshot before anything is written.

use base::{AgencyId, Lang, codes::AgencyCode};
use jiff::civil::Date;

use super::{
    agency::{Agency, Code, Kind, Period, id_of},
    register::{Agencies, Link},
};
use crate::{places::Level, span::Span};

/// A new agency.
#[derive(Debug, Clone)]
pub struct NewAgency {
    /// Its key; small letters, digits and hyphens.
    pub slug: String,
    /// Its first day.
    pub from: Date,
    /// Its official code, if it receives dossiers.
    pub code: Option<Code>,
    /// Its full name.
    pub name: String,
    /// Its name in tables and on badges.
    pub short: String,
    /// What kind of body.
    pub kind: Kind,
    /// At which tier.
    pub level: Level,
    /// The agency above it.
    pub parent: Option<AgencyId>,
    /// Code of the place it governs or sits in.
    pub place: Option<String>,
    /// Whether people can file with it.
    pub one_stop: bool,
    /// Number and date of the decision.
    pub basis: String,
}

/// What changes about an agency from a day on: its name, code, parent, counter. What is not given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Amendment {
    /// A new full name.
    pub name: Option<String>,
    /// A new short name.
    pub short: Option<String>,
    /// A new parent, or none any more.
    pub parent: Option<Option<AgencyId>>,
    /// A new code, or none any more.
    pub code: Option<Option<Code>>,
    /// Whether people can file with it.
    pub one_stop: Option<bool>,
}

/// Why a change to agencies cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum Fault {
    /// Nobody has this id.
    Unknown,
    /// The slug is empty or has other characters than small letters, digits and hyphens.
    Slug,
    /// The slug belongs to another agency; its name.
    SlugTaken(String),
    /// The name or the short name is empty.
    Name,
    /// The decision that the change rests on is not named.
    Basis,
    /// Another agency has the code at that time; its name.
    CodeTaken(AgencyCode, String),
    /// The agency above does not exist at that time.
    Parent,
    /// The agency above would stand below the agency itself.
    Circle,
    /// The agency does not exist on the day of the change.
    NotThen,
    /// The agency has changed on a later day already; which.
    Later(Date),
    /// Nothing would change.
    Nothing,
    /// Agencies under it would be left without a parent; the name of the first.
    Children(String),
    /// An agency cannot go over into itself.
    Itself,
}

impl Fault {
    /// What is wrong and what to do about it, in plain words.
    pub fn message(&self, lang: Lang) -> String {
        let day = base::text::format::date;
        match (self, lang) {
            (Self::Unknown, Lang::Vi) => "Không có đơn vị này.".into(),
            (Self::Unknown, Lang::En) => "There is no such agency.".into(),
            (Self::Slug, Lang::Vi) => "Khóa chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.".into(),
            (Self::Slug, Lang::En) => "The key may hold only small letters, digits and hyphens.".into(),
            (Self::SlugTaken(name), Lang::Vi) => format!("Khóa này đã thuộc về {name}."),
            (Self::SlugTaken(name), Lang::En) => format!("This key already belongs to {name}."),
            (Self::Name, Lang::Vi) => "Hãy nhập tên đầy đủ và tên ngắn.".into(),
            (Self::Name, Lang::En) => "Enter the full and the short name.".into(),
            (Self::Basis, Lang::Vi) => "Hãy nhập số và ngày của quyết định làm căn cứ.".into(),
            (Self::Basis, Lang::En) => "Enter number and date of the decision it rests on.".into(),
            (Self::CodeTaken(code, name), Lang::Vi) => format!("Mã {code} vào thời gian này là của {name}."),
            (Self::CodeTaken(code, name), Lang::En) => format!("The code {code} belongs to {name} at that time."),
            (Self::Parent, Lang::Vi) => "Đơn vị cấp trên không tồn tại vào ngày này.".into(),
            (Self::Parent, Lang::En) => "The agency above does not exist on that day.".into(),
            (Self::Circle, Lang::Vi) => "Đơn vị cấp trên không thể nằm dưới chính đơn vị này.".into(),
            (Self::Circle, Lang::En) => "The agency above cannot stand below this one.".into(),
            (Self::NotThen, Lang::Vi) => "Đơn vị không hoạt động vào ngày này.".into(),
            (Self::NotThen, Lang::En) => "The agency does not exist on that day.".into(),
            (Self::Later(on), Lang::Vi) => {
                format!("Đã có thay đổi từ {}; ngày hiệu lực mới phải từ ngày đó trở đi.", day(*on))
            }
            (Self::Later(on), Lang::En) => {
                format!("There is a change from {} already; the new one must not begin earlier.", day(*on))
            }
            (Self::Nothing, Lang::Vi) => "Không có gì thay đổi.".into(),
            (Self::Nothing, Lang::En) => "Nothing would change.".into(),
            (Self::Children(name), Lang::Vi) => {
                format!("Còn đơn vị trực thuộc ({name}); hãy chuyển hoặc kết thúc trước.")
            }
            (Self::Children(name), Lang::En) => {
                format!("There are still agencies below ({name}); move or end them first.")
            }
            (Self::Itself, Lang::Vi) => "Không thể sáp nhập một đơn vị vào chính nó.".into(),
            (Self::Itself, Lang::En) => "An agency cannot be merged into itself.".into(),
        }
    }
}

impl Agencies {
    /// Works out a new agency.
    ///
    /// # Errors
    /// When its key, names, code, parent or decision are not right.
    pub fn create(&self, new: NewAgency) -> Result<Agency, Fault> {
        let right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if new.slug.is_empty() || !new.slug.chars().all(right) {
            return Err(Fault::Slug);
        }
        if let Some(known) = self.agency(id_of(&new.slug)) {
            return Err(Fault::SlugTaken(known.near(new.from).name.clone()));
        }
        let period = Period {
            span: Span::since(new.from),
            code: new.code,
            name: new.name,
            short: new.short,
            kind: new.kind,
            level: new.level,
            parent: new.parent,
            place: new.place,
            one_stop: new.one_stop,
            basis: new.basis,
        };
        self.check(id_of(&new.slug), &period)?;
        Agency::new(new.slug, Vec::new(), vec![period]).ok_or(Fault::NotThen)
    }

    /// Works out how an agency stands from a day on: renamed, moved under another parent, with another code. On the
    /// day its latest period begins this corrects that period.
    ///
    /// # Errors
    /// When it does not exist then, has changed later already, or the new names, code or parent are not right.
    pub fn amend(&self, id: AgencyId, on: Date, change: Amendment, basis: &str) -> Result<Agency, Fault> {
        let mut agency = self.in_force(id, on)?.clone();
        let before = agency.last().clone();
        let mut period = Period { basis: basis.to_owned(), ..before.clone() };
        period.span.from = on;
        period.name = change.name.unwrap_or(period.name);
        period.short = change.short.unwrap_or(period.short);
        period.parent = change.parent.unwrap_or(period.parent);
        period.code = change.code.unwrap_or(period.code);
        period.one_stop = change.one_stop.unwrap_or(period.one_stop);
        if (Period { span: before.span, basis: before.basis.clone(), ..period.clone() }) == before {
            return Err(Fault::Nothing);
        }
        self.check(id, &period)?;
        if before.span.from == on {
            *agency.last_mut() = period;
        } else {
            agency.last_mut().span.until = Some(on);
            agency.push(period);
        }
        Ok(agency)
    }

    /// Works out the end of an agency: the first day on which it no longer exists.
    ///
    /// # Errors
    /// When it does not exist on the day before, has changed later already, or agencies under it would be orphaned.
    pub fn end(&self, id: AgencyId, on: Date, basis: &str) -> Result<Agency, Fault> {
        let mut agency = self.in_force(id, on)?.clone();
        if basis.trim().is_empty() {
            return Err(Fault::Basis);
        }
        if agency.last().span.from >= on {
            return Err(Fault::NotThen);
        }
        if let Some(child) = self.children(id, on).first() {
            return Err(Fault::Children(child.near(on).name.clone()));
        }
        agency.last_mut().span.until = Some(on);
        Ok(agency)
    }

    /// Works out a merger: agencies that end on a day, and the links to the one that takes over.
    ///
    /// # Errors
    /// Those of [`Agencies::end`] for each, and when the one that takes over does not exist on the day or is among them.
    pub fn merge(
        &self,
        ending: &[AgencyId],
        into: AgencyId,
        on: Date,
        basis: &str,
    ) -> Result<(Vec<Agency>, Vec<Link>), Fault> {
        if ending.contains(&into) {
            return Err(Fault::Itself);
        }
        self.as_of(into, on).ok_or(Fault::NotThen)?;
        let ended = ending.iter().map(|&id| self.end(id, on, basis)).collect::<Result<_, _>>()?;
        let links = ending.iter().map(|&from| Link { from, to: into, on, basis: basis.to_owned() }).collect();
        Ok((ended, links))
    }

    fn in_force(&self, id: AgencyId, on: Date) -> Result<&Agency, Fault> {
        let agency = self.agency(id).ok_or(Fault::Unknown)?;
        let latest = agency.last().span;
        if on < latest.from {
            return Err(Fault::Later(latest.from));
        }
        if latest.holds(on) { Ok(agency) } else { Err(Fault::NotThen) }
    }

    fn check(&self, id: AgencyId, period: &Period) -> Result<(), Fault> {
        if period.name.trim().is_empty() || period.short.trim().is_empty() {
            return Err(Fault::Name);
        }
        if period.basis.trim().is_empty() {
            return Err(Fault::Basis);
        }
        if let Some(parent) = period.parent {
            self.as_of(parent, period.span.from).ok_or(Fault::Parent)?;
            if parent == id || self.above(parent, period.span.from).any(|agency| agency.id == id) {
                return Err(Fault::Circle);
            }
        }
        let Some(code) = &period.code else { return Ok(()) };
        let same = |other: &&Period| {
            other.code.as_ref().is_some_and(|c| c.code == code.code) && other.span.overlaps(&period.span)
        };
        for other in self.all().iter().filter(|other| other.id != id) {
            if let Some(taken) = other.periods().iter().find(same) {
                return Err(Fault::CodeTaken(code.code.clone(), taken.name.clone()));
            }
        }
        Ok(())
    }
}
