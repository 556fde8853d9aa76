//! Who is on the other side of a connection, also behind a proxy.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::http::header::{HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// A network such as `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: u128,
    mask: u128,
}

/// Not a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl Network {
    /// Reads `ADDRESS` or `ADDRESS/BITS`.
    pub fn parse(text: &str) -> Result<Self, NotANetwork> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_error| NotANetwork)?;
        let (most, offset) = if address.is_ipv4() { (32_u32, 96) } else { (128, 0) };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse().map_err(|_error| NotANetwork))?;
        if bits > most {
            return Err(NotANetwork);
        }
        let mask = u128::MAX.checked_shl(128 - (bits + offset)).unwrap_or(0);
        Ok(Self { base: number(address) & mask, mask })
    }

    fn holds(self, address: IpAddr) -> bool {
        number(address) & self.mask == self.base
    }
}

/// Both kinds of addresses on one line of numbers: an IPv4 address in its mapped form.
fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

/// The address to count against: the connection's own, unless that is a trusted proxy, then the nearest one it names that is not.
pub fn address(connection: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.holds(address));
    if !is_trusted(connection) {
        return connection;
    }
    let named: Vec<&str> = headers.get_all(FORWARDED_FOR).filter_map(|value| value.to_str().ok()).collect();
    let named = named.join(",");
    let hops = named.rsplit(',').map_while(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.take(16).find(|hop| !is_trusted(*hop)).unwrap_or(connection)
}

/// One household or server usually has a whole /64 of IPv6 addresses: they count as one.
pub fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6(Ipv6Addr::from(u128::from(v6) & (u128::MAX << 64))), IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn forwarded(hops: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, HeaderValue::from_static(hops));
        headers
    }

    #[test]
    fn a_stranger_cannot_name_another_address() {
        let trusted = [Network::parse("10.0.0.0/8").unwrap()];
        assert_eq!(address(ip("203.0.113.9"), &forwarded("198.51.100.1"), &trusted), ip("203.0.113.9"));
        assert_eq!(address(ip("10.1.2.3"), &forwarded("198.51.100.1"), &trusted), ip("198.51.100.1"));
        assert_eq!(
            address(ip("10.1.2.3"), &forwarded("6.6.6.6, 198.51.100.1, 10.9.9.9"), &trusted),
            ip("198.51.100.1")
        );
        assert_eq!(address(ip("10.1.2.3"), &forwarded("rubbish"), &trusted), ip("10.1.2.3"));
    }

    #[test]
    fn networks_are_read_strictly() {
        assert!(Network::parse("::1").unwrap().holds(ip("::1")));
        assert!(Network::parse("0.0.0.0/0").unwrap().holds(ip("9.9.9.9")));
        assert!(!Network::parse("0.0.0.0/0").unwrap().holds(ip("2001:db8::1")));
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "x/8"] {
            assert_eq!(Network::parse(wrong), Err(NotANetwork), "{wrong}");
        }
    }

    #[test]
    fn a_household_is_one() {
        assert_eq!(household(ip("2001:db8::1")), household(ip("2001:db8::ffff")));
        assert_ne!(household(ip("2001:db8::1")), household(ip("2001:db8:0:1::1")));
        assert_eq!(household(ip("::ffff:203.0.113.9")), ip("203.0.113.9"));
    }
}
