//! What members say about the people at the customer, and about what these could do instead.

use super::{Deal, Form, Member, Page};

impl Member {
    pub async fn opens_group(&self, deal: &Deal) -> Page {
        self.opens_page(&format!("{}/group", deal.path)).await
    }

    pub async fn opens_alternatives(&self, deal: &Deal) -> Page {
        self.opens_page(&format!("{}/alternatives", deal.path))
            .await
    }

    /// The form that gives somebody a part, filled and not sent. Who is not on record yet is named.
    pub async fn part_of(&self, deal: &Deal, name: &str, part: &[(&str, &str)]) -> Form {
        let page = self.opens_page(&format!("{}/group/new", deal.path)).await;
        let mut form = page.form("#part-form");
        form = match form.offers("contact", name) {
            true => form.choose("contact", name),
            false => form.fill("new_name", name),
        };
        part.iter()
            .fold(form, |form, (field, choice)| form.choose(field, choice))
    }

    pub async fn gives_a_part(&self, deal: &Deal, name: &str, part: &[(&str, &str)]) -> Page {
        let form = self.part_of(deal, name, part).await;
        self.sends(&form).await
    }

    /// The first listens to the second.
    pub async fn notes_who_listens(&self, deal: &Deal, listener: &str, to: &str) -> Page {
        let page = self.opens_group(deal).await;
        let form = page.form("#influence-form");
        let form = form.choose("listener", listener).choose("to", to);
        self.sends(&form).await
    }

    pub async fn names_an_alternative(&self, deal: &Deal, kind: &str, name: &str) -> Page {
        let page = self.opens_alternatives(deal).await;
        let form = page.form("#alternative-form");
        self.sends(&form.choose("kind", kind).fill("name", name))
            .await
    }

    /// The form that says how a way looks to somebody, filled and not sent. A choice is known by its first words.
    pub async fn view_of(&self, deal: &Deal, way: &str, risk: &str, more: &[(&str, &str)]) -> Form {
        let page = self.opens_alternatives(deal).await;
        let form = page.form("#risk-form");
        let form = form.choose("way", way).choose("risk", risk);
        more.iter()
            .fold(form, |form, (field, choice)| match *field {
                "words" => form.fill(field, choice),
                _ => form.choose(field, choice),
            })
    }

    pub async fn says_how_it_looks(
        &self,
        deal: &Deal,
        way: &str,
        risk: &str,
        more: &[(&str, &str)],
    ) -> Page {
        let form = self.view_of(deal, way, risk, more).await;
        self.sends(&form).await
    }

    /// The customer let an alternative go, as we know from somewhere.
    pub async fn lets_go(&self, deal: &Deal, name: &str, reason: &str) -> Page {
        let page = self.opens_alternatives(deal).await;
        let form = page.letting_go(name);
        self.sends(&form.fill("reason", reason)).await
    }
}

impl Page {
    /// The form that lets an alternative go.
    #[track_caller]
    pub fn letting_go(&self, name: &str) -> Form {
        let ways = self.all("section.way");
        let is_it = |way: &&scraper::ElementRef| {
            super::all(**way, "h2")
                .first()
                .is_some_and(|h| super::words(*h) == name)
        };
        let way = ways.iter().find(is_it);
        let way = way.unwrap_or_else(|| panic!("no way “{name}” on {self}"));
        Form::read(
            super::all(*way, "form[action$='/letting-go']")[0],
            &self.address,
        )
    }
}
