//! The mail itself: few things, and short.

use crate::{
    app::App,
    database::Tx,
    inbox::{
        item::{self, Item},
        store::{self, Heard, Reader},
    },
    mail::Mailer,
};
use askama::Template;
use chrono::{DateTime, Utc};

/// How many things each part tells; the rest is in Saidso.
const FEW: usize = 8;

/// How many letters of the customer's words go into a mail.
const SHORT: usize = 120;

/// What a mail tells, and whom.
pub struct Letter {
    to: String,
    subject: String,
    text: LetterText,
    html: LetterHtml,
}

#[derive(Template)]
#[template(path = "mail/digest.txt")]
struct LetterText {
    told: Told,
}

#[derive(Template)]
#[template(path = "mail/digest.html")]
struct LetterHtml {
    told: Told,
}

#[derive(Clone)]
struct Told {
    workspace: String,
    items: Vec<Line>,
    heard: Vec<Line>,
    /// There is more than these.
    is_more: bool,
    inbox: String,
    settings: String,
    hour: String,
}

#[derive(Clone)]
struct Line {
    sentence: String,
    /// Their words, in one line: the customer's, or a colleague's to the reader.
    words: String,
    about: String,
    url: String,
}

impl Letter {
    /// What is new for a reader since they last knew.
    pub async fn gather(
        app: &App,
        tx: &mut Tx,
        reader: Reader,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Self> {
        let span = (reader.knows_until, now);
        let limit = i64::try_from(FEW + 1).unwrap_or(i64::MAX);
        let items = store::items(tx, None, Some(span), limit).await?;
        let heard = store::heard(tx, span, limit).await?;
        let told = Told {
            is_more: items.len() > FEW || heard.len() > FEW,
            items: items
                .iter()
                .take(FEW)
                .map(|row| of_item(app, Item::told(row, reader.zone, now)))
                .collect(),
            heard: heard
                .into_iter()
                .take(FEW)
                .map(|one| of_heard(app, one))
                .collect(),
            inbox: app.config.link("/inbox"),
            settings: app.config.link("/settings/me"),
            hour: format!("{:02}:00", reader.hour),
            workspace: reader.workspace,
        };
        Ok(Self {
            to: reader.email,
            subject: format!("New for you in {}", told.workspace),
            text: LetterText { told: told.clone() },
            html: LetterHtml { told },
        })
    }

    /// Nothing happened: no mail is better than one that says so.
    pub fn is_empty(&self) -> bool {
        self.text.told.items.is_empty() && self.text.told.heard.is_empty()
    }

    pub async fn send(&self, mailer: &Mailer) -> anyhow::Result<()> {
        mailer
            .send(&self.to, &self.subject, &self.text, &self.html)
            .await
    }
}

fn of_item(app: &App, item: Item) -> Line {
    Line {
        url: app.config.link(&format!("/inbox/{}", item.id)),
        sentence: item.sentence,
        words: short(match item.words.is_empty() {
            true => &item.message,
            false => &item.words,
        }),
        about: item.about,
    }
}

fn of_heard(app: &App, one: Heard) -> Line {
    let sentence = match (&one.speaker, &one.to_stage) {
        (Some(speaker), _) => format!("{speaker} {}", one.verb()),
        (None, Some(stage)) => format!("{} moved to {stage}, on their word", one.deal_name),
        (None, None) => format!("{} is won, on their word", one.deal_name),
    };
    Line {
        url: app.config.link(&format!("/opportunities/{}", one.deal)),
        sentence,
        words: short(one.words.as_deref().unwrap_or_default()),
        about: format!("{}, {}", one.deal_name, one.account),
    }
}

/// The beginning of somebody's words, in one line.
fn short(words: &str) -> String {
    let line: Vec<&str> = words.split_whitespace().collect();
    item::cut(line.join(" "), SHORT)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn words_are_short_and_in_one_line() {
        assert_eq!(short("Two drivers\r\n\r\na week."), "Two drivers a week.");
        let long = short(&"Überall ".repeat(40));
        assert!(
            long.ends_with(" …") && long.chars().count() <= 122,
            "{long}"
        );
    }
}
