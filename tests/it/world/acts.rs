//! What members do with a deal.

use super::{Deal, Member, Page};

impl Member {
    pub async fn looks_at(&self, deal: &Deal) -> Page {
        self.opens_page(&deal.path).await
    }

    /// Looks at one stage of a deal, wherever the deal stands.
    pub async fn looks_at_stage(&self, deal: &Deal, stage: u8) -> Page {
        self.opens_page(&format!("{}?stage={stage}", deal.path))
            .await
    }

    /// Says something about a deal.
    pub async fn says_of(&self, deal: &Deal, words: &str) -> Page {
        let page = self.looks_at(deal).await;
        self.sends(&page.form("#say-deal").fill("body", words))
            .await
    }

    /// Presses the gate's button.
    pub async fn advances(&self, deal: &Deal) -> Page {
        let page = self.looks_at(deal).await;
        self.sends(&page.form("#gate")).await
    }

    /// Takes back what the customer was quoted with, on the page of the stage where it stands.
    pub async fn withdraws(&self, deal: &Deal, stage: u8, quote: &str, reason: &str) -> Page {
        let page = self.looks_at_stage(deal, stage).await;
        let form = page.form_below(quote, "/withdrawal");
        self.sends(&form.fill("Why does it not count after all?", reason))
            .await
    }

    pub async fn challenges(&self, deal: &Deal, stage: u8, quote: &str, reason: &str) -> Page {
        let page = self.looks_at_stage(deal, stage).await;
        let form = page.form_below(quote, "/challenges");
        self.sends(&form.fill("What makes you doubt it?", reason))
            .await
    }

    /// Answers the challenge below these words by the button "It counts" or "The doubt is right".
    pub async fn answers(
        &self,
        deal: &Deal,
        stage: u8,
        quote: &str,
        button: &str,
        reason: &str,
    ) -> Page {
        let page = self.looks_at_stage(deal, stage).await;
        let form = page.form_below(quote, "/answer");
        self.presses(button, &form.fill("What settles it?", reason))
            .await
    }

    /// Ends a deal: the kind by its name on the page, the reason by its words; then whatever else is to be filled in.
    pub async fn closes(
        &self,
        deal: &Deal,
        kind: &str,
        reason: &str,
        more: &[(&str, &str)],
    ) -> Page {
        let page = self.looks_at(deal).await;
        let kinds = self.opens_page(&page.link("Close the deal")).await;
        let page = self.opens_page(&kinds.link(kind)).await;
        let mut form = page.form("#outcome-form");
        if !reason.is_empty() {
            form = form.tick("reason", reason);
        }
        let form = more
            .iter()
            .fold(form, |form, (field, text)| form.fill(field, text));
        self.sends(&form).await
    }

    pub async fn reopens(&self, deal: &Deal, reason: &str) -> Page {
        let page = self.looks_at(deal).await;
        let form = page.form("form[action$='/reopening']");
        self.sends(&form.fill("reason", reason)).await
    }
}
