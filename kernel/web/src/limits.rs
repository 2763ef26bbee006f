//! How often one address may do what: a bucket of tokens for each address and kind of operation.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::{extract::ConnectInfo, http::Request};
use jiff::Timestamp;
use parking_lot::Mutex;

/// A kind of operation with a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Any request.
    General,
    /// Proving who one is: guessing must be slow.
    SignIn,
    /// Searching: costs the database most.
    Search,
    /// Sending files.
    Upload,
}

/// A bucket's size and how fast it fills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// How many at once.
    pub burst: u32,
    /// How many a minute in the long run.
    pub per_minute: u32,
}

/// The limits of an address. Many people share one: a one-stop counter, a school, a mobile network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Of [`Kind::General`].
    pub general: Rate,
    /// Of [`Kind::SignIn`].
    pub sign_in: Rate,
    /// Of [`Kind::Search`].
    pub search: Rate,
    /// Of [`Kind::Upload`].
    pub upload: Rate,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            general: Rate { burst: 600, per_minute: 1200 },
            sign_in: Rate { burst: 20, per_minute: 10 },
            search: Rate { burst: 120, per_minute: 240 },
            upload: Rate { burst: 60, per_minute: 30 },
        }
    }
}

impl Rates {
    /// No limit that anybody meets: for tests that send many requests and for measuring.
    pub const fn unlimited() -> Self {
        let rate = Rate { burst: u32::MAX, per_minute: u32::MAX };
        Self { general: rate, sign_in: rate, search: rate, upload: rate }
    }

    fn of(&self, kind: Kind) -> Rate {
        match kind {
            Kind::General => self.general,
            Kind::SignIn => self.sign_in,
            Kind::Search => self.search,
            Kind::Upload => self.upload,
        }
    }
}

/// Beyond this many buckets the full ones are thrown away, and if that is not enough, all of them.
const MOST: usize = 100_000;

struct Bucket {
    tokens: f64,
    at: Timestamp,
}

/// The buckets of every address seen lately. In memory: each process counts for itself.
pub struct Limiter {
    rates: Rates,
    buckets: Mutex<HashMap<(IpAddr, Kind), Bucket>>,
}

impl Limiter {
    /// Full buckets for everybody.
    pub fn new(rates: Rates) -> Self {
        Self { rates, buckets: Mutex::default() }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// When none is left: after how many seconds there will be one.
    pub fn take(&self, address: IpAddr, kind: Kind, now: Timestamp) -> Result<(), u32> {
        let rate = self.rates.of(kind);
        let per_second = f64::from(rate.per_minute) / 60.0;
        let full = f64::from(rate.burst);
        let mut buckets = self.buckets.lock();
        if buckets.len() >= MOST {
            buckets.retain(|(_, kind), bucket| {
                let rate = self.rates.of(*kind);
                let gained = now.duration_since(bucket.at).as_secs_f64() * f64::from(rate.per_minute) / 60.0;
                bucket.tokens + gained < f64::from(rate.burst)
            });
            if buckets.len() >= MOST {
                buckets.clear();
            }
        }
        let bucket = buckets.entry((network(address), kind)).or_insert(Bucket { tokens: full, at: now });
        let gained = now.duration_since(bucket.at).as_secs_f64().max(0.0) * per_second;
        bucket.tokens = (bucket.tokens + gained).min(full);
        bucket.at = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        let wait = if per_second > 0.0 { (1.0 - bucket.tokens) / per_second } else { 3600.0 };
        Err(wait.ceil().clamp(1.0, 3600.0) as u32)
    }
}

/// An IPv6 subscriber owns a /64: it counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// The address a request came from. Behind `proxies` reverse proxies it is the entry of `X-Forwarded-For` that the
/// outermost of them wrote; what stands left of it was sent by the client and proves nothing.
pub fn address<B>(request: &Request<B>, proxies: usize) -> IpAddr {
    let socket = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let nowhere = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
    if proxies == 0 {
        return socket.unwrap_or(nowhere);
    }
    let hops: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    let named = hops.len().checked_sub(proxies).and_then(|at| hops.get(at)).and_then(|hop| hop.parse().ok());
    named.or(socket).unwrap_or(nowhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_707_700_000 + second).unwrap()
    }

    #[test]
    fn after_the_burst_one_waits_and_then_goes_on() {
        let sign_in = Rate { burst: 3, per_minute: 6 };
        let limiter = Limiter::new(Rates { sign_in, ..Rates::default() });
        for _ in 0..3 {
            assert_eq!(limiter.take(HERE, Kind::SignIn, at(0)), Ok(()));
        }
        assert_eq!(limiter.take(HERE, Kind::SignIn, at(0)), Err(10));
        assert_eq!(limiter.take(HERE, Kind::Search, at(0)), Ok(()), "another kind has its own bucket");
        assert_eq!(limiter.take(HERE, Kind::SignIn, at(10)), Ok(()));
        assert_eq!(limiter.take(HERE, Kind::SignIn, at(11)), Err(9));
    }

    #[test]
    fn a_whole_ipv6_subscriber_counts_as_one() {
        let search = Rate { burst: 1, per_minute: 1 };
        let limiter = Limiter::new(Rates { search, ..Rates::default() });
        assert!(limiter.take("2001:db8:1:2::a".parse().unwrap(), Kind::Search, at(0)).is_ok());
        assert!(limiter.take("2001:db8:1:2:ffff::b".parse().unwrap(), Kind::Search, at(0)).is_err());
        assert!(limiter.take("2001:db8:1:3::a".parse().unwrap(), Kind::Search, at(0)).is_ok());
    }

    #[test]
    fn a_client_cannot_name_its_own_address() {
        let request = Request::builder().header("x-forwarded-for", "198.51.100.1, 203.0.113.7").body(()).unwrap();
        assert_eq!(address(&request, 1), HERE, "the proxy's own entry is the last");
        assert_eq!(address(&request, 0), IpAddr::V6(Ipv6Addr::UNSPECIFIED), "without a proxy the header is not read");
    }
}
