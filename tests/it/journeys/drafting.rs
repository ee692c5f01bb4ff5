//! Managers and admins change a draft: stages, verifiers, their order.

use super::{
    COST, INSIDE, button, drafts, headings, new_verifier, opens, publishes, removes, verifier_form,
};
use crate::world::World;
use axum::http::{Method, StatusCode};

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
