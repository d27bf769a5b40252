//! Who asks: the address prefix behind as many proxies as the operator has named, and the API key's holder.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

use super::limits::Prefix;

/// The header in which proxies say whom they ask for.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The prefix that a request counts for.
///
/// `X-Forwarded-For` is read from the right, as long as who wrote the next entry is a proxy that was named. What
/// stands further left was written by somebody else, and is believed by nobody.
pub(crate) fn prefix(headers: &HeaderMap, extensions: &Extensions, trusted: &[IpNet]) -> Prefix {
    let Some(ConnectInfo(peer)) = extensions.get::<ConnectInfo<SocketAddr>>() else {
        return Prefix::Unknown;
    };
    Prefix::from(client(peer.ip(), headers, trusted))
}

fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| {
        let address = address.to_canonical();
        trusted.iter().any(|net| net.contains(&address))
    };
    let lines: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .map(|line| line.to_str().unwrap_or_default())
        .collect();
    let entries = lines.iter().flat_map(|line| line.split(','));
    let mut nearest = peer;
    for entry in entries.rev() {
        if !is_trusted(nearest) {
            break;
        }
        match entry.trim().parse::<IpAddr>() {
            Ok(address) => nearest = address,
            // A proxy that was named wrote nonsense: it is who counts.
            Err(_) => break,
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(peer: &str, lines: &[&'static str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_say_who_they_are() {
        assert_eq!(asked("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(
            asked("203.0.113.9", &["198.51.100.1"], &["10.0.0.0/8"]),
            "203.0.113.9"
        );
    }

    #[test]
    fn a_proxy_says_whom_it_asks_for_and_no_more() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(asked("10.0.0.1", &["198.51.100.1"], &trusted), "198.51.100.1");
        // What the client wrote itself stands to the left of what the proxy added.
        assert_eq!(
            asked("10.0.0.1", &["1.2.3.4, 198.51.100.1"], &trusted),
            "198.51.100.1"
        );
        assert_eq!(
            asked("10.0.0.1", &["1.2.3.4", "198.51.100.1, 10.0.0.2"], &trusted),
            "198.51.100.1"
        );
        assert_eq!(
            asked("::ffff:10.0.0.1", &["198.51.100.1"], &trusted),
            "198.51.100.1"
        );
        for nonsense in [&["unknown"][..], &[""], &[]] {
            assert_eq!(asked("10.0.0.1", nonsense, &trusted), "10.0.0.1");
        }
    }
}
