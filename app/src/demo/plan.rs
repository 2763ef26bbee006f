//! What happens in the demo province, planned before it is played: for each dossier when it comes in, to which office,
//! and how it goes. The numbers of each fate are given; days are found that fit them, with the real ledger.

use base::calendar::{Calendar, ClockEvent, Promise, Rules, Term, Unit, ledger::promise};
use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time, time},
};
use rand::{Rng, RngExt, distr::Distribution, distr::weighted::WeightedIndex};
use services::dossiers::domain::Channel;

use super::scale::Scale;

/// Something done to a planned dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It comes in.
    File,
    /// The counter refuses it.
    Refuse,
    /// The counter accepts it.
    Accept,
    /// Passed to the next working step.
    Forward,
    /// Another agency is asked.
    Consult,
    /// It answers.
    Answer,
    /// Sent back for missing papers.
    AskSupplement,
    /// A draft decision is submitted.
    Propose,
    /// The leader wants it done again.
    SendBack,
    /// Signed.
    Approve,
    /// Issued.
    Issue,
    /// Handed over.
    HandOver,
}

/// A dossier of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Planned {
    /// Which of the plan's services it asks for.
    pub service: usize,
    /// How it comes in.
    pub channel: Channel,
    /// Whose it is.
    pub person: u32,
    /// Whether its papers are there in electronic form.
    pub digitised: bool,
}

/// One line of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cue {
    /// When.
    pub at: DateTime,
    /// Which dossier.
    pub dossier: usize,
    /// What.
    pub act: Act,
}

/// A procedure as offered by an office, and how much it is asked for.
#[derive(Debug, Clone)]
pub struct Service {
    /// Index of the office.
    pub office: usize,
    /// Index of the procedure.
    pub procedure: usize,
    /// The usual term.
    pub term: Term,
    /// How often it is asked for, against the others.
    pub weight: f64,
    /// Whether it may be filed online.
    pub online: bool,
    /// Whether a second working step follows the first.
    pub two_steps: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Early,
    OnTime,
    Late,
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    CarriedOver,
    Now(Channel),
}

/// The whole story, in order of time.
pub struct Plan {
    /// The dossiers.
    pub dossiers: Vec<Planned>,
    /// What happens to them.
    pub cues: Vec<Cue>,
}

struct Planner<'a, R> {
    rng: &'a mut R,
    scale: &'a Scale,
    calendar: &'a Calendar,
    rules: &'a Rules,
    services: &'a [Service],
    all: WeightedIndex<f64>,
    long: (Vec<usize>, WeightedIndex<f64>),
    plan: Plan,
}

/// Plans a province of this scale. The same chance gives the same plan.
///
/// # Errors
/// When the services offered cannot give the numbers asked for.
pub fn plan(
    rng: &mut impl Rng,
    scale: &Scale,
    calendar: &Calendar,
    rules: &Rules,
    services: &[Service],
) -> anyhow::Result<Plan> {
    let long: Vec<usize> = (0..services.len()).filter(|&at| is_long(services[at].term)).collect();
    let mut planner = Planner {
        rng,
        scale,
        calendar,
        rules,
        services,
        all: WeightedIndex::new(services.iter().map(|service| service.weight))?,
        long: (long.clone(), WeightedIndex::new(long.iter().map(|&at| services[at].weight))?),
        plan: Plan { dossiers: Vec::new(), cues: Vec::new() },
    };
    let mut fates = planner.fates();
    let counts = scale.counts;
    // What is carried over is in hand at the beginning; a few of them are still open at the end.
    let still_open = counts.carried_over / 200;
    let mut origins = vec![(Origin::CarriedOver, counts.carried_over - still_open)];
    for (channel, n) in
        [(Channel::Online, counts.online), (Channel::Counter, counts.counter), (Channel::Post, counts.post)]
    {
        origins.push((Origin::Now(channel), n));
    }
    for _ in 0..still_open {
        planner.place(Origin::CarriedOver, Fate::Open)?;
        fates.take(Fate::Open);
    }
    for (origin, n) in origins {
        for _ in 0..n {
            let fate = fates.draw(planner.rng, origin == Origin::CarriedOver);
            planner.place(origin, fate)?;
        }
    }
    planner.unaccepted();
    let mut plan = planner.plan;
    // Acts of one dossier in the same second keep the order they were planned in.
    plan.cues.sort_by_key(|cue| (cue.at, cue.dossier));
    Ok(plan)
}

/// How many of each fate are left to give.
struct Fates([(Fate, u32); 4]);

impl Fates {
    fn take(&mut self, fate: Fate) {
        for (kind, n) in &mut self.0 {
            if *kind == fate {
                *n = n.saturating_sub(1);
            }
        }
    }

    /// One of those left, by their number; what was carried over is not left open again.
    fn draw(&mut self, rng: &mut impl Rng, resolved_only: bool) -> Fate {
        let left = |fate: Fate, n: u32| if resolved_only && fate == Fate::Open { 0 } else { n };
        let total: u32 = self.0.iter().map(|(fate, n)| left(*fate, *n)).sum();
        let mut at = rng.random_range(0..total.max(1));
        for (fate, n) in self.0 {
            let n = left(fate, n);
            if at < n {
                self.take(fate);
                return fate;
            }
            at -= n;
        }
        Fate::Open
    }
}

impl<R: Rng> Planner<'_, R> {
    fn fates(&self) -> Fates {
        let counts = self.scale.counts;
        Fates([
            (Fate::Early, counts.early),
            (Fate::OnTime, counts.on_time),
            (Fate::Late, counts.late),
            (Fate::Open, counts.open()),
        ])
    }

    /// Finds days for one dossier of a fate, by trying until they fit.
    fn place(&mut self, origin: Origin, fate: Fate) -> anyhow::Result<()> {
        for _ in 0..20_000 {
            if self.try_place(origin, fate) {
                return Ok(());
            }
        }
        anyhow::bail!("no procedure gives a dossier {origin:?} that ends {fate:?}")
    }

    fn try_place(&mut self, origin: Origin, fate: Fate) -> bool {
        let Scale { from, now, .. } = *self.scale;
        let service = match (origin, fate) {
            (Origin::CarriedOver, _) | (_, Fate::Early | Fate::Open) => self.long.0[self.long.1.sample(self.rng)],
            _ => self.all.sample(self.rng),
        };
        let Service { term, online, .. } = self.services[service];
        let channel = match origin {
            Origin::Now(channel) => channel,
            Origin::CarriedOver => [Channel::Online, Channel::Counter, Channel::Counter][self.rng.random_range(0..3)],
        };
        if channel == Channel::Online && !online {
            return false;
        }
        let length = i64::from(length(term));
        let day = match (origin, fate) {
            (Origin::CarriedOver, Fate::Open) => from.saturating_sub(self.rng.random_range(20..60).days()),
            (Origin::CarriedOver, _) => from.saturating_sub(self.rng.random_range(1..=length + 6).days()),
            (_, Fate::Open) => now.date().saturating_sub(self.rng.random_range(0..=length + 4).days()),
            _ => from.saturating_add(self.rng.random_range(0..=(now.date() - from).get_days()).days()),
        };
        let inside = match origin {
            Origin::CarriedOver => day < from,
            Origin::Now(_) => day >= from && day <= now.date(),
        };
        if !inside || !self.calendar.is_working_day(day) {
            return false;
        }
        let accepted = day.to_datetime(self.office_time(time(15, 30, 0, 0)));
        if accepted >= now {
            return false;
        }
        let Some(due) = self.due(accepted, term) else { return false };
        let issue = match fate {
            Fate::Early => self.early(accepted, due, length),
            Fate::OnTime => Some(due),
            Fate::Late => Some(self.later(due)),
            Fate::Open => {
                // Nearly all are still in time; what was carried over is late.
                let late = origin == Origin::CarriedOver || self.rng.random_bool(0.02);
                if (due < now.date()) != late {
                    return false;
                }
                self.leave_open(service, channel, accepted);
                return true;
            }
        };
        let Some(issue) = issue.filter(|issue| *issue >= from && *issue <= now.date() && *issue >= day) else {
            return false;
        };
        self.resolve(service, channel, accepted, issue)
    }

    fn due(&self, accepted: DateTime, term: Term) -> Option<Date> {
        let received = ClockEvent::Received { at: base::clock::instant(accepted), term };
        let promise: Promise = promise(&[received], self.calendar, self.rules).ok()?;
        Some(promise.due.date())
    }

    fn early(&mut self, accepted: DateTime, due: Date, length: i64) -> Option<Date> {
        let back = self.rng.random_range(1..=length.max(1)).min(self.rng.random_range(1..=length.max(1)));
        let day = due.saturating_sub(back.days());
        (day >= accepted.date() && self.calendar.is_working_day(day)).then_some(day)
    }

    fn later(&mut self, due: Date) -> Date {
        let mut day = due;
        for _ in 0..self.rng.random_range(1..12) {
            day = self.next_working_day(day);
        }
        day
    }

    fn next_working_day(&self, day: Date) -> Date {
        let mut day = day.tomorrow().unwrap_or(day);
        while !self.calendar.is_working_day(day) {
            day = day.tomorrow().unwrap_or(day);
        }
        day
    }

    /// A minute of the offices' hours, before `latest`.
    fn office_time(&mut self, latest: Time) -> Time {
        loop {
            let minute: i16 = self.rng.random_range(7 * 60 + 32..16 * 60 + 50);
            let (hour, minute) = ((minute / 60) as i8, (minute % 60) as i8);
            if !(hour == 11 && minute > 25 || hour == 12 || hour == 13 && minute < 32) {
                let at = time(hour, minute, self.rng.random_range(0..60), 0);
                if at <= latest {
                    return at;
                }
            }
        }
    }

    fn enter(&mut self, service: usize, channel: Channel, accepted: DateTime) -> usize {
        let index = self.plan.dossiers.len();
        let people = u32::try_from(index / 3 + 1).unwrap_or(u32::MAX);
        // The papers of most online files and of every third at the counter are scanned.
        let digitised = self.rng.random_bool(if channel == Channel::Online { 0.85 } else { 0.33 });
        self.plan.dossiers.push(Planned { service, channel, person: self.rng.random_range(0..=people), digitised });
        let before = match channel {
            Channel::Online => self.rng.random_range(12..14 * 60),
            Channel::Counter => self.rng.random_range(4..15),
            Channel::Post => self.rng.random_range(10..90),
        };
        self.cue(accepted.saturating_sub(before.minutes()), index, Act::File);
        index
    }

    fn cue(&mut self, at: DateTime, dossier: usize, act: Act) {
        self.plan.cues.push(Cue { at, dossier, act });
    }

    /// Plays a dossier through to its result on a given day.
    fn resolve(&mut self, service: usize, channel: Channel, accepted: DateTime, issue: Date) -> bool {
        let same_day = issue == accepted.date();
        let issued = if same_day {
            accepted.saturating_add(self.rng.random_range(40..100).minutes())
        } else {
            issue.to_datetime(self.office_time(time(16, 45, 0, 0)))
        };
        if issued >= self.scale.now || issued.date() != issue {
            return false;
        }
        let mut acts = vec![Act::Propose, Act::Approve];
        if !same_day {
            if self.services[service].two_steps {
                acts.insert(0, Act::Forward);
            }
            match self.rng.random_range(0..100) {
                0..3 => {
                    acts.insert(0, Act::Answer);
                    acts.insert(0, Act::Consult);
                }
                3..5 => {
                    acts.insert(1 + usize::from(self.services[service].two_steps), Act::SendBack);
                    let at = acts.len() - 1;
                    acts.insert(at, Act::Propose);
                }
                _ => {}
            }
        }
        let index = self.enter(service, channel, accepted);
        self.cue(accepted, index, Act::Accept);
        self.spread(index, &acts, accepted, issued);
        self.cue(issued, index, Act::Issue);
        let handed = if self.rng.random_bool(0.6) {
            issued.saturating_add(self.rng.random_range(5..50).minutes())
        } else {
            self.next_working_day(issue).to_datetime(self.office_time(time(16, 45, 0, 0)))
        };
        if handed < self.scale.now {
            self.cue(handed, index, Act::HandOver);
        }
        true
    }

    /// Leaves a dossier somewhere on its way.
    fn leave_open(&mut self, service: usize, channel: Channel, accepted: DateTime) {
        let index = self.enter(service, channel, accepted);
        self.cue(accepted, index, Act::Accept);
        let acts: &[Act] = match self.rng.random_range(0..100) {
            0..52 => &[],
            52..60 => &[Act::Consult],
            60..64 => &[Act::AskSupplement],
            64..88 => &[Act::Propose],
            _ => &[Act::Propose, Act::Approve],
        };
        // Not all of it was done this morning.
        let until = self.scale.now.saturating_sub(self.rng.random_range(2..90).minutes());
        if until > accepted {
            self.spread(index, acts, accepted, until);
        }
    }

    /// Puts acts in order between two moments, in office hours where there is a day between.
    fn spread(&mut self, index: usize, acts: &[Act], from: DateTime, to: DateTime) {
        let minutes = to.duration_since(from).as_mins();
        let mut times: Vec<DateTime> = acts
            .iter()
            .map(|_| {
                let at = from.saturating_add(self.rng.random_range(0..=minutes.max(1) - 1).minutes());
                if at.date() == from.date() && at.date() == to.date() {
                    return at;
                }
                let mut day = at.date();
                while !self.calendar.is_working_day(day) {
                    day = day.yesterday().unwrap_or(day);
                }
                day.to_datetime(self.office_time(time(16, 50, 0, 0))).clamp(from, to)
            })
            .collect();
        times.sort_unstable();
        let mut last = from;
        for (at, act) in times.into_iter().zip(acts) {
            // A second apart at least, so that the order of the acts is the order of their times.
            last = at.max(last.saturating_add(1.seconds())).min(to.saturating_sub(1.seconds())).max(last);
            self.cue(last, index, *act);
        }
    }

    /// What the counter has not accepted: refused along the way, or waiting at the end.
    fn unaccepted(&mut self) {
        let n = self.scale.counts.received() as usize;
        for _ in 0..n / 250 {
            let service = self.all.sample(self.rng);
            let days = (self.scale.now.date() - self.scale.from).get_days();
            let day = self.scale.from.saturating_add(self.rng.random_range(0..days.max(1)).days());
            if self.calendar.is_working_day(day) && self.services[service].online {
                let at = day.to_datetime(self.office_time(time(16, 0, 0, 0)));
                let index = self.enter(service, Channel::Online, at);
                self.cue(at, index, Act::Refuse);
            }
        }
        for _ in 0..(n / 60).min(400) {
            let service = self.all.sample(self.rng);
            if self.services[service].online {
                let at = self.scale.now.saturating_sub(self.rng.random_range(1..900).minutes());
                self.enter(service, Channel::Online, at);
            }
        }
    }
}

/// About how many calendar days a term takes.
fn length(term: Term) -> i32 {
    match term.unit() {
        Unit::SameDay | Unit::Hour | Unit::WorkingHour => 1,
        Unit::WorkingDay => (term.value() * 7.0 / 5.0).ceil() as i32 + 1,
        Unit::CalendarDay => term.value().ceil() as i32,
    }
}

fn is_long(term: Term) -> bool {
    matches!(term.unit(), Unit::WorkingDay | Unit::CalendarDay) && term.value() >= 2.0
}
