//! What is in the way of a deal, what we try, and what they agreed to do.

use super::{Deal, Form, Member, Page, all};
use scraper::ElementRef;

impl Member {
    /// The form that names something in the way, filled and not sent.
    pub async fn naming(&self, deal: &Deal, kind: &str, words: &str) -> Form {
        let page = self
            .opens_page(&format!("{}/obstacles/new", deal.path))
            .await;
        let form = page.form("#obstacle-form").fill("In a sentence", words);
        form.choose("Which kind comes closest?", kind)
    }

    /// Names something in the way; answers with its page.
    pub async fn names(&self, deal: &Deal, kind: &str, words: &str) -> Page {
        let form = self.naming(deal, kind, words).await;
        let page = self.sends(&form).await;
        page.tells("It has a name now");
        page
    }

    /// Says on the deal's page what became of something in the way.
    pub async fn turns(&self, deal: &Deal, obstacle: &str, state: &str, words: &str) -> Page {
        let page = self.looks_at(deal).await;
        let form = page.form_in(obstacle, "/turns");
        let form = form.fill("What worked, or why?", words);
        self.sends(&form.choose("How does it stand now?", state))
            .await
    }

    /// The form that plans a play for the first verifier of the present stage, filled and not sent.
    pub async fn trying(&self, deal: &Deal, what: &str) -> Form {
        let page = self.looks_at(deal).await;
        let verifier = page.read("article.verifier h3").remove(0);
        let page = self.opens_page(&format!("{}/plays/new", deal.path)).await;
        let form = page.form("#play-form").fill("What do we try?", what);
        form.choose("To draw out", &verifier)
    }

    /// Plans a play for the first verifier of the present stage.
    pub async fn tries(&self, deal: &Deal, what: &str) -> Page {
        let form = self.trying(deal, what).await;
        let page = self.sends(&form).await;
        page.tells("Planned");
        page
    }

    /// The form that notes what Ines Baptista agreed to do, filled and not sent.
    pub async fn noting(&self, deal: &Deal, what: &str) -> Form {
        let page = self
            .opens_page(&format!("{}/commitments/new", deal.path))
            .await;
        let mut form = page.form("#commitment-form");
        form = match form.offers("Who agreed to it?", "Ines Baptista") {
            true => form.choose("Who agreed to it?", "Ines Baptista"),
            false => form.fill("Their name", "Ines Baptista"),
        };
        form.fill("What will they do?", what)
            .fill("By which day?", "2031-03-01")
    }

    /// Notes what Ines Baptista agreed to do.
    pub async fn notes(&self, deal: &Deal, what: &str) -> Page {
        let form = self.noting(deal, what).await;
        let page = self.sends(&form).await;
        page.tells("Noted what they agreed to do");
        page
    }
}

impl Page {
    /// The line of a list that tells of this.
    #[track_caller]
    pub fn line(&self, words: &str) -> ElementRef<'_> {
        let lines = self.all(".rows.way > li");
        let is_it = |line: &&ElementRef| {
            let first = all(**line, ":scope > :first-child");
            first.first().is_some_and(|e| super::words(*e) == words)
        };
        match lines.iter().find(is_it) {
            Some(line) => *line,
            None => panic!("no line “{words}” on {self}"),
        }
    }

    /// The last form in the line that tells of this which leads to such a place.
    #[track_caller]
    pub fn form_in(&self, words: &str, place: &str) -> Form {
        let forms = all(self.line(words), &format!("form[action$='{place}']"));
        match forms.last() {
            Some(form) => Form::read(*form, &self.address),
            None => panic!("no form to {place} in the line “{words}” on {self}"),
        }
    }
}
