use super::*;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn the_forwarded_address_is_believed_only_from_our_proxies() {
    let mut headers = HeaderMap::new();
    headers.insert(
        "x-forwarded-for",
        "198.51.100.9, 203.0.113.7, 10.0.0.2".parse().unwrap(),
    );
    let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
    assert_eq!(client(ip("192.0.2.1"), &headers, &proxies), ip("192.0.2.1"));
    assert_eq!(client(ip("10.0.0.1"), &headers, &proxies), ip("203.0.113.7"));
    assert_eq!(
        client(ip("10.0.0.1"), &HeaderMap::new(), &proxies),
        ip("10.0.0.1")
    );
}

#[test]
fn ipv6_counts_by_household() {
    assert_eq!(
        network(ip("2001:db8:1:2:3:4:5:6")),
        network(ip("2001:db8:1:2:ffff::1"))
    );
    assert_ne!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:3::1")));
    assert_eq!(network(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
}
