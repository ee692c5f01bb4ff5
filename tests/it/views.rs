//! Views that people keep: for themselves or for everybody, by a link, changed and removed.

use crate::world::{Member, Page, World};
use axum::http::StatusCode;

async fn start() -> (World, Member, Member) {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let jon = world.manager("Jon Okafor").await;
    mara.opens("Cold chain").at("Acme Freight").await;
    (world, mara, jon)
}

/// Saves what is looked at, from the menu on its page.
async fn saves(who: &Member, address: &str, name: &str, reader: &str) -> Page {
    let page = who.opens_page(address).await;
    let page = who.opens_page(&page.link("Save this view")).await;
    let form = page.form("#save-view").fill("name", name);
    who.sends(&form.tick("reader", reader)).await
}

fn menu(page: &Page) -> Vec<String> {
    page.read(".views li > a:first-child")
}

#[tokio::test]
async fn a_view_for_oneself_stands_in_ones_own_menu_alone() {
    let (_world, mara, jon) = start().await;
    mara.opens_page("/pipeline").await.says("No views yet");
    let page = saves(
        &mara,
        "/pipeline/table?owner=mine&outcome=all&after=1.x",
        "All of mine",
        "me",
    )
    .await;
    page.tells("It stands in your menu");
    assert_eq!(page.address, "/pipeline/table?owner=mine&outcome=all");
    assert_eq!(menu(&page), ["All of mine"]);
    assert_eq!(page.read(".views a[aria-current]"), ["All of mine"]);
    assert_eq!(page.read(".views summary"), ["View: All of mine"]);
    assert!(page.all(".views .save").is_empty(), "it is saved already");

    let board = mara.opens_page("/pipeline?owner=mine&outcome=all").await;
    assert!(
        board.all(".views a[aria-current]").is_empty(),
        "another page"
    );
    let link = board.link("All of mine");
    let shown = mara.opens_page(&link).await;
    assert_eq!(shown.address, page.address);

    assert!(menu(&jon.opens_page("/pipeline/table").await).is_empty());
    for address in [link.clone(), format!("{link}/change")] {
        jon.opens_page(&address).await.is(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_shared_view_is_a_link_for_everybody_here_and_for_nobody_elsewhere() {
    let (world, mara, jon) = start().await;
    saves(&mara, "/pipeline?owner=mine", "Mine", "everybody")
        .await
        .tells("It stands in everybody’s menu");
    let page = jon.opens_page("/pipeline").await;
    assert_eq!(menu(&page), ["Mine"]);
    let link = page.link("Mine");
    let page = jon.opens_page(&link).await;
    assert_eq!(page.address, "/pipeline?owner=mine");
    assert!(page.all(".deal-card").is_empty(), "none is his");
    let stranger = world.elsewhere().await.admin("Nora Newcomer").await;
    stranger.opens_page(&link).await.is(StatusCode::NOT_FOUND);
    assert!(menu(&stranger.opens_page("/pipeline").await).is_empty());
}

#[tokio::test]
async fn a_view_is_renamed_turned_and_removed_by_whoever_keeps_it() {
    let (_world, mara, jon) = start().await;
    saves(&mara, "/pipeline?owner=mine", "Mine", "everybody").await;
    let page = mara.opens_page("/pipeline/table?outcome=won").await;
    let page = mara.opens_page(&page.link("Change the view Mine")).await;
    let form = page.form("#change-view").fill("name", "Theirs");
    let page = mara.sends(&form).await;
    assert_eq!(
        (page.address.as_str(), menu(&page)),
        ("/pipeline?owner=mine", vec!["Theirs".to_owned()])
    );
    let page = mara
        .sends(&form.fill("name", "Won").tick("turn", "yes"))
        .await;
    assert_eq!(page.address, "/pipeline/table?outcome=won");
    assert_eq!(page.read(".views a[aria-current]"), ["Won"]);
    // Kept for oneself again, it is gone for the others.
    let page = mara.opens_page(&page.link("Change the view Won")).await;
    mara.sends(&page.form("#change-view").tick("reader", "me"))
        .await
        .tells("Saved");
    assert!(menu(&jon.opens_page("/pipeline").await).is_empty());
    let removal = page.form("form[action$='/removal']");
    let page = mara.sends(&removal).await;
    page.tells("The view is removed");
    assert!(menu(&page).is_empty());
    mara.sends(&removal).await.is(StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_shared_view_is_changed_by_who_manages_and_by_no_other_rep() {
    let (world, mara, jon) = start().await;
    let tiago = world.rep("Tiago Serra").await;
    saves(&mara, "/pipeline?owner=mine", "Mine", "everybody").await;
    let page = tiago.opens_page("/pipeline").await;
    assert!(page.all(".views .change").is_empty());
    let change = format!("{}/change", page.link("Mine"));
    let before = world.events().await;
    tiago.opens_page(&change).await.is(StatusCode::FORBIDDEN);
    let page = jon.opens_page(&change).await;
    page.says("Mara Kovač made it");
    let form = page.form("#change-view");
    let removal = page.form("form[action$='/removal']");
    tiago.sends(&form).await.is(StatusCode::FORBIDDEN);
    tiago.sends(&removal).await.is(StatusCode::FORBIDDEN);
    assert_eq!(world.events().await, before, "nothing was written");
    // He may not take it from the others, only from everybody.
    jon.sends(&form.fill("name", "Whose?").forge("reader", "me"))
        .await
        .tells("Saved");
    assert_eq!(menu(&tiago.opens_page("/pipeline").await), ["Whose?"]);
    jon.sends(&removal).await.tells("The view is removed");
    assert!(menu(&mara.opens_page("/pipeline").await).is_empty());
}

#[tokio::test]
async fn a_view_needs_a_name_is_saved_once_and_leads_nowhere_else() {
    let (world, mara, _jon) = start().await;
    let before = world.events().await;
    let page = saves(&mara, "/pipeline?owner=mine", "  ", "everybody").await;
    page.complains("name", "give the view a name");
    let form = page.form("#save-view");
    assert_eq!(form.ticked("reader").len(), 1);
    let long = form
        .clone()
        .forge("query", &format!("q={}", "x".repeat(2000)));
    let page = mara.sends(&long.fill("name", "Long")).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("too much in this view");
    assert_eq!(world.events().await, before, "nothing was written");

    let form = form.fill("name", "Mine");
    mara.sends(&form).await.tells("The view is saved");
    mara.sends(&form).await.tells("already recorded");
    assert_eq!(menu(&mara.opens_page("/pipeline").await), ["Mine"]);

    let away = form
        .forge("id", "")
        .forge("place", "//evil.example")
        .fill("name", "Away");
    let page = mara
        .sends(&away.forge("query", "//evil.example\r\nx:y"))
        .await;
    assert_eq!(page.address, "/pipeline", "{page}");
}
