//! What the operator of an installation decides about logins.

use std::net::IpAddr;

/// Settings of logins and sessions.
#[derive(Clone, Debug)]
pub struct IdentitySettings {
    /// Whether citizens may log in as a fictitious person; never on a real installation.
    pub demo: bool,
    /// Whether people reach the server by HTTPS (then cookies are `Secure`).
    pub https: bool,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Minutes without a request after which a citizen's session is over.
    pub citizen_idle_minutes: u32,
    /// Minutes without a request after which an operator's session is over.
    pub operator_idle_minutes: u32,
    /// Hours after which a session is over whatever happens.
    pub absolute_hours: u32,
    /// Passwords hashed at the same time; each takes 19 MiB and one core.
    pub hash_concurrency: usize,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self {
            demo: false,
            https: true,
            trusted_proxies: Vec::new(),
            citizen_idle_minutes: 30,
            operator_idle_minutes: 60,
            absolute_hours: 12,
            hash_concurrency: 2,
        }
    }
}
