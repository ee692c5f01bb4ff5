//! Every page of the product in every state that a reader can meet, for the tests that look at all of them. A new page
//! or state is a line in [`PLACES`].

use crate::world::{Deal, Form, Member, Page, World};

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
    (Newcomer, "/pipeline", ""),
    (Newcomer, "/pipeline/table", ""),
    (Newcomer, "/accounts", ""),
    (Admin, "/pipeline", ""),
    (Admin, "/pipeline/table", ""),
    (Admin, "/pipeline?owner=nobody", ""),
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
    (Admin, "/workspaces", ""),
    (Admin, "/nowhere", ""),
];

/// A world in which all of them can be met.
pub struct Ground {
    pub admin: Member,
    pub newcomer: Member,
    names: Vec<(&'static str, String)>,
}

const COST: &str = "Someone affected says what the problem costs, in their own words";
const INSIDE: &str = "They give us something about their situation that is not public";
const NOTHING_CHANGES: &str = "They say what happens if nothing changes, and by when";
const OWNER: &str = "They name one of their own who owns getting it changed";
const FILE: &str = "It is all in our file: two drivers a week, eleven percent of the kilometres, and by June the licence is gone.";

impl Ground {
    pub async fn lay(world: &World) -> Self {
        let admin = world.admin("Sofia Ruiz").await;
        let mara = world.rep("Mara Kovač").await;
        let newcomer = world.elsewhere().await.admin("Nora Newcomer").await;
        let mut names = deals(&admin, &mara).await;
        names.extend(blocked(&mara).await);
        names.extend(sessions(&admin, &mara).await);
        names.extend(drafts(&admin).await);
        names.push(("{invitation}", invitation(world, &admin).await));
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

async fn deals(admin: &Member, mara: &Member) -> Vec<(&'static str, String)> {
    let open = async |name: &str| mara.opens(name).at("Acme Freight").await;
    let fresh = open("Route planning, 40 depots").await;
    let ready = open("Night shifts").await;
    mara.proves_all(&ready, FILE)
        .await
        .tells("the deal can move");
    admin.proves_all(&ready, "And Rui says so, too.").await;
    let moved = moved(mara).await;
    let fallen = open("Cold chain").await;
    mara.goes_through(&fallen).await;
    mara.withdraws(&fallen, 1, "Yes, we do. (Noticing)", "It was another Ines")
        .await;
    let doubted = open("Yard management").await;
    mara.proves_all(&doubted, FILE).await;
    admin
        .challenges(&doubted, 1, FILE, "Was that not last year’s file?")
        .await;
    // For the admin's own inbox.
    let settled = open("Weighbridges").await;
    mara.proves_all(&settled, FILE).await;
    admin.challenges(&settled, 1, FILE, "All of it?").await;
    mara.answers(&settled, 1, FILE, "The doubt is right", "Half of it")
        .await;
    let tailored = open("Tolls").await;
    mara.drops(&tailored, 1, INSIDE).await;
    mara.replaces(&tailored, 1, COST, "They let us watch a night shift")
        .await;
    let talked = open("Workshop").await;
    let message = talk(admin, mara, &talked).await;
    let won = won(mara).await;
    let lost = open("Tyres").await;
    mara.closes(
        &lost,
        "Lost to another supplier",
        "The other one looked safer",
        &[("rival", "Initech")],
    )
    .await;
    let held = open("Fuel cards").await;
    mara.closes(
        &held,
        "On hold",
        "",
        &[("comes_back_when", "The new plant is approved")],
    )
    .await;
    let stakeholder = group(mara, &moved).await;
    let page = mara.looks_at(&moved).await;
    vec![
        ("{stakeholder}", stakeholder),
        ("{account}", page.link("Acme Freight")),
        ("{contact}", page.link("Ines Baptista")),
        ("{fresh}", fresh.path),
        ("{ready}", ready.path),
        ("{moved}", moved.path),
        ("{fallen}", fallen.path),
        ("{doubted}", doubted.path),
        ("{tailored}", tailored.path),
        ("{talked}", talked.path),
        ("{message}", message),
        ("{won}", won.path),
        ("{lost}", lost.path),
        ("{held}", held.path),
    ]
}

/// A deal with everything in its way, plays open and ended, and what they agreed to in every state.
async fn blocked(mara: &Member) -> Vec<(&'static str, String)> {
    const COUNCIL: &str = "The works council has no seat at the table";
    let like = &mara.opens("Weighbridge").at("Acme Freight").await;
    mara.names(like, "disagreement", "Two plants want two things")
        .await;
    mara.turns(like, "Two plants want two things", "gone", "One closed")
        .await;
    let deal = mara.opens("Gate control").at("Acme Freight").await;
    let form = mara.naming(&deal, "disagreement", COUNCIL).await;
    let form = form.tick("verifier", COST).tick("person", "Ines Baptista");
    let obstacle = mara.sends(&form).await.address;
    mara.names(&deal, "season", "It is Christmas soon").await;
    mara.turns(
        &deal,
        "It is Christmas soon",
        "worked_round",
        "We begin in May",
    )
    .await;
    mara.names(&deal, "merger", "They may merge").await;
    mara.turns(&deal, "They may merge", "gone", "They do not")
        .await;
    let fatal = mara
        .names(&deal, "procurement_rule", "They buy from the state")
        .await;
    mara.turns(&deal, "They buy from the state", "fatal", "It is the law")
        .await;
    for what in ["Ask Ines for the figures", "Invite the night shift"] {
        mara.tries(&deal, what).await;
    }
    let page = mara.looks_at(&deal).await;
    let form = page.form_in("Invite the night shift", "/results");
    mara.presses("Nothing", &form).await;
    mara.records(&deal, FILE).proving(COST).await.is_recorded();
    for (what, button) in [
        ("Send the file", "They did"),
        ("Name a date", "They dropped it"),
        ("Ask the board", ""),
    ] {
        let page = mara.notes(&deal, what).await;
        let form = page.form_in(what, "/turns").fill("words", "As they said");
        if !button.is_empty() {
            mara.presses(button, &form).await;
        }
    }
    vec![
        ("{blocked}", deal.path),
        ("{obstacle}", obstacle),
        ("{fatal}", fatal.address),
    ]
}

/// A deal under way, with every kind of evidence.
async fn moved(mara: &Member) -> Deal {
    let deal = mara.opens("Dock scheduling").at("Acme Freight").await;
    let page = mara
        .records(&deal, FILE)
        .said_by("Ines Baptista")
        .titled("Head of Dispatch");
    page.proving(COST)
        .proving(INSIDE)
        .proving(NOTHING_CHANGES)
        .seen_at("https://acme.example/plan")
        .await;
    mara.advances(&deal).await.stands_at("Agreeing to change");
    mara.records(&deal, "I hear that Rui is to own it.")
        .proving(OWNER)
        .by("Reported by a partner")
        .await;
    let weak = mara
        .records(&deal, "We should ask the workshop, too.")
        .said_by("Rui Antunes");
    weak.proving("Someone from a second function")
        .by("Phone")
        .await
        .is_recorded();
    let old = mara
        .records(&deal, "It was on the board’s table.")
        .proving("They put the topic before");
    old.on("2024-02-01").await.is_recorded();
    let no = mara
        .records(&deal, "Nobody owns it, I am afraid.")
        .said_by("Rui Antunes")
        .against(OWNER);
    no.await.is_recorded();
    deal
}

/// What a team says about a deal, in every way; the id of a message.
async fn talk(admin: &Member, mara: &Member, deal: &Deal) -> String {
    mara.proves_all(deal, FILE).await;
    let mail = "From: Ines Baptista <ines@acme.example>\nDate: Fri, 6 Nov 2026 09:12:00 +0000\nTo: Mara\n\nYes, by June.";
    for words in [
        "Ask *them* **first**, @Sofia Ruiz:\n- who pays?\n- `when`?\n\n> so they said",
        mail,
        "Gone.",
    ] {
        mara.says_of(deal, words).await;
    }
    let page = admin
        .says_of(deal, "We ask for a day in the workshop.")
        .await;
    let decide = page.all("#conversation .message:last-child form[action$='/decision']")[0];
    let decide = Form::read(decide, &page.address);
    let page = admin.sends(&decide).await;
    let ask = Form::read(page.all("form[id^='say-ask-']")[0], &page.address);
    admin.sends(&ask.fill("body", "Who pays for it?")).await;
    let page = mara.looks_at(deal).await;
    let removals = page.all("#conversation form[action$='/removal']");
    let last = removals.last().expect("one's own message");
    let page = mara.sends(&Form::read(*last, &page.address)).await;
    page.says("Message removed");
    let id = page.all("#conversation .message")[0]
        .attr("id")
        .unwrap_or_default();
    id.trim_start_matches("m-").to_owned()
}

/// A group with lines between, and ways they could go instead: where one of the group is changed.
async fn group(mara: &Member, deal: &Deal) -> String {
    for (name, part) in [
        (
            "Ines Baptista",
            [("to_change", "pushes"), ("to_us", "prefers_us")],
        ),
        ("Rui Antunes", [("role", "approver"), ("to_us", "open")]),
    ] {
        mara.gives_a_part(deal, name, &part).await.tells("Saved");
    }
    mara.notes_who_listens(deal, "Rui Antunes", "Ines Baptista")
        .await
        .tells("Saved");
    for (kind, name) in [("competitor", "Routely"), ("build", "")] {
        mara.names_an_alternative(deal, kind, name)
            .await
            .tells("Saved");
    }
    mara.lets_go(deal, "Build it themselves", "Their IT said no")
        .await
        .tells("they let it go");
    mara.says_how_it_looks(deal, "Routely", "low", &[("person", "Rui Antunes")])
        .await
        .tells("Noted");
    let said = [("evidence", "Ines Baptista")];
    mara.says_how_it_looks(deal, "Do nothing", "high", &said)
        .await
        .tells("Noted");
    let page = mara.opens_page(&format!("{}/group", deal.path)).await;
    page.link("Change Ines Baptista")
}

async fn won(mara: &Member) -> Deal {
    let won = mara
        .opens("Driver app")
        .at("Acme Freight")
        .following("Short purchase")
        .await;
    for _ in 0..3 {
        mara.goes_through(&won).await;
    }
    let otherwise = mara.records(&won, "It never cost us a thing.");
    otherwise
        .against("Someone who has the problem says what it costs them")
        .await
        .is_recorded();
    won
}

/// Sessions at every step, and a deal on which one decided.
async fn sessions(admin: &Member, mara: &Member) -> Vec<(&'static str, String)> {
    let mut names = vec![];
    for (name, step) in [
        ("{beginning}", 0),
        ("{looking}", 1),
        ("{writing}", 3),
        ("{gathering}", 4),
        ("{deciding}", 5),
        ("{trying}", 6),
    ] {
        let deal = mara
            .opens(&format!("Depot {step}"))
            .at("Acme Freight")
            .await;
        mara.proves_all(&deal, FILE).await;
        let session = gathered(admin, mara, &deal, step).await;
        if step == 6 {
            admin.decides(&session, "pursue", "They moved.", &[]).await;
        }
        names.push((name, session.address));
    }
    let deal = mara.opens("Trailers").at("Acme Freight").await;
    let session = gathered(admin, mara, &deal, 6).await;
    let page = mara
        .decides(&session, "pursue_differently", "They moved.", &[])
        .await;
    mara.sends(&page.form("#dissent-form").fill("words", "I would wait."))
        .await;
    let page = admin.gives_odds(&session, "after", "60").await;
    admin
        .sends(&page.form(".head-actions form[action$='/end']"))
        .await
        .tells("The session is over");
    names.push(("{over}", session.address));
    names.push(("{decided}", deal.path));
    names
}

/// A session that has come to a step, with odds that are shown, ideas and votes.
async fn gathered(admin: &Member, mara: &Member, deal: &Deal, step: u8) -> Page {
    let session = admin.starts_a_session(deal).await;
    if step == 0 {
        return session;
    }
    admin.gives_odds(&session, "before", "22").await;
    mara.gives_odds(&session, "before", "78").await;
    admin.goes_on_to(&session, step.min(3)).await;
    if step < 3 {
        return session;
    }
    let council = "The works council can delay it past peak season.";
    mara.writes(&session, 1, council).await;
    mara.writes(&session, 3, "Let a driver talk to two of theirs.")
        .await;
    admin
        .writes(&session, 2, "Routely is in the contract already.")
        .await;
    if step > 3 {
        let page = admin.goes_on_to(&session, 4).await;
        let doubt = page.form_on(council, "/doubts");
        admin.sends(&doubt.fill("reason", "Who says so?")).await;
        admin.votes_for(&session, council).await;
        admin.goes_on_to(&session, step).await;
    }
    session
}

async fn drafts(admin: &Member) -> Vec<(&'static str, String)> {
    let journey = admin
        .opens_page("/journeys")
        .await
        .link("Considered purchase");
    let page = admin.opens_page(&journey).await;
    let draft = admin.sends(&page.form("form[action$='/draft']")).await;
    let first = |part: &str| {
        let links = draft.all(&format!("a[href*='/draft/{part}/']"));
        let edits = links
            .iter()
            .find(|link| crate::world::words(**link).starts_with("Edit"));
        edits
            .and_then(|link| link.attr("href"))
            .expect("a link to edit it")
            .to_owned()
    };
    vec![
        ("{journey}", journey),
        ("{stage}", first("stages")),
        ("{verifier}", first("verifiers")),
    ]
}

async fn invitation(world: &World, admin: &Member) -> String {
    let page = admin.opens_page("/settings/members").await;
    let form = page.form("form[action='/settings/members/invitations']");
    let form = form
        .fill("email", "new@northwind.example")
        .tick("role", "rep");
    let page = admin.sends(&form).await;
    let link = page
        .one("#fresh-link")
        .attr("value")
        .unwrap_or_default()
        .to_owned();
    link.trim_start_matches(&world.origin()).to_owned()
}
