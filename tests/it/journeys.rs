//! Journeys: read by everybody, changed by managers in a draft, published as editions that never change again.

use crate::world::{Form, Member, Page, World};
use axum::http::{Method, StatusCode};

const COST: &str = "Someone affected says what the problem costs, in their own words";
const INSIDE: &str = "They give us something about their situation that is not public";

async fn opens(member: &Member, journey: &str) -> Page {
    let journeys = member.opens_page("/journeys").await;
    member.opens_page(&journeys.link(journey)).await
}

/// Presses "Change this journey".
async fn drafts(member: &Member, journey: &str) -> Page {
    let page = opens(member, journey).await;
    member.sends(&page.form("form[action$='/draft']")).await
}

/// The form behind "Edit" of the verifier with this statement.
async fn verifier_form(member: &Member, draft: &Page, statement: &str) -> Form {
    let link = draft.link(&format!("Edit: {statement}"));
    member.opens_page(&link).await.form("#verifier-form")
}

async fn new_verifier(member: &Member, draft: &Page, stage: &str, statement: &str) -> Form {
    let link = draft.link(&format!("Add a verifier to {stage}"));
    let form = member.opens_page(&link).await.form("#verifier-form");
    form.fill("Statement", statement)
        .tick("dimension", "Intent")
        .tick("least_strength", "Written")
}

/// The form of the button with these words.
fn button(page: &Page, words: &str) -> Form {
    let forms = page.all("form");
    let found = forms.into_iter().find(|form| {
        crate::world::all(*form, "button")
            .into_iter()
            .any(|b| crate::world::words(b).contains(words))
    });
    Form::read(
        found.unwrap_or_else(|| panic!("no button “{words}” on {page}")),
        &page.address,
    )
}

async fn removes(member: &Member, draft: &Page, statement: &str) -> Page {
    let page = member
        .opens_page(&draft.link(&format!("Edit: {statement}")))
        .await;
    member.sends(&button(&page, "Remove the verifier")).await
}

async fn publishes(member: &Member, draft: &Page) -> Page {
    let page = member.opens_page(&draft.link("Publish…")).await;
    member.sends(&page.form("#publish-form")).await
}

fn headings(page: &Page) -> Vec<String> {
    page.read("section.panel h2")
}

#[tokio::test]
async fn a_new_workspace_starts_with_the_librarys_journeys() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let page = mara.opens_page("/journeys").await;
    let names = [
        "Considered purchase",
        "Renewal and expansion",
        "Public-sector tender",
        "Short purchase",
    ];
    assert_eq!(headings(&page), names);
    let page = opens(&mara, "Considered purchase").await;
    page.says("“Is our present situation worth questioning?”")
        .says(COST);
    page.says("at least heard: they said it to one of us · fresh for 365 days");
    page.says("Not enough").says("Edition 1");
}

#[tokio::test]
async fn a_rep_may_look_but_not_edit() {
    let world = World::new().await;
    let (mara, tom) = (
        world.rep("Mara Kovač").await,
        world.manager("Tom Reyes").await,
    );
    let page = opens(&mara, "Short purchase").await;
    page.does_not_say("Change this journey");
    mara.opens_page("/journeys")
        .await
        .does_not_say("New journey");
    let draft = drafts(&tom, "Short purchase").await;
    mara.opens_page("/journeys")
        .await
        .does_not_say("a draft is waiting");
    tom.opens_page("/journeys").await.says("a draft is waiting");
    let before = world.events().await;
    for address in [
        "",
        "/stages/new",
        "/verifiers/new",
        "/publication",
        "/removal",
    ] {
        let address = format!("{}{address}", draft.address);
        mara.opens_page(&address).await.is(StatusCode::FORBIDDEN);
        let sent = mara.asks(Method::POST, &address, Some(String::new())).await;
        sent.is(StatusCode::FORBIDDEN);
    }
    mara.opens_page("/journeys/new")
        .await
        .is(StatusCode::FORBIDDEN);
    mara.opens_page(&format!("{}/name", page.address))
        .await
        .is(StatusCode::FORBIDDEN);
    assert_eq!(world.events().await, before);
}

#[tokio::test]
async fn the_second_click_opens_the_draft_that_is_there() {
    let world = World::new().await;
    let (tom, ada) = (world.manager("Tom Reyes").await, world.admin("Ada").await);
    let draft = drafts(&tom, "Short purchase").await;
    draft.says("draft of edition 2");
    let before = world.events().await;
    assert_eq!(drafts(&ada, "Short purchase").await.address, draft.address);
    assert_eq!(world.events().await, before);
}

#[tokio::test]
async fn a_draft_that_changes_nothing_is_not_published() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Short purchase").await;
    let page = tom.opens_page(&draft.link("Publish…")).await;
    page.says("Nothing has changed");
    assert!(
        page.read("button")
            .iter()
            .all(|b| !b.starts_with("Publish"))
    );
    let forced = tom
        .asks(Method::POST, &page.address, Some(String::new()))
        .await;
    forced.is(StatusCode::CONFLICT);
    opens(&tom, "Short purchase")
        .await
        .does_not_say("Edition 2");
}

#[tokio::test]
async fn publishing_shows_what_changed_and_freezes_it() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = verifier_form(&tom, &draft, INSIDE).await;
    let form = form
        .tick("least_strength", "Done")
        .fill("For how many days does it count?", "90");
    tom.sends(&form).await.tells("Saved.");
    removes(&tom, &draft, COST)
        .await
        .tells("Removed from the draft.");
    let page = tom.opens_page(&draft.link("Publish…")).await;
    let changes = page.read(".changes li").join(" / ");
    for part in ["written done", "90 days", &format!("{COST}removed")] {
        assert!(changes.contains(part), "{part} in {changes}");
    }
    let page = publishes(&tom, &draft).await;
    page.tells("Published.")
        .says("Edition 2")
        .does_not_say(COST);
    let old = tom.opens_page(&page.link("Edition 1")).await;
    old.says(COST).says("This is an older edition");
    let removed = tom
        .asks(Method::POST, &form.action, Some(String::new()))
        .await;
    assert!(removed.status.is_redirection(), "{removed}");
    tom.opens_page(&draft.address)
        .await
        .tells("There is no draft any more");
    opens(&tom, "Considered purchase")
        .await
        .says("at least done");
}

#[tokio::test]
async fn a_deal_keeps_the_edition_it_began_with() {
    let world = World::new().await;
    let (mara, tom) = (
        world.rep("Mara Kovač").await,
        world.manager("Tom Reyes").await,
    );
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let draft = drafts(&tom, "Considered purchase").await;
    removes(&tom, &draft, COST).await;
    let look = tom.opens_page(&draft.link("Publish…")).await;
    look.says("1 open deal on edition 1 stay");
    publishes(&tom, &draft).await.tells("Published.");
    mara.looks_at(&deal).await.says(COST);
    let page = opens(&mara, "Considered purchase").await;
    let editions = page.read("section[aria-labelledby=editions-h] li");
    assert!(
        editions[0].starts_with("Edition 20 open deals"),
        "{editions:?}"
    );
    assert!(
        editions[1].starts_with("Edition 11 open deal"),
        "{editions:?}"
    );
    let next = mara.opens("Telematics").at("Bluebird").await;
    mara.looks_at(&next).await.does_not_say(COST);
}

#[tokio::test]
async fn a_stage_asks_for_four_things_at_most() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = new_verifier(
        &tom,
        &draft,
        "Noticing",
        "They introduce us to those who suffer most",
    )
    .await;
    tom.sends(&form).await.tells("Saved.");
    let form = new_verifier(
        &tom,
        &draft,
        "Noticing",
        "They show us the place where it hurts",
    )
    .await;
    let page = tom.sends(&form).await;
    page.complains("required", "has 4 required verifiers already");
    let kept = page.form("#verifier-form");
    assert_eq!(
        kept.value("Statement"),
        "They show us the place where it hurts"
    );
    assert_eq!(kept.ticked("least_strength").len(), 1);
    let page = tom.sends(&kept.untick("required")).await;
    page.tells("Saved.")
        .says("They show us the place where it hurts");
}

#[tokio::test]
async fn a_wording_about_us_is_refused_with_a_better_one() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = new_verifier(&tom, &draft, "Choosing", "We sent the proposal").await;
    let before = world.events().await;
    let page = tom.sends(&form.untick("required")).await;
    page.complains("statement", "This is something that we do");
    assert_eq!(world.events().await, before);
    let form = page.form("#verifier-form");
    assert_eq!(form.to_tick("wording").len(), 1, "a manager cannot insist");
    let forced = tom.sends(&form.clone().forge("wording", "keep")).await;
    forced.is(StatusCode::UNPROCESSABLE_ENTITY);
    let offered = form.value("offered").to_owned();
    let page = tom.sends(&form.tick("wording", "Use this wording")).await;
    page.tells("Saved.")
        .says(&offered)
        .does_not_say("We sent the proposal");
}

#[tokio::test]
async fn another_wording_about_us_is_never_replaced_by_one_that_nobody_saw() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = new_verifier(&tom, &draft, "Choosing", "We sent the proposal").await;
    let page = tom.sends(&form.untick("required")).await;
    let form = page
        .form("#verifier-form")
        .tick("wording", "Use this wording");
    let page = tom.sends(&form.fill("Statement", "We gave a demo")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.form("#verifier-form").value("Statement"),
        "We gave a demo"
    );
}

#[tokio::test]
async fn an_admin_may_insist_and_that_is_shown_for_good() {
    let world = World::new().await;
    let (mara, ada) = (
        world.rep("Mara Kovač").await,
        world.admin("Ada Lindqvist").await,
    );
    let draft = drafts(&ada, "Considered purchase").await;
    let form = new_verifier(&ada, &draft, "Choosing", "We sent the proposal").await;
    let page = ada.sends(&form.untick("required")).await;
    let form = page
        .form("#verifier-form")
        .tick("wording", "Keep my wording");
    let kept = "Kept by Ada Lindqvist, though it does not have the customer as its subject";
    let draft = ada.sends(&form).await;
    draft.tells("Saved.").says(kept);
    let tom = world.manager("Tom Reyes").await;
    let form = verifier_form(&tom, &draft, "We sent the proposal").await;
    tom.sends(&form.fill("What counts, for example", "A receipt"))
        .await
        .tells("Saved.")
        .says(kept);
    publishes(&ada, &draft).await.tells("Published.");
    opens(&mara, "Considered purchase").await.says(kept);
    drafts(&ada, "Considered purchase").await.says(kept);
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.looks_at_stage(&deal, 4).await.says(kept);
}

#[tokio::test]
async fn stages_move_and_phases_never_go_backwards() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Short purchase").await;
    let down = button(&draft, "Move Worth it down");
    let page = tom.sends(&down).await;
    assert_eq!(
        headings(&page),
        ["1. Which one", "2. Worth it", "3. Safe to sign"]
    );
    page.says("“Worth it” is in the phase “notice”, but comes after “Which one” in “choose”");
    let look = tom.opens_page(&draft.link("Publish…")).await;
    look.says("It is not whole yet")
        .says("Phases never go backwards");
    let form = look.form("#publish-form");
    let forced = tom
        .asks(Method::POST, &form.action, Some(String::new()))
        .await;
    forced
        .is(StatusCode::CONFLICT)
        .says("Phases never go backwards");
    tom.sends(&button(&page, "Move Worth it up"))
        .await
        .does_not_say("Before it can be published");
}

#[tokio::test]
async fn a_journey_is_built_from_nothing_with_what_it_lacks_told_on_the_way() {
    let world = World::new().await;
    let (mara, tom) = (
        world.rep("Mara Kovač").await,
        world.manager("Tom Reyes").await,
    );
    let form = tom.opens_page("/journeys/new").await.form("#new-journey");
    let draft = tom.sends(&form.fill("Name", "Pilot first")).await;
    draft.tells("Saved.").says("It has no stage yet");
    mara.opens_page("/journeys")
        .await
        .does_not_say("Pilot first");
    mara.opens_page(draft.address.trim_end_matches("/draft"))
        .await
        .is(StatusCode::NOT_FOUND);
    let stage = tom
        .opens_page(&draft.link("Add the first stage"))
        .await
        .form("#stage-form");
    let page = tom.sends(&stage.clone().fill("Name", "Trying")).await;
    page.complains("question", "What does the customer ask")
        .complains("phase", "Choose a phase");
    let stage = stage
        .fill("Name", "Trying")
        .fill("The customer’s question", "Does it work here?");
    let draft = tom.sends(&stage.tick("phase", "Secure")).await;
    draft.says("“Trying” asks for nothing yet");
    let form = new_verifier(&tom, &draft, "Trying", "They run it on their own data").await;
    let draft = tom.sends(&form).await;
    draft.does_not_say("Before it can be published");
    let page = publishes(&tom, &draft).await;
    page.tells("Published.")
        .says("They run it on their own data");
    opens(&mara, "Pilot first")
        .await
        .says("“Does it work here?”");
}

#[tokio::test]
async fn a_journey_begins_as_a_copy_and_has_eight_stages_at_most() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let form = tom.opens_page("/journeys/new").await.form("#new-journey");
    let form = form
        .fill("Name", "Our way")
        .choose("Begin with", "Considered purchase");
    let mut draft = tom.sends(&form).await;
    draft.says(COST).says("draft of edition 1");
    for number in 7..=8 {
        let stage = tom
            .opens_page(&draft.link("Add a stage"))
            .await
            .form("#stage-form");
        let stage = stage
            .fill("Name", &format!("Stage {number}"))
            .fill("The customer’s question", "And now?");
        draft = tom.sends(&stage).await;
        draft.tells("Saved.");
    }
    draft.says("Eight stages are the most");
    let ninth = tom
        .opens_page(&format!("{}/stages/new", draft.address))
        .await
        .form("#stage-form");
    let page = tom
        .sends(
            &ninth
                .fill("Name", "Stage 9")
                .fill("The customer’s question", "And now?"),
        )
        .await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("at most 8 stages");
    let taken = tom.opens_page("/journeys/new").await.form("#new-journey");
    tom.sends(&taken.fill("Name", "OUR way"))
        .await
        .complains("name", "already a journey of this name");
}

#[tokio::test]
async fn a_stage_goes_with_its_verifiers_and_the_others_close_the_gap() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Short purchase").await;
    let page = tom.opens_page(&draft.link("Edit the stage Worth it")).await;
    let page = tom.sends(&button(&page, "Remove the stage")).await;
    page.tells("Removed from the draft.");
    assert_eq!(headings(&page), ["1. Which one", "2. Safe to sign"]);
    publishes(&tom, &page).await.tells("Published.");
}

#[tokio::test]
async fn a_verifier_moves_within_its_stage_and_to_another() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let page = tom
        .sends(&button(&draft, &format!("Move up: {INSIDE}")))
        .await;
    assert_eq!(
        page.read("article h3")[..2],
        [INSIDE.to_owned(), COST.to_owned()]
    );
    let form = verifier_form(&tom, &page, INSIDE).await;
    let page = tom
        .sends(&form.choose("Stage", "5. Making it safe").untick("required"))
        .await;
    page.tells("Saved.");
    let look = tom.opens_page(&draft.link("Publish…")).await;
    let changes = look.read(".changes li").join(" / ");
    assert!(changes.contains("Noticing Making it safe"), "{changes}");
}

#[tokio::test]
async fn what_somebody_removed_meanwhile_is_said_and_what_was_typed_is_kept() {
    let world = World::new().await;
    let (tom, ada) = (world.manager("Tom Reyes").await, world.admin("Ada").await);
    let draft = drafts(&tom, "Considered purchase").await;
    let form = verifier_form(&tom, &draft, COST).await;
    removes(&ada, &draft, COST).await;
    let page = tom
        .sends(&form.fill("What counts, for example", "Their own sum"))
        .await;
    page.is(StatusCode::CONFLICT)
        .says("Somebody removed this verifier meanwhile");
    let again = page.form("#verifier-form");
    assert_eq!(again.value("What counts, for example"), "Their own sum");
    tom.sends(&again)
        .await
        .tells("Saved.")
        .says("Their own sum");
    let gone = tom
        .sends(&button(&draft, &format!("Move down: {COST}")))
        .await;
    gone.tells("That was removed meanwhile");
}

#[tokio::test]
async fn of_two_managers_the_last_word_on_an_item_stays() {
    let world = World::new().await;
    let (tom, ada) = (world.manager("Tom Reyes").await, world.admin("Ada").await);
    let draft = drafts(&tom, "Considered purchase").await;
    let his = verifier_form(&tom, &draft, COST)
        .await
        .fill("What to ask yourselves", "His?");
    let hers = verifier_form(&ada, &draft, COST)
        .await
        .fill("What to ask yourselves", "Hers?");
    let (a, b) = tokio::join!(tom.sends(&his), ada.sends(&hers));
    a.tells("Saved.");
    b.tells("Saved.");
    let page = tom.sends(&his).await;
    page.says("His?").does_not_say("Hers?");
}

#[tokio::test]
async fn nothing_is_published_that_was_not_looked_at() {
    let world = World::new().await;
    let (tom, ada) = (world.manager("Tom Reyes").await, world.admin("Ada").await);
    let draft = drafts(&tom, "Considered purchase").await;
    removes(&tom, &draft, COST).await;
    let looked_at = tom
        .opens_page(&draft.link("Publish…"))
        .await
        .form("#publish-form");
    let form = verifier_form(&ada, &draft, INSIDE).await;
    ada.sends(&form.fill("What to ask yourselves", "What else?"))
        .await
        .tells("Saved.");
    let page = tom.sends(&looked_at).await;
    page.is(StatusCode::CONFLICT)
        .says("The draft changed while you were looking")
        .says("What else?");
    tom.sends(&page.form("#publish-form"))
        .await
        .tells("Published.");
}

#[tokio::test]
async fn a_discarded_draft_leaves_what_is_published() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    removes(&tom, &draft, COST).await;
    let ask = tom.opens_page(&draft.link("Discard…")).await;
    let form = ask.form("main form");
    tom.sends(&form).await.tells("The draft is gone").says(COST);
    tom.sends(&form).await.tells("There is no draft any more");
    let form = tom.opens_page("/journeys/new").await.form("#new-journey");
    let draft = tom.sends(&form.fill("Name", "Never mind")).await;
    let ask = tom.opens_page(&draft.link("Discard…")).await;
    ask.says("the whole journey goes");
    tom.sends(&ask.form("main form"))
        .await
        .tells("The draft is gone")
        .does_not_say("Never mind");
}

#[tokio::test]
async fn a_name_changes_for_all_editions_at_once() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let page = opens(&tom, "Short purchase").await;
    let form = tom
        .opens_page(&page.link("Rename"))
        .await
        .form("#rename-journey");
    tom.sends(&form.clone().fill("Name", "considered PURCHASE"))
        .await
        .complains("name", "already a journey");
    tom.sends(&form.fill("Name", "Quick one"))
        .await
        .tells("Saved.")
        .says("Quick one");
}

#[tokio::test]
async fn another_workspaces_journeys_are_not_there() {
    let world = World::new().await;
    let tom = world.manager("Tom Reyes").await;
    let draft = drafts(&tom, "Considered purchase").await;
    let form = verifier_form(&tom, &draft, COST).await;
    let eve = world.elsewhere().await.admin("Eve").await;
    let journey = draft.address.trim_end_matches("/draft").to_owned();
    for address in [
        journey.clone(),
        format!("{journey}/editions/1"),
        format!("{journey}/name"),
        draft.address.clone(),
    ] {
        eve.opens_page(&address).await.is(StatusCode::NOT_FOUND);
    }
    eve.sends(&form).await.is(StatusCode::NOT_FOUND);
    let own = drafts(&eve, "Considered purchase").await;
    let theirs = form.action.rsplit('/').next().expect("an id");
    let mixed = eve
        .asks(
            Method::POST,
            &format!("{}/verifiers/{theirs}/removal", own.address),
            None,
        )
        .await;
    assert!(mixed.status.is_redirection(), "{mixed}");
    tom.opens_page(&draft.address).await.says(COST);
}
