//! A message's Markdown as HTML. The one file that makes HTML out of what people type: what leaves it went through a
//! parser that knows no raw HTML, and then through a cleaner that lets through only what is named here.

use super::{
    about::Things,
    mentions::{self, Named},
};
use ammonia::{Builder, UrlRelative};
use askama::filters::HtmlSafe;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};
use std::{borrow::Cow, fmt, sync::LazyLock};

/// HTML that the cleaner made. A template shows it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted(String);

impl fmt::Display for Formatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Formatted {}

/// What may be in a message.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .add_tags([
            "p",
            "br",
            "strong",
            "em",
            "ul",
            "ol",
            "li",
            "a",
            "code",
            "pre",
            "blockquote",
            "span",
        ])
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .add_allowed_classes("span", ["mention"])
        .add_url_schemes(["http", "https", "mailto"])
        .url_relative(UrlRelative::Custom(Box::new(on_this_site)))
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// A link without a scheme leads to a page of Saidso, and never by "//" to somebody else's.
fn on_this_site(url: &str) -> Option<Cow<'_, str>> {
    let path = url.strip_prefix('/')?;
    (!path.starts_with(['/', '\\'])).then_some(Cow::Borrowed(url))
}

/// Formats a message: those who are mentioned stand out, and the address of a thing on this page shows its name.
pub fn formatted(words: &str, mentioned: &[Named], things: &Things) -> Formatted {
    let mut page = String::new();
    let mut walk = Walk::default();
    let events = plain_events(words).flat_map(|event| walk.step(event, mentioned, things));
    html::push_html(&mut page, events);
    let clean = CLEANER.clean(&page).to_string();
    // Nothing but marks: then the marks are what was meant.
    let is_empty = !clean.contains(|letter: char| !letter.is_whitespace()) || only_tags(&clean);
    Formatted(if is_empty {
        format!("<p>{}</p>", ammonia::clean_text(words))
    } else {
        clean
    })
}

/// The texts of a message in which somebody can be mentioned: all but code and links.
pub fn texts(words: &str) -> Vec<String> {
    let mut walk = Walk::default();
    plain_events(words)
        .filter_map(|event| {
            walk.notice(&event);
            match event {
                Event::Text(text) if walk.is_open() => Some(text.into_string()),
                _ => None,
            }
        })
        .collect()
}

/// A message without its marks, in one line: for where only its beginning is shown.
pub fn plain(words: &str) -> String {
    let mut line = String::new();
    for event in plain_events(words) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => line.push(' '),
            _ => {}
        }
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parser's events without what a message cannot have: raw HTML is text, a heading is a paragraph, a picture is its
/// words, and lines end where they were ended.
fn plain_events(words: &str) -> impl Iterator<Item = Event<'_>> {
    let events = Parser::new_ext(words, Options::empty()).filter_map(|event| {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::Heading { .. } | Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::Heading(_) | TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) | Event::Rule => {
                return None;
            }
            Event::Start(Tag::CodeBlock(_)) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
            }
            Event::SoftBreak => Event::HardBreak,
            other => other,
        })
    });
    TextMergeStream::new(events)
}

/// Where in the message the parser is.
#[derive(Default)]
struct Walk {
    in_code: bool,
    in_link: bool,
}

impl Walk {
    fn notice(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Tag::Link { .. }) => self.in_link = true,
            Event::End(TagEnd::Link) => self.in_link = false,
            _ => {}
        }
    }

    fn is_open(&self) -> bool {
        !self.in_code && !self.in_link
    }

    fn step<'m>(
        &mut self,
        event: Event<'m>,
        mentioned: &[Named],
        things: &Things,
    ) -> Vec<Event<'m>> {
        self.notice(&event);
        match event {
            Event::Text(text) if self.is_open() => linked(&text, mentioned, things),
            other => vec![other],
        }
    }
}

/// A text in which addresses are links and mentions stand out.
fn linked<'m>(text: &str, mentioned: &[Named], things: &Things) -> Vec<Event<'m>> {
    let mut events = vec![];
    let mut rest = text;
    while let Some((start, end)) = address(rest) {
        events.extend(with_mentions(&rest[..start], mentioned));
        let url = &rest[start..end];
        let (to, name) = match things.at(url) {
            Some(thing) => (thing.address.as_str(), thing.name.as_str()),
            None => (url, url),
        };
        events.push(Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: owned(to),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        }));
        events.push(Event::Text(owned(name)));
        events.push(Event::End(TagEnd::Link));
        rest = &rest[end..];
    }
    events.extend(with_mentions(rest, mentioned));
    events
}

/// Where the first web address of a text begins and ends. What ends a sentence does not belong to it.
fn address(text: &str) -> Option<(usize, usize)> {
    let start = [text.find("https://"), text.find("http://")]
        .into_iter()
        .flatten()
        .min()?;
    let url = &text[start..];
    let ends = |letter: char| letter.is_whitespace() || "<>\"“”«»".contains(letter);
    let url = &url[..url.find(ends).unwrap_or(url.len())];
    let mut url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
    if !url.contains('(') {
        url = url.trim_end_matches([')', '.', ',']);
    }
    Some((start, start + url.len()))
}

fn with_mentions<'m>(text: &str, mentioned: &[Named]) -> Vec<Event<'m>> {
    let mut events = vec![];
    let mut done = 0;
    for (range, _) in mentions::find(text, mentioned) {
        events.push(Event::Text(owned(&text[done..range.start])));
        events.push(Event::InlineHtml(CowStr::Borrowed(
            "<span class=\"mention\">",
        )));
        events.push(Event::Text(owned(&text[range.clone()])));
        events.push(Event::InlineHtml(CowStr::Borrowed("</span>")));
        done = range.end;
    }
    events.push(Event::Text(owned(&text[done..])));
    events
}

fn owned<'m>(text: &str) -> CowStr<'m> {
    CowStr::from(text.to_owned())
}

fn only_tags(clean: &str) -> bool {
    let mut in_tag = false;
    !clean.chars().any(|letter| {
        let is_text = !in_tag && letter != '<' && !letter.is_whitespace();
        in_tag = if in_tag { letter != '>' } else { letter == '<' };
        is_text
    })
}

#[cfg(test)]
mod tests;
