//! Every page of the product in every state that a reader can meet, for the tests that look at all of them. A new page
//! or state is a line in [`PLACES`].

mod deals;
mod drafts;
mod forecast;
mod learn;
mod obstacles;
mod pipeline;
mod review;
mod sessions;
mod team;

use crate::world::{Member, World};

/// Who looks at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    /// Sees everything.
    Admin,
    /// An admin whose workspace is still empty.
    Newcomer,
}

use Who::{Admin, Newcomer, Nobody};

/// Who looks, at which page, and which button is pressed there first: an empty form comes back with its errors.
pub const PLACES: &[(Who, &str, &str)] = &[
    (Nobody, "/sign-in", ""),
    (Nobody, "/sign-in", "main form button"),
    (Nobody, "/setup/{token}", ""),
    (Nobody, "/sign-in/link/{token}", ""),
    (Nobody, "{invitation}", ""),
    (Nobody, "{invitation}", "main form button"),
    (Nobody, "/nowhere", ""),
    (Newcomer, "/focus", ""),
    (Newcomer, "/debriefs", ""),
    (Newcomer, "/pipeline", ""),
    (Newcomer, "/pipeline/table", ""),
    (Newcomer, "/review", ""),
    (Newcomer, "/forecast", ""),
    (Newcomer, "/forecast/calibration", ""),
    (Newcomer, "/accounts", ""),
    (Newcomer, "/learn", ""),
    (Newcomer, "/learn/verifiers", ""),
    (Newcomer, "/learn/obstacles", ""),
    (Newcomer, "/learn/qualified-out", ""),
    (Newcomer, "/learn/over-time", ""),
    (Newcomer, "/learn/revised", ""),
    (Admin, "/learn", ""),
    (Admin, "/learn?since=half", ""),
    (Admin, "/learn/verifiers?ended=undecided", ""),
    (Admin, "{learnt}", ""),
    (Admin, "{learnt}/proposals", ""),
    (Admin, "{learnt}/proposals", "#proposal .go"),
    (Admin, "/learn/obstacles", ""),
    (Admin, "/learn/qualified-out", ""),
    (Admin, "{left}", ""),
    (Admin, "{left}", "#hindsight .go"),
    (Admin, "{regretted}", ""),
    (Admin, "/learn/over-time", ""),
    (Admin, "/learn/deals?of=closed", ""),
    (Admin, "/learn/revised", ""),
    (Admin, "/learn/deals?of=own", ""),
    (Admin, "/learn/deals?of=obstacle&obstacle=no_budget", ""),
    (Admin, "/learn/deals?of=regretted", ""),
    (Admin, "/learn/deals?of=plays", ""),
    (Admin, "/focus", ""),
    (Admin, "/focus?owner=all", ""),
    (Admin, "/focus/promises", ""),
    (Admin, "/focus/promises?owner=all&which=passed", ""),
    (Admin, "/focus/rules", ""),
    (Admin, "/pipeline", ""),
    (Admin, "/pipeline/table", ""),
    (Admin, "/forecast", ""),
    (Admin, "/forecast/deals?of=open", ""),
    (Admin, "/forecast/deals?of=held", ""),
    (Admin, "/forecast/deals?of=won&span=next_quarter", ""),
    (Admin, "/forecast/calibration", ""),
    (Admin, "/forecast/calibration/deals?by=calls", ""),
    (Admin, "/forecast/calibration/deals?by=later", ""),
    (Admin, "/review", ""),
    (Admin, "/review?since=soon&until=never", ""),
    (Admin, "/review/deals?line=now", ""),
    (Admin, "/review/deals?line=back", ""),
    (Admin, "/pipeline?owner=nobody", ""),
    (Admin, "{view}", ""),
    (Admin, "/pipeline/table?changed={change}", ""),
    (Admin, "{view}/change?place=table&query=outcome%3Dwon", ""),
    (Admin, "{view}/change", "#change-view button"),
    (Admin, "/views/new?place=board&query=owner%3Dmine", ""),
    (Admin, "/views/new", "#save-view button"),
    (Admin, "/pipeline/table", "#bulk button"),
    (Admin, "/pipeline/changes/{change}", ""),
    (Admin, "/pipeline/changes/{undone}", ""),
    (Admin, "/opportunities/new", ""),
    (Admin, "/opportunities/new", "#new-opportunity .go"),
    (Admin, "{fresh}", ""),
    (Admin, "{fresh}", "#gate button"),
    (Admin, "{fresh}?record=any", ""),
    (Admin, "{fresh}?record=any", "#record .go"),
    (Admin, "{ready}", ""),
    (Admin, "{moved}", ""),
    (Admin, "{moved}?stage=1", ""),
    (Admin, "{moved}?stage=4", ""),
    (Admin, "{moved}/history", ""),
    (Admin, "{fallen}", ""),
    (Admin, "{doubted}", ""),
    (Admin, "{tailored}", ""),
    (Admin, "{talked}", ""),
    (Admin, "{talked}", "#say-deal .go"),
    (Admin, "{talked}?record=any&from={message}", ""),
    (Admin, "{won}", ""),
    (Admin, "{won}?stage=1", ""),
    (Admin, "{lost}", ""),
    (Admin, "{held}", ""),
    (Admin, "/debriefs", ""),
    (Admin, "/debriefs?which=waiting", ""),
    (Admin, "{lost}/debrief", ""),
    (Admin, "{lost}/debrief", "#debrief-form .go"),
    (Admin, "/pipeline?{then}", ""),
    (Admin, "/pipeline/table?{then}", ""),
    (Admin, "{moved}?{then}", ""),
    (Admin, "{moved}/history?{then}", ""),
    (Admin, "/as-of", ""),
    (Admin, "/as-of?page=/pipeline&time=10:00", ""),
    (Admin, "/review/rules", ""),
    (Admin, "{fallen}/review", ""),
    (Admin, "{moved}/review?{then}", ""),
    (Admin, "{sitting}", ""),
    (Admin, "{sitting}", "form.ask button"),
    (Admin, "{gone_through}", ""),
    (Admin, "{decided}", ""),
    (Admin, "{fresh}/sessions/new", ""),
    (Admin, "{beginning}", ""),
    (Admin, "{beginning}", "#odds-before button"),
    (Admin, "{looking}", ""),
    (Admin, "{writing}", ""),
    (Admin, "{writing}", ".jot button"),
    (Admin, "{gathering}", ""),
    (Admin, "{deciding}", ""),
    (Admin, "{deciding}", "#decision-form .go"),
    (Admin, "{trying}", ""),
    (Admin, "{trying}", "#try-form .go"),
    (Admin, "{over}", ""),
    (Admin, "{fresh}/details", ""),
    (Admin, "{fresh}/tailoring/new", ""),
    (Admin, "{fresh}/tailoring/new", "#tailoring-form .go"),
    (Admin, "{moved}/tailoring/new?stage=1", ""),
    (Admin, "{fresh}/group", ""),
    (Admin, "{moved}/group", ""),
    (Admin, "{moved}/group", "#influence-form button"),
    (Admin, "{moved}/group/new", ""),
    (Admin, "{moved}/group/new", "#part-form .go"),
    (Admin, "{stakeholder}", ""),
    (Admin, "{fresh}/alternatives", ""),
    (Admin, "{moved}/alternatives", ""),
    (Admin, "{moved}/alternatives", "#alternative-form button"),
    (Admin, "{blocked}", ""),
    (Admin, "{blocked}", "#obstacles form button"),
    (Admin, "{blocked}/obstacles/new", ""),
    (Admin, "{blocked}/obstacles/new", "#obstacle-form .go"),
    (Admin, "{obstacle}", ""),
    (Admin, "{fatal}", "section[aria-labelledby=story-h] button"),
    (Admin, "{blocked}/plays/new", ""),
    (Admin, "{blocked}/plays/new", "#play-form .go"),
    (Admin, "{blocked}/commitments/new", ""),
    (Admin, "{blocked}/commitments/new", "#commitment-form .go"),
    (Admin, "{fresh}/outcome", ""),
    (Admin, "{fresh}/outcome?kind=no_decision", ""),
    (
        Admin,
        "{fresh}/outcome?kind=lost_to_supplier",
        "#outcome-form .go",
    ),
    (Admin, "{fresh}/outcome?kind=on_hold", "#outcome-form .go"),
    (Admin, "/accounts", ""),
    (Admin, "/accounts?q=zzz", ""),
    (Admin, "/accounts/new", ""),
    (Admin, "/accounts/new", "main form .go"),
    (Admin, "{account}", ""),
    (Admin, "{account}/edit", ""),
    (Admin, "{account}/contacts/new", ""),
    (Admin, "{account}/contacts/new", "main form .go"),
    (Admin, "{contact}", ""),
    (Admin, "{contact}/edit", ""),
    (Admin, "/journeys", ""),
    (Admin, "/journeys/new", ""),
    (Admin, "/journeys/new", "main form .go"),
    (Admin, "{journey}", ""),
    (Admin, "{journey}/editions/1", ""),
    (Admin, "{journey}/name", ""),
    (Admin, "{journey}/draft", ""),
    (Admin, "{journey}/draft/stages/new", ""),
    (Admin, "{journey}/draft/stages/new", "main form .go"),
    (Admin, "{stage}", ""),
    (Admin, "{journey}/draft/verifiers/new", ""),
    (Admin, "{verifier}", ""),
    (Admin, "{journey}/draft/publication", ""),
    (Admin, "{journey}/draft/removal", ""),
    (Newcomer, "/find", ""),
    (Admin, "/find?q=zzzzzz", ""),
    (Admin, "/find?q=drvers", ""),
    (Admin, "/find?q=two", ""),
    (Admin, "/find?q=two&strength=written&in=said", ""),
    (Admin, "/find?q=acme&from=soon", ""),
    (Newcomer, "/inbox", ""),
    (Admin, "/inbox", ""),
    (Admin, "/settings", ""),
    (Admin, "/settings/me", ""),
    (Admin, "/settings/members", ""),
    (
        Admin,
        "/settings/members",
        "form[action$='/invitations'] button",
    ),
    (Newcomer, "/settings/rates", ""),
    (Admin, "/settings/rates", ""),
    (Admin, "/settings/rates?currency=CHF", "#rate-form button"),
    (Admin, "/workspaces", ""),
    (Admin, "/nowhere", ""),
];

/// A world in which all of them can be met.
pub struct Ground {
    pub admin: Member,
    pub newcomer: Member,
    names: Vec<(&'static str, String)>,
}

impl Ground {
    pub async fn lay(world: &World) -> Self {
        let admin = world.admin("Sofia Ruiz").await;
        let mara = world.rep("Mara Kovač").await;
        let newcomer = world.elsewhere().await.admin("Nora Newcomer").await;
        let mut names = deals::deals(&admin, &mara).await;
        names.extend(obstacles::obstacles(&mara).await);
        names.extend(pipeline::kept(&admin, &mara).await);
        names.extend(sessions::sessions(&admin, &mara).await);
        names.extend(learn::learnt(&mara).await);
        names.extend(drafts::drafts(&admin).await);
        names.extend(review::sitting(&admin).await);
        forecast::forecast(world).await;
        names.push(review::moment());
        names.push(("{invitation}", drafts::invitation(world, &admin).await));
        names.push(("{token}", "A".repeat(43)));
        Self {
            admin,
            newcomer,
            names,
        }
    }

    /// The member who looks; none: nobody is signed in.
    pub fn viewer(&self, who: Who) -> Option<&Member> {
        match who {
            Nobody => None,
            Admin => Some(&self.admin),
            Newcomer => Some(&self.newcomer),
        }
    }

    /// The path of a place.
    pub fn path(&self, path: &str) -> String {
        let filled = self
            .names
            .iter()
            .fold(path.to_owned(), |path, (name, is)| path.replace(name, is));
        assert!(!filled.contains('{'), "nothing is called so: {filled}");
        filled
    }
}
