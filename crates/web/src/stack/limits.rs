//! Requests per minute from one address, by what they cost.

use axum::{
    extract::{ConnectInfo, Request},
    http::{Extensions, HeaderMap, Method},
};
use governor::{
    Quota,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

/// Requests per minute, all of which may come at once.
#[derive(Clone, Copy, Debug)]
pub struct Rate(pub NonZeroU32);

impl Rate {
    /// `n` a minute; zero counts as one.
    pub const fn per_minute(n: u32) -> Self {
        match NonZeroU32::new(n) {
            Some(n) => Self(n),
            None => Self(NonZeroU32::MIN),
        }
    }
}

/// Limits per address and kind of request. A school or an office may share one address.
#[derive(Clone, Copy, Debug)]
pub struct RateLimits {
    /// Reading pages.
    pub read: Rate,
    /// Posting forms and calling the API.
    pub write: Rate,
    /// Trying to log in.
    pub login: Rate,
    /// Asking something without a login: each request sends e-mails.
    pub ask: Rate,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            read: Rate::per_minute(1200),
            write: Rate::per_minute(300),
            login: Rate::per_minute(20),
            ask: Rate::per_minute(30),
        }
    }
}

type Keyed = governor::RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>;

/// Pages on which anybody may ask or rate, by the end of their path.
const ASKING: [&str; 4] = [
    "/richiesta-assistenza",
    "/segnalazione-disservizio",
    "/prenota-appuntamento",
    "/valutazione",
];

/// Checks between two sweeps of forgotten addresses.
const SWEEP_EVERY: u32 = 10_000;

pub(super) struct Limiter {
    read: Keyed,
    write: Keyed,
    login: Keyed,
    ask: Keyed,
    clock: DefaultClock,
    checks: AtomicU32,
}

impl Limiter {
    pub(super) fn new(limits: RateLimits) -> Self {
        let keyed =
            |rate: Rate| Keyed::dashmap_with_clock(Quota::per_minute(rate.0), DefaultClock::default());
        Self {
            read: keyed(limits.read),
            write: keyed(limits.write),
            login: keyed(limits.login),
            ask: keyed(limits.ask),
            clock: DefaultClock::default(),
            checks: AtomicU32::new(0),
        }
    }

    /// `Err` holds the seconds to wait.
    pub(super) fn check(&self, request: &Request, proxies: &[IpAddr]) -> Result<(), u32> {
        let path = request.uri().path();
        if path.starts_with("/static/") || path == "/health" || path == "/metrics" {
            return Ok(());
        }
        let Some(address) = client_address(request.extensions(), request.headers(), proxies) else {
            return Ok(());
        };
        if self.checks.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.read.retain_recent();
            self.write.retain_recent();
            self.login.retain_recent();
            self.ask.retain_recent();
        }
        let key = network(address);
        let limiter = match *request.method() {
            Method::GET | Method::HEAD | Method::OPTIONS => &self.read,
            _ if path.ends_with("/login") || path.ends_with("/accedi") || path.ends_with("/password") => {
                &self.login
            }
            _ if ASKING.iter().any(|end| path.ends_with(end)) => &self.ask,
            _ => &self.write,
        };
        limiter.check_key(&key).map_err(|wait| {
            let seconds = wait.wait_time_from(self.clock.now()).as_secs() + 1;
            u32::try_from(seconds).unwrap_or(u32::MAX)
        })
    }
}

/// Where a request comes from: the peer, or what our own proxies say of it; none when the server was not told the peer.
pub fn client_address(extensions: &Extensions, headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
    Some(client(peer, headers, proxies))
}

/// The nearest address in front of our own proxies.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    let lines = headers
        .get_all("x-forwarded-for")
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let hops: Vec<IpAddr> = lines
        .flat_map(|line| line.split(','))
        .filter_map(|hop| hop.trim().parse().ok())
        .collect();
    hops.into_iter()
        .rev()
        .find(|hop| !proxies.contains(hop))
        .unwrap_or(peer)
}

/// One household of IPv6 is a /64.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(Ipv4Addr::from(v4.octets())),
            None => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & !u128::from(u64::MAX))),
        },
    }
}

#[cfg(test)]
mod tests;
