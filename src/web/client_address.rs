//! Whose computer a request comes from. Behind proxies it is the N-th address from the right of `X-Forwarded-For`:
//! what stands left of it was sent by the client and may be a lie.

use crate::app::App;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

/// The other end of the connection, as the serve loop saw it.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The client's address, for limits on sign-in and the list of sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<Peer>()
            .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
        Ok(Self(client(
            &parts.headers,
            peer,
            app.config.trusted_proxies,
        )))
    }
}

/// The peer, where there are no proxies or the header is shorter than they would have made it.
fn client(headers: &HeaderMap, peer: IpAddr, proxies: usize) -> IpAddr {
    let Some(steps) = proxies.checked_sub(1) else {
        return peer;
    };
    let lines = headers
        .get_all("x-forwarded-for")
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    hops.iter()
        .rev()
        .nth(steps)
        .and_then(|hop| address(hop))
        .unwrap_or(peer)
}

/// Some proxies write a port behind the address.
fn address(hop: &str) -> Option<IpAddr> {
    hop.parse()
        .ok()
        .or_else(|| hop.parse::<SocketAddr>().ok().map(|hop| hop.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_as_many_hops_are_believed_as_there_are_proxies() {
        let peer: IpAddr = [10, 0, 0, 1].into();
        let cases = [
            (0, vec!["6.6.6.6"], "10.0.0.1"),
            (1, vec!["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
            (2, vec!["6.6.6.6", "1.2.3.4, 10.0.0.9"], "1.2.3.4"),
            (2, vec!["1.2.3.4"], "10.0.0.1"),
            (1, vec!["[2001:db8::1]:443"], "2001:db8::1"),
            (1, vec!["nonsense"], "10.0.0.1"),
            (1, vec![], "10.0.0.1"),
        ];
        for (proxies, lines, expected) in cases {
            let mut headers = HeaderMap::new();
            for line in &lines {
                headers.append("x-forwarded-for", line.parse().expect("a header"));
            }
            assert_eq!(
                client(&headers, peer, proxies).to_string(),
                expected,
                "{proxies} proxies, {lines:?}"
            );
        }
    }
}
