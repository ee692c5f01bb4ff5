//! Many deals at once: seen before it is done, done once, and undone as far as nobody has changed them since.

use crate::world::{Deal, Form, Member, Page, World};
use axum::http::StatusCode;

struct Team {
    world: World,
    mara: Member,
    jon: Member,
    deals: Vec<Deal>,
}

/// Mara has four deals; the last one is closed.
async fn start() -> Team {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let jon = world.manager("Jon Okafor").await;
    let mut deals = vec![];
    for name in ["Cold chain", "Night shifts", "Tolls", "Tyres"] {
        deals.push(mara.opens(name).at("Acme Freight").await);
    }
    mara.closes(
        &deals[3],
        "On hold",
        "",
        &[("comes_back_when", "Their plant is approved")],
    )
    .await;
    Team {
        world,
        mara,
        jon,
        deals,
    }
}

/// The bar's form with these deals ticked, on the table of all deals.
async fn ticks(who: &Member, deals: &[&Deal]) -> Form {
    let page = who.opens_page("/pipeline/table?outcome=all").await;
    let mut form = page.form("#bulk");
    for deal in deals {
        let id = deal.path.rsplit('/').next().unwrap_or_default();
        page.one(&format!("input[name=deal][form=bulk][value='{id}']"));
        form = form.add("deal", id);
    }
    form
}

async fn previews_handing_over(who: &Member, deals: &[&Deal], to: &str) -> Page {
    let form = ticks(who, deals).await.choose("owner", to);
    who.sends_as(&form, "act", "owner").await
}

/// Who owns a deal, and when the customer wants to decide.
async fn reads(team: &Team, deal: &Deal) -> (String, String, String) {
    let page = team.jon.opens_page(&format!("{}/details", deal.path)).await;
    let form = page.form("form[action$='/details']");
    let chosen = page.read("#owner option[selected]").join("");
    (
        chosen,
        form.value("customer_date").to_owned(),
        form.value("customer_date_by").to_owned(),
    )
}

async fn owners(team: &Team) -> Vec<String> {
    let mut owners = vec![];
    for deal in &team.deals {
        owners.push(reads(team, deal).await.0);
    }
    owners
}

#[tokio::test]
async fn a_preview_tells_what_would_become_of_each_deal_and_writes_nothing() {
    let team = start().await;
    let all: Vec<&Deal> = team.deals.iter().collect();
    let page = previews_handing_over(&team.mara, &all[..1], "Jon Okafor").await;
    team.mara.sends(&page.form("#confirm")).await;
    let before = team.world.events().await;
    let page = previews_handing_over(&team.mara, &all, "Jon Okafor").await;
    page.is(StatusCode::OK);
    assert_eq!(
        page.read("table tbody tr"),
        [
            "Acme FreightNight shiftsMara KovačJon Okafor",
            "Acme FreightTollsMara KovačJon Okafor"
        ]
    );
    assert_eq!(
        page.read(".rows small"),
        ["Cold chain. It is theirs already.", "Tyres. It is closed."]
    );
    assert_eq!(
        page.read("#confirm button"),
        ["Hand 2 deals over to Jon Okafor"]
    );
    assert_eq!(team.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn deals_are_handed_over_once_and_given_back() {
    let team = start().await;
    let all: Vec<&Deal> = team.deals.iter().collect();
    let page = previews_handing_over(&team.mara, &all, "Jon Okafor").await;
    let form = page.form("#confirm");
    let page = team.mara.sends(&form).await;
    page.tells("Done.");
    assert!(
        page.address
            .starts_with("/pipeline/table?outcome=all&changed="),
        "{page}"
    );
    assert_eq!(
        owners(&team).await,
        ["Jon Okafor", "Jon Okafor", "Jon Okafor", "Mara Kovač"]
    );
    let history = team.mara.looks_at(all[0]).await.history();
    assert_eq!(history.len(), 2, "{history:?}");
    assert!(
        history[0].starts_with("Mara Kovač changed the owner"),
        "{history:?}"
    );
    let before = team.world.events().await;
    team.mara.sends(&form).await.tells("already recorded");
    assert_eq!(team.world.events().await, before, "nothing was done twice");

    let page = team
        .mara
        .opens_page(&page.link("See what was just done, or undo it"))
        .await;
    page.says("By Mara Kovač").says("3 deals can be put back");
    let undo = page.form("#undo");
    team.mara
        .sends(&undo)
        .await
        .tells("undone")
        .says("Undone by Mara Kovač");
    assert_eq!(owners(&team).await, vec!["Mara Kovač"; 4]);
    let before = team.world.events().await;
    let page = team.mara.sends(&undo).await;
    page.tells("already recorded");
    assert_eq!(page.read("tbody .tag"), vec!["put back"; 3]);
    assert_eq!(
        team.world.events().await,
        before,
        "nothing was undone twice"
    );
}

#[tokio::test]
async fn what_somebody_changed_since_is_left_as_it_is() {
    let team = start().await;
    let all: Vec<&Deal> = team.deals.iter().collect();
    let page = previews_handing_over(&team.mara, &all[..3], "Jon Okafor").await;
    let page = team.mara.sends(&page.form("#confirm")).await;
    let undo = page.link("See what was just done, or undo it");
    renames(&team, all[1], "Night shifts, all of them").await;
    team.mara
        .closes(all[2], "On hold", "", &[("comes_back_when", "Later")])
        .await;
    let page = team.mara.opens_page(&undo).await;
    assert_eq!(page.read("tbody .tag"), ["changed since", "changed since"]);
    page.says("1 deal can be put back");
    let page = team.mara.sends(&page.form("#undo")).await;
    page.tells("The others stay as they are");
    assert_eq!(
        page.read("tbody .tag"),
        [
            "put back",
            "left as it was: changed since",
            "left as it was: changed since"
        ]
    );
    assert_eq!(
        owners(&team).await[..3],
        ["Mara Kovač", "Jon Okafor", "Jon Okafor"]
    );
}

async fn renames(team: &Team, deal: &Deal, name: &str) {
    let page = team.jon.opens_page(&format!("{}/details", deal.path)).await;
    let form = page.form("form[action$='/details']").fill("name", name);
    team.jon.sends(&form).await.tells("Saved");
}

#[tokio::test]
async fn what_was_changed_after_the_preview_is_left_out() {
    let team = start().await;
    let all: Vec<&Deal> = team.deals.iter().collect();
    let both = previews_handing_over(&team.mara, &all[..2], "Jon Okafor").await;
    let one = previews_handing_over(&team.mara, &all[..1], "Jon Okafor").await;
    renames(&team, all[0], "Cold chain, Lisbon").await;
    let before = team.world.events().await;
    let page = team.mara.sends(&one.form("#confirm")).await;
    page.is(StatusCode::CONFLICT)
        .says("changed meanwhile")
        .says("Cold chain, Lisbon");
    assert_eq!(team.world.events().await, before, "nothing was written");
    let page = team.mara.sends(&both.form("#confirm")).await;
    page.tells("those stay as they are");
    assert_eq!(owners(&team).await[..2], ["Mara Kovač", "Jon Okafor"]);
    // What stands there now can be confirmed in turn.
    let again = previews_handing_over(&team.mara, &all[..1], "Jon Okafor").await;
    team.mara
        .sends(&again.form("#confirm"))
        .await
        .tells("Done.");
}

#[tokio::test]
async fn a_date_is_moved_with_nobody_on_record_for_it_and_put_back_with_who_named_it() {
    let team = start().await;
    let form = team.mara.opens("Depots").at("Brightwell").form().await;
    let form = form
        .fill("The customer’s own date", "2027-03-01")
        .fill("Who named it?", "Rui Antunes");
    team.mara.sends(&form).await;
    let page = team.mara.opens_page("/pipeline/table").await;
    let depots = Deal {
        path: page.link("Depots"),
    };
    let (_, date, by) = reads(&team, &depots).await;
    assert!(date == "2027-03-01" && !by.is_empty());

    let form = ticks(&team.mara, &[&team.deals[0], &depots])
        .await
        .fill("day", "2027-05-01");
    let page = team.mara.sends_as(&form, "act", "date").await;
    page.says("Nobody is for the new one").says("no date");
    let page = team.mara.sends(&page.form("#confirm")).await;
    for deal in [&team.deals[0], &depots] {
        let (owner, date, by) = reads(&team, deal).await;
        assert_eq!(
            (owner.as_str(), date.as_str(), by.as_str()),
            ("Mara Kovač", "2027-05-01", "")
        );
    }
    let page = team
        .jon
        .opens_page(&page.link("See what was just done, or undo it"))
        .await;
    team.jon.sends(&page.form("#undo")).await.tells("undone");
    assert_eq!(reads(&team, &depots).await.1, "2027-03-01");
    assert_eq!(reads(&team, &depots).await.2, by);
    assert_eq!(reads(&team, &team.deals[0]).await.1, "");
}

#[tokio::test]
async fn what_cannot_be_done_is_said_and_nothing_is_written() {
    let team = start().await;
    let before = team.world.events().await;
    let none = ticks(&team.mara, &[]).await.choose("owner", "Jon Okafor");
    let page = team.mara.sends_as(&none, "act", "owner").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("Choose some deals in the table first");
    let mut many = none.clone();
    for _ in 0..201 {
        many = many.add("deal", &uuid::Uuid::now_v7().to_string());
    }
    let page = team.mara.sends_as(&many, "act", "owner").await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .says("At most 200 deals")
        .says("these are 201");

    let one = ticks(&team.mara, &[&team.deals[0]]).await;
    let page = team.mara.sends_as(&one, "act", "owner").await;
    page.complains("owner", "Choose to whom they go");
    let page = team.mara.sends_as(&one, "act", "date").await;
    page.complains("day", "To which day?");
    let form = page.form("#look").fill("day", "2027-05-01");
    team.mara
        .sends(&form)
        .await
        .says("Move the customer’s date of 1 deal");
    assert_eq!(team.world.events().await, before, "nothing was written");
}

#[tokio::test]
async fn where_a_deal_stands_is_no_part_of_it() {
    let team = start().await;
    let form = ticks(&team.mara, &[&team.deals[0]])
        .await
        .choose("owner", "Jon Okafor");
    let form = form
        .forge("stage", "3")
        .forge("phase", "3")
        .forge("outcome", "won");
    let page = team.mara.sends_as(&form, "act", "owner").await;
    let form = page
        .form("#confirm")
        .forge("stage", "3")
        .forge("outcome", "won");
    team.mara.sends(&form).await.tells("Done.");
    team.mara
        .looks_at(&team.deals[0])
        .await
        .stands_at("Noticing");
    let page = team
        .mara
        .sends_as(&ticks(&team.mara, &[&team.deals[0]]).await, "act", "stage")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
}

#[tokio::test]
async fn another_workspaces_deals_and_changes_are_not_there() {
    let team = start().await;
    let elsewhere = team.world.elsewhere().await;
    let nora = elsewhere.admin("Nora Newcomer").await;
    let own = nora.opens("Yard gates").at("Brightwell").await;
    let theirs = ticks(&team.mara, &[&team.deals[0]]).await;
    let foreign = theirs
        .pairs_alone()
        .into_iter()
        .find(|(name, _)| name == "deal");
    let (_, foreign) = foreign.expect("a deal");
    let alone = ticks(&nora, &[])
        .await
        .add("deal", &foreign)
        .choose("owner", "Nora Newcomer");
    nora.sends_as(&alone, "act", "owner")
        .await
        .is(StatusCode::NOT_FOUND);
    let form = ticks(&nora, &[&own])
        .await
        .add("deal", &foreign)
        .fill("day", "2027-05-01");
    let page = nora.sends_as(&form, "act", "date").await;
    page.says("of 1 deal to").does_not_say("Cold chain");
    let version = format!("{foreign}.1");
    nora.sends(&page.form("#confirm").add("deal", &version))
        .await
        .tells("Done.");
    assert_eq!(reads(&team, &team.deals[0]).await.1, "");

    let page = previews_handing_over(&team.mara, &[&team.deals[0]], "Jon Okafor").await;
    let page = team.mara.sends(&page.form("#confirm")).await;
    let address = page.link("See what was just done, or undo it");
    let undo = team.mara.opens_page(&address).await.form("#undo");
    nora.opens_page(&address).await.is(StatusCode::NOT_FOUND);
    nora.sends(&undo).await.is(StatusCode::NOT_FOUND);
    let tiago = team.world.rep("Tiago Serra").await;
    assert!(tiago.opens_page(&address).await.all("#undo").is_empty());
    tiago.sends(&undo).await.is(StatusCode::FORBIDDEN);
}
