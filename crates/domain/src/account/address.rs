use std::net::{IpAddr, Ipv6Addr};

/// Where a request comes from: the socket's peer, or, where that is a proxy the installation trusts, the last address
/// of `X-Forwarded-For` that is not one. What others wrote before it proves nothing.
pub fn client_address(peer: IpAddr, forwarded: &[&str], trusted: &[IpAddr]) -> IpAddr {
    let mut at = peer.to_canonical();
    let known = |a: &IpAddr| trusted.iter().any(|t| t.to_canonical() == *a);
    let hops = forwarded.iter().flat_map(|line| line.split(',')).map(str::trim);
    for hop in hops.collect::<Vec<_>>().into_iter().rev() {
        if !known(&at) {
            break;
        }
        match hop.parse::<IpAddr>() {
            Ok(address) => at = address.to_canonical(),
            // A proxy that is trusted and writes no address: nothing behind it can be told apart.
            Err(_) => break,
        }
    }
    at
}

/// What counts as one place to try from: an IPv4 address, or the network of 64 bits one IPv6 line is given.
pub fn try_network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(a) => a.to_string(),
        IpAddr::V6(a) => {
            let [a, b, c, d, ..] = a.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_trusted_proxy_says_whom_it_speaks_for() {
        let proxies = [ip("127.0.0.1"), ip("10.0.0.2")];
        for (peer, forwarded, trusted, expected) in [
            ("203.0.113.9", "198.51.100.1", &[][..], "203.0.113.9"),
            ("203.0.113.9", "198.51.100.1", &proxies[..], "203.0.113.9"),
            ("127.0.0.1", "198.51.100.1", &proxies[..], "198.51.100.1"),
            ("127.0.0.1", "198.51.100.1", &[][..], "127.0.0.1"),
            ("127.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", &proxies[..], "198.51.100.1"),
            ("::ffff:127.0.0.1", "198.51.100.1", &proxies[..], "198.51.100.1"),
            ("127.0.0.1", "", &proxies[..], "127.0.0.1"),
            ("127.0.0.1", "1.2.3.4, unknown", &proxies[..], "127.0.0.1"),
        ] {
            assert_eq!(client_address(ip(peer), &[forwarded], trusted), ip(expected), "{peer} {forwarded}");
        }
        let two_lines = client_address(ip("127.0.0.1"), &["1.2.3.4", "198.51.100.1"], &proxies);
        assert_eq!(two_lines, ip("198.51.100.1"));
    }

    #[test]
    fn one_line_of_the_new_internet_is_one_place() {
        assert_eq!(try_network(ip("198.51.100.1")), "198.51.100.1");
        assert_eq!(try_network(ip("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::/64");
        assert_eq!(try_network(ip("2001:db8:1:2:ffff::1")), "2001:db8:1:2::/64");
    }
}
