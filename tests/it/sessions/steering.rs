//! Starting, leading, moving on, taking over, closing.

use super::{Room, room};
use crate::world::World;
use axum::http::StatusCode;

#[tokio::test]
async fn anybody_starts_a_session_and_leads_it() {
    let room = room().await;
    room.session
        .is(StatusCode::OK)
        .says("How do we help them choose, and choose us?");
    assert_eq!(room.session.read("#people .tag"), ["leads"]);
    let page = room.jonas.looks_at(&room.deal).await;
    let link = page.link("A session is on: join");
    assert_eq!(link, room.session.address);
    assert!(
        page.history()[0].contains("started a strategy session"),
        "{page}"
    );
}

#[tokio::test]
async fn the_form_says_what_is_wrong_and_keeps_what_was_typed() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let before = world.events().await;
    let page = mara
        .opens_page(&format!("{}/sessions/new", deal.path))
        .await;
    let form = page
        .form("#session-form")
        .fill("about", " ")
        .tick("how", "later");
    let page = mara
        .sends(&form.fill("on", "2020-02-02").fill("at", "14:30"))
        .await;
    page.complains("about", "What is it about?")
        .complains("on", "Choose a moment to come");
    let form = page
        .form("#session-form")
        .fill("about", "What holds them back?");
    assert_eq!(form.value("at"), "14:30");
    let page = mara
        .sends(&form.clone().fill("on", "").fill("at", "noon"))
        .await;
    page.complains("on", "On which day?")
        .complains("at", "At what time?");
    mara.sends(&form.forge("how", "soon"))
        .await
        .complains("how", "Now, over days");
    assert_eq!(world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn a_planned_session_waits_with_what_it_is_about_and_whom_it_asks() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let page = mara
        .opens_page(&format!("{}/sessions/new", deal.path))
        .await;
    let day = chrono::Utc::now().date_naive() + chrono::Days::new(9);
    let form = page
        .form("#session-form")
        .fill("about", "What holds them back?")
        .tick("how", "later")
        .tick("invited", "Jonas Weber");
    let session = mara
        .sends(&form.fill("on", &day.to_string()).fill("at", "14:30"))
        .await;
    session
        .tells("The session is planned")
        .says("This session waits")
        .says("What holds them back?");
    assert!(
        session.all(".steps, #odds-before").is_empty(),
        "it has not begun"
    );
    mara.looks_at(&deal).await.says("Session planned:");
    let page = jonas.sees(&session).await;
    assert_eq!(
        page.read("#people li"),
        ["JWJonas Weberinvited", "MKMara Kovač"]
    );
    let path = session.address.clone();
    let forged = page.form("form[action$='/beginning']");
    let mut odds = forged.clone();
    odds.action = format!("{path}/odds");
    jonas
        .sends_as(&odds, "odds", "20")
        .await
        .is(StatusCode::CONFLICT)
        .says("has not begun yet");
    let page = jonas.sends(&forged).await;
    assert_eq!(
        page.read("#people li"),
        ["JWJonas Weberleads", "MKMara Kovač"]
    );
}

#[tokio::test]
async fn there_is_one_session_at_a_time_and_none_on_a_closed_deal() {
    let room = room().await;
    let address = format!("{}/sessions/new", room.deal.path);
    let form = room.jonas.opens_page(&address).await.form("#session-form");
    room.jonas
        .sends(&form)
        .await
        .is(StatusCode::CONFLICT)
        .says("on already, or planned");
    let page = room.mara.sees(&room.session).await;
    room.mara
        .sends(&page.form("form[action$='/end']"))
        .await
        .tells("The session is over");
    room.mara
        .closes(
            &room.deal,
            "Opened by mistake",
            "It is on record twice",
            &[],
        )
        .await;
    room.jonas
        .sends(&form)
        .await
        .is(StatusCode::CONFLICT)
        .says("Reopen it first");
    let page = room.jonas.looks_at(&room.deal).await;
    page.does_not_say("Start a strategy session");
}

#[tokio::test]
async fn pressed_twice_it_starts_once() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let form = mara
        .opens_page(&format!("{}/sessions/new", deal.path))
        .await
        .form("#session-form");
    let first = mara.sends(&form).await;
    let again = mara.sends(&form).await;
    assert_eq!(first.address, again.address);
    again.is(StatusCode::OK);
}

#[tokio::test]
async fn only_who_leads_moves_on_and_shows_and_anybody_takes_over() {
    let room = Room::at_step(3).await;
    let led = room.mara.sees(&room.session).await;
    let (on, show) = (
        led.form("form[action$='/step']:has([value=on])"),
        led.form("form[action$='/showing']:has([value=ideas])"),
    );
    let page = room.ana.sees(&room.session).await;
    assert!(
        page.all("form[action$='/step'], form[action$='/showing']")
            .is_empty()
    );
    for form in [&on, &show] {
        room.ana
            .sends(form)
            .await
            .is(StatusCode::CONFLICT)
            .says("Mara Kovač leads this session");
    }
    // A rep takes over from a rep, and a manager has no other way.
    let page = room.jonas.sees(&room.session).await;
    let page = room
        .jonas
        .sends(&page.form("form[action$='/facilitator']"))
        .await;
    page.tells("You lead this session now.");
    room.mara
        .sends(&on)
        .await
        .is(StatusCode::CONFLICT)
        .says("Jonas Weber leads");
    let page = room.jonas.sends(&on).await;
    assert_eq!(page.read(".steps [aria-current] b"), ["4 Gather"]);
}

#[tokio::test]
async fn a_step_is_gone_once_and_can_be_gone_back() {
    let room = Room::at_step(1).await;
    let page = room.mara.sees(&room.session).await;
    let on = page.form("form[action$='/step']:has([value=on])");
    room.mara.sends(&on).await;
    let page = room.mara.sends(&on).await;
    page.tells("The session had gone on meanwhile");
    assert_eq!(
        page.read(".steps [aria-current] b"),
        ["2 What they decide next"]
    );
    let back = page.form("form[action$='/step']:has([value=back])");
    let page = room.mara.sends(&back).await;
    assert_eq!(page.read(".steps [aria-current] b"), ["1 What they did"]);
    let nowhere = page.form("form[action$='/step']:has([value=on])");
    room.mara
        .sends_as(&nowhere, "way", "up")
        .await
        .is(StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_clock_counts_and_anybody_sets_its_minutes() {
    let room = Room::at_step(4).await;
    let page = room.jonas.sees(&room.session).await;
    let clock = page.read("#clock").join("");
    assert!(clock.ends_with("left of 20, nobody is counting"), "{clock}");
    let form = page.form("form[action$='/minutes']");
    let page = room
        .jonas
        .sends(&form.clone().fill("minutes", "long"))
        .await;
    page.complains("minutes", "A number of minutes");
    assert_eq!(
        page.form("form[action$='/minutes']").value("minutes"),
        "long"
    );
    let page = room.jonas.sends(&form.fill("minutes", "45")).await;
    assert!(page.read("#clock")[0].contains("left of 45"), "{page}");
}

#[tokio::test]
async fn over_days_there_is_no_clock() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    let page = mara
        .opens_page(&format!("{}/sessions/new", deal.path))
        .await;
    let page = mara
        .sends(&page.form("#session-form").tick("how", "days"))
        .await;
    assert!(page.all("[data-left]").is_empty());
    page.says("No clock: everybody comes when they can.");
}

#[tokio::test]
async fn what_belongs_to_a_later_step_is_refused_before() {
    let room = Room::at_step(1).await;
    let page = room.jonas.sees(&room.session).await;
    let before = room.world.events().await;
    let mut form = page.form("form[action$='/minutes']");
    for (place, field, value, sentence) in [
        ("notes", "under", "1", "has not come that far"),
        ("ideas", "under", "1", "silent writing has not begun"),
        ("readiness", "ready", "yes", "silent writing has not begun"),
        (
            "decision",
            "kind",
            "pursue",
            "We decide after we have gathered",
        ),
        (
            "dissent",
            "words",
            "No.",
            "We decide after we have gathered",
        ),
        ("tries", "what", "A call.", "has not come that far"),
    ] {
        form.action = format!("{}/{place}", room.session.address);
        room.jonas
            .sends_as(&form, field, value)
            .await
            .is(StatusCode::CONFLICT)
            .says(sentence);
    }
    assert_eq!(room.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn notes_are_seen_by_all_at_once() {
    let room = Room::at_step(2).await;
    let page = room.jonas.sees(&room.session).await;
    let form = page.form("form[id^='note-3-']").fill("text", "Who signs?");
    room.jonas.sends(&form).await;
    room.jonas.sends(&form).await;
    let page = room.ana.sees(&room.session).await;
    assert_eq!(page.read("#notes-3 .idea"), ["Who signs?Jonas Weber"]);
    let empty = page.form("form[id^='note-1-']");
    room.ana
        .sends(&empty)
        .await
        .complains("note-1-text", "A few words are enough.");
}

#[tokio::test]
async fn the_first_step_shows_what_the_customer_has_done() {
    let room = room().await;
    room.mara
        .proves_all(&room.deal, "Two drivers a week.")
        .await;
    let page = room.mara.goes_on_to(&room.session, 1).await;
    assert_eq!(page.read("#done blockquote"), ["Two drivers a week."]);
    page.says("In the last 60 days")
        .says("Nothing: the deal can move.");
    assert_eq!(page.read("#last-word blockquote"), ["Two drivers a week."]);
}

#[tokio::test]
async fn one_that_is_left_lying_can_be_closed_by_anybody_and_then_rests() {
    let room = Room::at_step(3).await;
    let page = room
        .jonas
        .writes(&room.session, 1, "Hidden for good.")
        .await;
    let write = page.form("form[id^='idea-1-']").fill("text", "Too late.");
    let page = room
        .ana
        .sends(
            &room
                .ana
                .sees(&room.session)
                .await
                .form("form[action$='/end']"),
        )
        .await;
    page.tells("The session is over")
        .says("Start a strategy session");
    assert!(
        page.read("#sessions-panel").join("").is_empty(),
        "nothing was decided"
    );
    let page = room.jonas.sees(&room.session).await;
    page.says("It ended without a decision.");
    assert!(page.all("main form").is_empty(), "{page}");
    room.jonas
        .sends(&write)
        .await
        .is(StatusCode::CONFLICT)
        .says("This session is over.");
    assert!(
        !room
            .everything(&room.ana)
            .await
            .contains("Hidden for good.")
    );
}
