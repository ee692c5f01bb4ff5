//! A customer organisation.

use crate::{ids::AccountId, web::written::written};
use url::Url;

written! {
    /// What a customer organisation is called. Two of a workspace never differ in small and capital letters only.
    AccountName: line up to 120, or "Please give the account a name.";
    /// What is worth knowing about an account.
    About: lines up to 2000;
}

/// An account as its own page shows it.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub website: String,
    pub about: String,
    /// Counts up with every change: a form drawn from an older one is stale.
    pub version: i32,
}

/// An account's website: http or https, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Website(String);

impl Website {
    /// The most characters it may have.
    pub const MOST: usize = 300;

    /// Reads an address as people type it, with or without `https://`. An `Err` is the sentence for beside the field.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self(String::new()));
        }
        let address = match typed.contains("://") {
            true => typed.to_owned(),
            false => format!("https://{typed}"),
        };
        Url::parse(&address)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .filter(|url| url.host_str().is_some_and(|host| host.contains('.')))
            .map(|url| url.to_string())
            .filter(|url| url.chars().count() <= Self::MOST)
            .map(Self)
            .ok_or("Please give an address such as www.example.com.")
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A stored website as a link: where it leads, and how it reads. None where there is none, or it leads nowhere safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebsiteLink {
    pub address: String,
    pub label: String,
}

impl WebsiteLink {
    pub fn to(website: &str) -> Option<Self> {
        let Website(address) = Website::parse(website).ok()?;
        let (_, rest) = address.split_once("://")?;
        let label = rest
            .trim_start_matches("www.")
            .trim_end_matches('/')
            .to_owned();
        Some(Self { address, label })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, &'static str> {
        Website::parse(typed).map(|website| website.0)
    }

    #[test]
    fn a_website_may_be_typed_without_its_scheme() {
        assert_eq!(
            read(" www.example.com "),
            Ok("https://www.example.com/".into())
        );
        assert_eq!(
            read("http://example.com/a?b=c"),
            Ok("http://example.com/a?b=c".into())
        );
        assert_eq!(read(""), Ok(String::new()));
    }

    #[test]
    fn nothing_but_the_web_is_linked() {
        for address in [
            "javascript://example.com/%0aalert(1)",
            "javascript:alert(1)",
            "data://text.html/x",
            "ftp://example.com",
            "nonsense",
            "https://",
        ] {
            assert!(read(address).is_err(), "{address}");
            assert_eq!(WebsiteLink::to(address), None, "{address}");
        }
        assert_eq!(WebsiteLink::to(""), None);
    }

    #[test]
    fn a_link_reads_without_what_everybody_knows() {
        let link = WebsiteLink::to("https://www.example.com/").expect("a link");
        assert_eq!(
            (link.address.as_str(), link.label.as_str()),
            ("https://www.example.com/", "example.com")
        );
    }
}
