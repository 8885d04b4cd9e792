//! Where a login comes from, for the throttle only; it is stored as a digest.

use std::net::IpAddr;

/// The address as one key: a household of IPv6 is a /64.
pub(crate) fn key(ip: Option<IpAddr>) -> String {
    match ip.map(|ip| ip.to_canonical()) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => format!("{:x}", u128::from(v6) >> 64),
    }
}
