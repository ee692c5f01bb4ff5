//! What members do in a strategy session. Each act is done on the page as it stands now.

use super::{Deal, Member, Page};

impl Member {
    /// Starts one now, and is on its page.
    pub async fn starts_a_session(&self, deal: &Deal) -> Page {
        let page = self
            .opens_page(&format!("{}/sessions/new", deal.path))
            .await;
        self.sends(&page.form("#session-form")).await
    }

    /// The session's page as it stands now.
    pub async fn sees(&self, session: &Page) -> Page {
        let path = session.address.split('?').next().unwrap_or_default();
        self.opens_page(path).await
    }

    /// Presses the button that moves the session on, until this step.
    pub async fn goes_on_to(&self, session: &Page, step: u8) -> Page {
        let mut page = self.sees(session).await;
        for _ in 0..7 {
            let on = page.read(".steps [aria-current] b span");
            if on
                .first()
                .map_or(0, |number| number.parse().expect("a number"))
                >= step
            {
                break;
            }
            let form = page.form("form[action$='/step']:has([value=on])");
            page = self.sends(&form).await;
        }
        page
    }

    /// Writes an idea under a heading.
    pub async fn writes(&self, session: &Page, heading: u8, text: &str) -> Page {
        let page = self.sees(session).await;
        let form = page.form(&format!("form[id^='idea-{heading}-']"));
        self.sends(&form.fill("text", text)).await
    }

    /// Gives the odds, "before" or "after".
    pub async fn gives_odds(&self, session: &Page, asked: &str, odds: &str) -> Page {
        let page = self.sees(session).await;
        let form = page.form(&format!("#odds-{asked}"));
        self.sends(&form.fill("odds", odds)).await
    }

    /// Gives a dot to the idea with this text.
    pub async fn votes_for(&self, session: &Page, idea: &str) -> Page {
        let page = self.sees(session).await;
        let form = page.form_on(idea, "/dots");
        self.sends(&form).await
    }

    /// Decides, by the name of the decision and a sentence; then whatever else is to be filled in.
    pub async fn decides(
        &self,
        session: &Page,
        decision: &str,
        why: &str,
        more: &[(&str, &str)],
    ) -> Page {
        let page = self.sees(session).await;
        let form = page.form("#decision-form").tick("kind", decision);
        let form = more
            .iter()
            .fold(form.fill("why", why), |form, (field, text)| match *field {
                "reason" | "hand_to" => form.choose(field, text),
                _ => form.fill(field, text),
            });
        self.sends(&form).await
    }
}

impl Page {
    /// A form on the card with this text that leads to a place of this name.
    #[track_caller]
    pub fn form_on(&self, idea: &str, place: &str) -> super::Form {
        let cards = self.all("#board .idea");
        let card = cards
            .iter()
            .find(|card| super::words(super::all(**card, "p")[0]) == idea);
        let card = card.unwrap_or_else(|| panic!("no card “{idea}” on {self}"));
        let forms = super::all(*card, "form");
        let form = forms.iter().find(|form| {
            let action = form.attr("action").unwrap_or_default();
            action.ends_with(place)
        });
        let form = form.unwrap_or_else(|| panic!("no form to {place} on “{idea}” of {self}"));
        super::Form::read(*form, &self.address)
    }
}
