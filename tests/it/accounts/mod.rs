//! Accounts and contacts: put on record, found, changed, and everything a person has said.

mod contacts;

use crate::world::{Member, Page, World};
use axum::http::{Method, StatusCode};
use saidso::{
    accounts::{AccountName, ContactName, store},
    database::{Database, Scope},
    ids::AccountId,
};

const COST: &str = "Someone affected says what the problem costs, in their own words";

async fn records_account(member: &Member, name: &str) -> Page {
    let form = member
        .opens_page("/accounts/new")
        .await
        .form("#new-account");
    member.sends(&form.fill("Name", name)).await
}

async fn records_contact(member: &Member, account: &Page, name: &str) -> Page {
    let new = format!("{}/contacts/new", account.address);
    let form = member.opens_page(&new).await.form("#new-contact");
    member.sends(&form.fill("Name", name)).await
}

/// Where the person of this name is, from their account's page.
fn contact(account: &Page, name: &str) -> String {
    account.link(name)
}

#[tokio::test]
async fn an_account_is_put_on_record_with_its_website_as_a_link() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let form = mara.opens_page("/accounts/new").await.form("#new-account");
    let form = form
        .fill("Name", "  Acme \t Freight ")
        .fill("Website", "www.acme-freight.example")
        .fill("About", "Family business.\nBuying since 2019.");
    let page = mara.sends(&form).await;
    page.tells("Saved.").says("Family business.");
    assert_eq!(page.read("h1"), ["Acme Freight"]);
    assert_eq!(page.link("acme-freight.example"), "/");
    let website = page.one("a[rel]");
    assert_eq!(
        website.attr("href"),
        Some("https://www.acme-freight.example/")
    );
}

#[tokio::test]
async fn an_empty_place_says_what_to_do_next() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    mara.opens_page("/accounts").await.says("No accounts yet");
    let acme = records_account(&mara, "Acme").await;
    acme.says("No deal with Acme yet")
        .says("Nobody on record yet");
    mara.opens_page("/accounts?q=zz")
        .await
        .says("No account has “zz” in its name");
    records_contact(&mara, &acme, "Ines").await;
    let page = mara.opens_page(&acme.address).await;
    let ines = mara.opens_page(&contact(&page, "Ines")).await;
    ines.says("Nothing on record yet");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_the_field_and_what_was_typed_is_kept() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let new = mara.opens_page("/accounts/new").await.form("#new-account");
    let form = new
        .fill("Name", " ")
        .fill("Website", "javascript://acme.example/%0aalert(1)")
        .fill("About", "Worth knowing");
    let page = mara.sends(&form).await;
    page.complains("name", "give the account a name");
    page.complains("website", "such as www.example.com");
    assert_eq!(page.form("#new-account").value("About"), "Worth knowing");
    let page = records_account(&mara, &"x".repeat(121)).await;
    page.complains("name", "keep it to 120 characters; these are 121");
    mara.opens_page("/accounts").await.says("No accounts yet");
}

#[tokio::test]
async fn a_name_is_there_once_whatever_its_capitals_and_spaces() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let acme = records_account(&mara, "Acme Freight").await;
    let page = records_account(&mara, " ACME  freight").await;
    page.complains("name", "already an account of this name");
    assert_eq!(page.link("Open the account that is there"), acme.address);
    records_contact(&mara, &acme, "Ines Baptista").await;
    let page = records_contact(&mara, &acme, "ines baptista").await;
    page.complains("name", "already somebody of this name");
    let other = records_account(&mara, "Bluebird").await;
    let page = records_contact(&mara, &other, "Ines Baptista").await;
    page.tells("Saved.");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_acts_once() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let form = mara.opens_page("/accounts/new").await.form("#new-account");
    let form = form.fill("Name", "Acme");
    mara.sends(&form).await.tells("Saved.");
    let before = world.events().await;
    mara.sends(&form).await.tells("already recorded");
    assert_eq!(world.events().await, before);
}

#[tokio::test]
async fn a_stale_edit_is_told_with_what_is_there_now() {
    let world = World::new().await;
    let (mara, tom) = (world.rep("Mara Kovač").await, world.rep("Tom Reyes").await);
    let acme = records_account(&mara, "Acme").await;
    let edit = format!("{}/edit", acme.address);
    let hers = mara.opens_page(&edit).await.form("#edit-account");
    let his = tom.opens_page(&edit).await.form("#edit-account");
    tom.sends(&his.fill("About", "Tom was here"))
        .await
        .tells("Saved.");
    let page = mara.sends(&hers.fill("About", "Mara was here")).await;
    page.is(StatusCode::CONFLICT);
    page.says("Somebody changed this account meanwhile")
        .says("Tom was here");
    let again = page.form("#edit-account");
    assert_eq!(again.value("About"), "Mara was here");
    mara.sends(&again)
        .await
        .tells("Saved.")
        .says("Mara was here");
}

#[tokio::test]
async fn the_deals_of_an_account_come_in_pages_the_open_ones_first() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    for number in 1..=52 {
        mara.opens(&format!("Depot {number}")).at("Acme").await;
    }
    let newest = mara.opens("Depot 53").at("Acme").await;
    let when = [(
        "What would have to happen for it to come back?",
        "A new plant",
    )];
    mara.closes(&newest, "On hold", "", &when).await;
    let list = mara.opens_page("/accounts").await;
    let acme = mara.opens_page(&list.link("Acme")).await;
    let deals = |page: &Page| page.read(".table tbody th");
    let first = deals(&acme);
    assert_eq!(first.len(), 50);
    assert_eq!(
        (first[0].as_str(), first[49].as_str()),
        ("Depot 52", "Depot 3")
    );
    let rest = mara.opens_page(&acme.link("More deals")).await;
    assert_eq!(deals(&rest), ["Depot 2", "Depot 1", "Depot 53"]);
    let again = mara.opens_page(&rest.link("Back to the first")).await;
    assert_eq!(deals(&again), first);
}

#[tokio::test]
async fn accounts_are_found_by_any_part_of_their_name_and_paged() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    for number in 0..52 {
        records_account(&mara, &format!("Haulier {number:02}")).await;
    }
    records_account(&mara, "100% Pure_Water").await;
    let page = mara.opens_page("/accounts").await;
    assert_eq!(page.all("tbody tr").len(), 50);
    let rest = mara.opens_page(&page.link("More accounts")).await;
    assert_eq!(rest.all("tbody tr").len(), 3);
    let form = page.form("main form[role=search]");
    let found = mara.sends(&form.clone().fill("Name", "LIER 3")).await;
    assert_eq!(found.all("tbody tr").len(), 10);
    let found = mara.sends(&form.clone().fill("Name", "0% pure_")).await;
    assert_eq!(found.read("tbody th"), ["100% Pure_Water"]);
    let found = mara.sends(&form.fill("Name", "%")).await;
    assert_eq!(found.read("tbody th"), ["100% Pure_Water"]);
}

#[tokio::test]
async fn while_a_name_is_typed_those_that_begin_with_it_come_first() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    for name in ["Big Acme", "Acme Freight", "Bluebird"] {
        records_account(&mara, name).await;
    }
    let answer = mara
        .asks(Method::GET, "/accounts/suggestions?q=aCm", None)
        .await;
    let offered: Vec<serde_json::Value> = serde_json::from_str(&answer.text).expect("a list");
    let names: Vec<_> = offered.iter().map(|one| one["name"].as_str()).collect();
    assert_eq!(names, [Some("Acme Freight"), Some("Big Acme")]);
    let stranger = world
        .stranger()
        .asks(Method::GET, "/accounts/suggestions?q=a", None)
        .await;
    assert!(stranger.status.is_redirection());
}

#[tokio::test]
async fn an_account_put_on_record_twice_at_once_is_one() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let workspace = records_account(&mara, "Bluebird").await;
    let database = Database::lazy((*world.db().app.connect_options()).clone(), 8);
    let scope = scope_of(&world, &mara, &workspace).await;
    let name = AccountName::parse("Acme").expect("a name");
    let speaker = ContactName::parse("Ines").expect("a name");
    let both = async |_: u8| {
        let mut tx = database.begin(scope).await?;
        let (account, is_new) = store::find_or_create_account(&mut tx, &name).await?;
        let contact = store::find_or_create_contact(&mut tx, account, &speaker, None, None).await?;
        tx.commit().await?;
        Ok::<_, sqlx::Error>((account, is_new, contact))
    };
    let (a, b, c, d) = tokio::join!(both(1), both(2), both(3), both(4));
    let all = [a, b, c, d].map(|done| done.expect("on record"));
    assert!(all.iter().all(|(account, ..)| *account == all[0].0));
    assert!(all.iter().all(|(.., (contact, _))| *contact == all[0].2.0));
    assert_eq!(all.iter().filter(|(_, is_new, _)| *is_new).count(), 1);
    assert_eq!(all.iter().filter(|(.., (_, is_new))| *is_new).count(), 1);
}

async fn scope_of(world: &World, member: &Member, account: &Page) -> Scope {
    let id: AccountId = account
        .address
        .trim_start_matches("/accounts/")
        .parse()
        .expect("an id");
    let workspace: uuid::Uuid =
        sqlx::query_scalar("select workspace_id from account where id = $1")
            .bind(id.0)
            .fetch_one(&world.db().superuser)
            .await
            .expect("an account");
    Scope {
        workspace: workspace.into(),
        member: Some(member.id),
    }
}

#[tokio::test]
async fn another_workspaces_accounts_and_contacts_are_not_there() {
    let world = World::new().await;
    let mara = world.rep("Mara Kovač").await;
    let acme = records_account(&mara, "Acme").await;
    let page = records_contact(&mara, &acme, "Ines").await;
    let ines = contact(&page, "Ines");
    let form = mara
        .opens_page(&format!("{ines}/edit"))
        .await
        .form("#edit-contact");
    let eve = world.elsewhere().await.admin("Eve").await;
    for address in [
        acme.address.clone(),
        format!("{}/edit", acme.address),
        format!("{}/contacts/new", acme.address),
        ines.clone(),
        format!("{ines}/edit"),
    ] {
        eve.opens_page(&address)
            .await
            .is(StatusCode::NOT_FOUND)
            .does_not_say("Acme");
    }
    eve.sends(&form.fill("Name", "Eve was here"))
        .await
        .is(StatusCode::NOT_FOUND);
    eve.opens_page("/accounts").await.does_not_say("Acme");
    let answer = eve
        .asks(Method::GET, "/accounts/suggestions?q=ac", None)
        .await;
    assert_eq!(answer.text, "[]");
    mara.opens_page(&ines).await.does_not_say("Eve was here");
}
