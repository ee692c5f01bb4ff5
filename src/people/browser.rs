//! The browser that somebody signs in with: where it is, what it calls itself, and the session it already had.

use super::{token::Token, viewer::brought_token};
use crate::{app::App, web::ClientAddress};
use axum::{
    extract::FromRequestParts,
    http::{header::USER_AGENT, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr},
};

const LONGEST: usize = 200;

/// Who knocks.
pub struct Browser {
    /// As it names itself, cut short.
    pub agent: String,
    pub address: IpAddr,
    /// The session's secret that it brought.
    pub brought: Option<Token>,
}

impl Browser {
    /// The address that failed sign-ins are counted by. One customer of an IPv6 provider has a whole /64 to choose from.
    pub fn network(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
            }
        }
    }
}

impl FromRequestParts<App> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, app).await?;
        let agent = parts.headers.get(USER_AGENT);
        let agent = agent
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default();
        Ok(Self {
            agent: agent.chars().take(LONGEST).collect(),
            address,
            brought: brought_token(parts, app),
        })
    }
}

/// "Firefox on Windows", for the list of one's own sessions. The order matters: every browser names others too.
pub fn in_words(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "a Mac"),
        ("CrOS", "a Chromebook"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) => name.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "Another program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_in_plain_words() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            ("curl/8.0", "Another program"),
            ("", "Another program"),
        ];
        for (agent, words) in cases {
            assert_eq!(in_words(agent), words);
        }
    }

    #[test]
    fn one_network_of_the_new_internet_counts_as_one_address() {
        let from = |address: &str| {
            let address = address.parse().expect("an address");
            let (agent, brought) = (String::new(), None);
            let browser = Browser {
                agent,
                address,
                brought,
            };
            browser.network()
        };
        assert_eq!(from("2001:db8:1:2:3:4:5:6"), from("2001:db8:1:2::1"));
        assert_ne!(from("2001:db8:1:2::1"), from("2001:db8:1:3::1"));
        assert_eq!(from("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
