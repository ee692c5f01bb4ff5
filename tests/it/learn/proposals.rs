//! From a finding, one step to a change of the journey.

use super::story::{COST, JOURNEY, Story};
use crate::world::{Member, Page, words};
use axum::http::StatusCode;

async fn verifier(member: &Member) -> Page {
    let all = member.opens_page("/learn/verifiers").await;
    member.opens_page(&all.link(COST)).await
}

async fn journey(member: &Member) -> Page {
    let all = member.opens_page("/journeys").await;
    member.opens_page(&all.link(JOURNEY)).await
}

#[tokio::test]
async fn a_manager_lands_in_the_draft_at_the_verifier_with_the_finding_beside_the_form() {
    let story = Story::told(9, 8).await;
    let tom = story.world.manager("Tom Okafor").await;
    let page = verifier(&tom).await;
    let form = page.form("form[action$='/draft']");
    let editor = tom.sends(&form).await;
    editor.is(StatusCode::OK);
    assert_eq!(editor.form("#verifier-form").value("Statement"), COST);
    let beside = words(editor.one("aside.quoted")).replace('\u{a0}', " ");
    assert!(
        beside.contains("Where it stood, more deals were won"),
        "{beside}"
    );
    assert!(beside.contains("8 of 9 were won (57–98 %)"), "{beside}");
    // Once more: the same draft.
    let again = tom.sends(&form).await;
    assert_eq!(again.address, editor.address);
    // The button on its row in the list does the same.
    let all = tom.opens_page("/learn/verifiers").await;
    let rows = all.all("form[action$='/draft']");
    assert!(rows.len() > 8, "one on every row");
    assert_eq!(
        all.form(&format!("form[action='{}']", form.action)).action,
        form.action
    );
    // Plainly opened, the editor quotes nothing.
    let plain = tom
        .opens_page(editor.address.split('?').next().expect("a path"))
        .await;
    assert!(plain.all("aside.quoted").is_empty());
    // A verifier that the draft has no more.
    let removal = editor.form("form[action$='/removal']");
    tom.sends(&removal).await.tells("Removed");
    tom.sends(&form)
        .await
        .tells("does not have this verifier any more");
}

#[tokio::test]
async fn a_rep_leaves_a_proposal_with_the_finding_as_it_was_and_a_manager_answers_it_once() {
    let story = Story::told(9, 8).await;
    let (mara, tom) = (&story.mara, story.world.manager("Tom Okafor").await);
    let page = verifier(mara).await;
    assert!(page.all("form[action$='/draft']").is_empty());
    let new = mara
        .opens_page(&page.link("Propose a change to this verifier"))
        .await;
    new.says("Where it stood, more deals were won");
    let empty = mara.sends(&new.form("#proposal")).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY);
    empty.complains("words", "What should it say or ask instead?");
    let form = new.form("#proposal").fill("words", "Ask for a figure");
    let before = story.world.events_here().await;
    let page = mara.sends(&form).await;
    page.tells("Proposed");
    mara.sends(&form).await.tells("already recorded");
    assert_eq!(story.world.events_here().await, before + 1);
    // What is found later changes nothing of it.
    let deal = story.opens("Later").await;
    story.wins(&deal).await;
    let mine = journey(mara).await;
    let shown = mine.all("#proposals article").into_iter().map(words);
    let shown = shown.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
    for part in [
        COST,
        "Ask for a figure",
        "8 of 9 were won (57–98 %)",
        "Mara Kovač",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert!(
        mine.all("#proposals form").is_empty(),
        "a rep does not answer"
    );
    let theirs = journey(&tom).await;
    let answer = theirs.form("#proposals form[action$='/answer']");
    let empty = tom.presses("Set aside", &answer).await;
    empty.is(StatusCode::UNPROCESSABLE_ENTITY);
    empty.complains("words", "whoever proposed it will read them");
    let long = "We ask for one in the next stage. ".repeat(20);
    let long = answer.clone().forge("words", &long);
    let page = tom.presses("Set aside", &long).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY);
    page.complains("words", "too long");
    page.says("Ask for a figure");
    let answer = page.form("#answer");
    let typed = answer.value("words").trim();
    assert_eq!(typed.len(), 20 * 34 - 1, "what was typed is kept");
    let answer = answer.fill("words", "We ask for one in the next stage");
    let page = tom.presses("Set aside", &answer).await;
    page.tells("Answered");
    tom.presses("Taken up", &answer)
        .await
        .tells("already recorded");
    let mine = words(journey(mara).await.one("#proposals"));
    assert!(
        mine.contains("Set aside by Tom Okafor: We ask for one in the next stage"),
        "{mine}"
    );
    let elsewhere = story.world.elsewhere().await.manager("Nora Newcomer").await;
    let page = journey(&elsewhere).await;
    assert!(page.all("#proposals").is_empty());
}

#[tokio::test]
async fn from_a_finding_it_is_one_step() {
    let story = Story::told(9, 8).await;
    let (mara, tom) = (&story.mara, story.world.manager("Tom Okafor").await);
    let findings = mara.opens_page("/learn").await;
    let step = findings.all("#findings article .actions a")[0];
    assert!(words(step).ends_with(COST), "{findings}");
    let form = mara.opens_page(step.attr("href").expect("a way")).await;
    form.says("Where it stood, more deals were won");
    // A form whose id was spoilt on its way is read all the same.
    let spoilt = form.form("#proposal").fill("words", "Ask for a day");
    let spoilt = spoilt.forge("id", "spoilt");
    mara.sends(&spoilt).await.tells("Proposed");
    let findings = tom.opens_page("/learn").await;
    let editor = tom
        .sends(&findings.form("#findings article:nth-of-type(1) form"))
        .await;
    assert_eq!(editor.form("#verifier-form").value("Statement"), COST);
    editor.says("What closed deals say of it");
}

#[tokio::test]
async fn a_proposal_stands_on_the_draft_too_for_those_who_edit_it() {
    let story = Story::told(1, 1).await;
    let (mara, tom) = (&story.mara, story.world.manager("Tom Okafor").await);
    let page = verifier(mara).await;
    let new = mara
        .opens_page(&page.link("Propose a change to this verifier"))
        .await;
    new.says("Too close or too few to say more");
    mara.sends(&new.form("#proposal").fill("words", "Ask for a figure"))
        .await;
    let theirs = journey(&tom).await;
    let begin = theirs.form("form.head-actions");
    let draft = tom.sends(&begin).await;
    assert!(
        words(draft.one("#proposals")).contains("Ask for a figure"),
        "{draft}"
    );
    let editor = tom
        .sends(&draft.form("#proposals form[action$='/draft']"))
        .await;
    assert_eq!(editor.form("#verifier-form").value("Statement"), COST);
}
