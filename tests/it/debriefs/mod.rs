//! The conversation after the end: somebody other than the owner asks, and the customer's reason stands beside ours.

mod list;

use crate::world::{Deal, Form, Member, Page, World};
use axum::http::StatusCode;
use saidso::debriefs::propose_everywhere;
use sqlx::Executor;

const LOST: &str = "Lost to another supplier";

struct Team {
    world: World,
    mara: Member,
    jonas: Member,
    deal: Deal,
}

/// Mara's deal was lost on this day.
async fn lost_on(day: &str) -> Team {
    let world = World::on(day).await;
    let mara = world.rep("Mara Kovač").await;
    let jonas = world.rep("Jonas Weber").await;
    let deal = mara.opens("Route planning").at("Acme Freight").await;
    mara.records(&deal, "It costs us nights.").await;
    mara.closes(&deal, LOST, reason(0), &[])
        .await
        .tells("closed");
    Team {
        world,
        mara,
        jonas,
        deal,
    }
}

/// A reason of the vocabulary, by its place there.
fn reason(number: usize) -> &'static str {
    let groups = saidso::journey::terms::OutcomeKind::LostToSupplier.reasons();
    groups[0].reasons[number].sentence
}

impl Team {
    fn path(&self) -> String {
        format!("{}/debrief", self.deal.path)
    }

    async fn page(&self, who: &Member) -> Page {
        who.opens_page(&self.path()).await
    }

    async fn form(&self, who: &Member) -> Form {
        self.page(who)
            .await
            .form("#debrief-form")
            .fill("Their name", "Rui Antunes")
            .fill("Their reason, in their words", "Routely knew our depots.")
            .choose("Which comes closest?", reason(1))
    }

    /// The workspace's clock is the server's again, and the server goes round.
    async fn goes_round(&self) -> usize {
        let behind = &self.world.db().superuser;
        behind
            .execute("update workspace set rehearsal = false")
            .await
            .expect("its clock");
        let db = self.world.another_process().db;
        propose_everywhere(&db).await.expect("gone round")
    }

    /// It was decided so many days ago.
    async fn decided_days_ago(&self, days: i32) {
        let behind = &self.world.db().superuser;
        let earlier = format!(
            "update debrief_watch set due_at = now() + interval '14 days' - interval '{days} days'"
        );
        behind
            .execute(sqlx::AssertSqlSafe(earlier))
            .await
            .expect("earlier");
    }
}

#[tokio::test]
async fn after_two_weeks_somebody_else_is_proposed_once_whoever_goes_round() {
    let team = lost_on("2030-03-04").await;
    team.decided_days_ago(13).await;
    assert_eq!(team.goes_round().await, 0);
    team.jonas
        .opens_page("/inbox")
        .await
        .says("Nothing waits for you");
    team.decided_days_ago(14).await;
    let (here, there) = (
        team.world.another_process().db,
        team.world.another_process().db,
    );
    let (one, other) = tokio::join!(propose_everywhere(&here), propose_everywhere(&there));
    one.and(other).expect("gone round");
    let inbox = team.jonas.opens_page("/inbox").await;
    let asks = "Would you ask Acme Freight how Route planning looked from their side";
    assert_eq!(inbox.read(".inbox > li").len(), 1);
    inbox.says(asks);
    team.jonas.opens_page("/focus").await.says(asks);
    team.mara.opens_page("/inbox").await.does_not_say(asks);
    let page = team
        .jonas
        .opens_page(&inbox.link(&inbox.read(".inbox a")[0]))
        .await;
    assert_eq!(page.address, team.path());
    page.says("It is proposed to you");
    team.jonas
        .opens_page("/debriefs?which=waiting")
        .await
        .says("Proposed to you");
}

#[tokio::test]
async fn what_is_long_over_is_not_brought_up_and_a_reopened_deal_waits_for_nothing() {
    let team = lost_on("2030-03-04").await;
    team.decided_days_ago(75).await;
    team.goes_round().await;
    team.jonas
        .opens_page("/inbox")
        .await
        .says("Nothing waits for you");

    let team = lost_on("2030-03-04").await;
    team.mara.reopens(&team.deal, "They called us").await;
    team.decided_days_ago(20).await;
    assert_eq!(team.goes_round().await, 0);
    let page = team.page(&team.jonas).await;
    assert_eq!(
        page.address, team.deal.path,
        "there is nothing to ask about"
    );
}

#[tokio::test]
async fn their_reason_stands_beside_ours_and_changes_nothing_of_it() {
    let team = lost_on("2030-03-04").await;
    let answered = team
        .jonas
        .sends(&team.form(&team.jonas).await.fill(QUESTION, "Their visit."))
        .await;
    answered
        .tells("Their reason stands beside ours")
        .says("“Routely knew our depots.”")
        .says("That is another reason than ours")
        .says("Their visit.")
        .says(&format!(
            "We put it down to: {}",
            reason(0).trim_end_matches('.')
        ));
    let deal = team.mara.looks_at(&team.deal).await;
    deal.says(&format!("Why: {}", reason(0).trim_end_matches('.')));
    assert!(
        deal.history()
            .iter()
            .any(|line| line.contains("asked Rui Antunes after the end")),
        "{:?}",
        deal.history()
    );
    let list = team.mara.opens_page("/debriefs").await;
    list.says(
        "In 1 of 1 conversation the customer gave another reason than we did: too few to say",
    );
    assert_eq!(list.read(".debriefs h3"), ["Route planning"]);
    assert_eq!(
        team.mara
            .opens_page("/debriefs?which=differing")
            .await
            .read(".debriefs h3"),
        ["Route planning"]
    );

    let again = team
        .jonas
        .opens_page(&format!("{}?again=yes", team.path()))
        .await;
    let form = again
        .form("#debrief-form")
        .choose("Which comes closest?", reason(0));
    team.jonas
        .sends(&form)
        .await
        .does_not_say("another reason than ours");
    assert_eq!(
        team.mara
            .opens_page("/debriefs?which=differing")
            .await
            .read(".debriefs h3"),
        Vec::<String>::new()
    );
    assert_eq!(
        team.mara.opens_page("/debriefs").await.read(".debriefs h3"),
        ["Route planning"]
    );
}

const QUESTION: &str = "What helped you to decide, of all that we did, and what made it harder?";

#[tokio::test]
async fn who_sold_it_does_not_ask() {
    let team = lost_on("2030-03-04").await;
    let page = team.page(&team.mara).await;
    page.says("Mara Kovač sold it, so somebody else asks");
    assert!(page.read("#debrief-form").is_empty());
    let form = team.form(&team.jonas).await;
    team.mara
        .sends(&form)
        .await
        .says("Who sold it does not ask");
    let hand_on = page.form("#hand-on-form");
    let forged = hand_on.clone().forge("member", &team.mara.id.to_string());
    team.jonas
        .sends(&forged)
        .await
        .says("Who sold it does not ask");
    team.mara
        .sends(&hand_on.choose("Somebody else?", "Jonas Weber"))
        .await
        .tells("Proposed");
    team.jonas
        .opens_page("/inbox")
        .await
        .says("Would you ask Acme Freight");
    // The same by SQL.
    let taken = "begin;
        select set_config('app.workspace_id', (select workspace_id::text from debrief limit 1), true);
        update debrief set member_id = (select owner_id from opportunity limit 1);";
    let behind = &team.world.db().superuser;
    let refused = behind
        .execute(taken)
        .await
        .expect_err("refused")
        .to_string();
    assert!(
        refused.contains("does not hold the conversation"),
        "{refused}"
    );
}

#[tokio::test]
async fn it_is_handed_on_and_never_over_somebody_elses_hand() {
    let team = lost_on("2030-03-04").await;
    let ana = team.world.manager("Ana Lindqvist").await;
    team.mara
        .sends(
            &team
                .page(&team.mara)
                .await
                .form("#hand-on-form")
                .choose("Somebody else?", "Jonas Weber"),
        )
        .await
        .tells("Proposed");
    let before = team.page(&team.jonas).await;
    let form = before
        .form("#hand-on-form")
        .choose("Somebody else?", "Ana Lindqvist");
    team.jonas
        .sends(&form)
        .await
        .says("It is proposed to Ana Lindqvist");
    ana.opens_page("/inbox")
        .await
        .says("Would you ask Acme Freight");
    let cara = team.world.rep("Cara Dunn").await;
    let stale = form.forge("member", &cara.id.to_string());
    team.jonas
        .sends(&stale)
        .await
        .says("Somebody handed it on meanwhile");
}

#[tokio::test]
async fn what_is_missing_is_said_beside_its_field_and_what_was_typed_stays() {
    let team = lost_on("2030-03-04").await;
    let before = team.world.events().await;
    let form = team
        .page(&team.jonas)
        .await
        .form("#debrief-form")
        .fill(QUESTION, "Their visit.")
        .fill("When?", "2030-03-05");
    let page = team.jonas.sends(&form).await;
    page.is(StatusCode::UNPROCESSABLE_ENTITY)
        .complains("person", "Who at Acme Freight did you talk with?")
        .complains("talked_on", "has not come yet")
        .complains("reason", "Which comes closest")
        .complains("words", "in their words");
    assert_eq!(page.form("#debrief-form").value(QUESTION), "Their visit.");
    assert_eq!(team.world.events().await, before, "nothing is half written");
}

#[tokio::test]
async fn sent_twice_it_is_noted_once_and_elsewhere_it_is_not_there() {
    let team = lost_on("2030-03-04").await;
    let form = team.form(&team.jonas).await;
    team.jonas.sends(&form).await.tells("Noted");
    let before = team.world.events().await;
    team.jonas.sends(&form).await.tells("already recorded");
    assert_eq!(team.world.events().await, before);
    let eve = team.world.elsewhere().await.manager("Eve Stone").await;
    eve.opens_page(&team.path()).await.is(StatusCode::NOT_FOUND);
    eve.sends(&form).await.is(StatusCode::NOT_FOUND);
    eve.opens_page("/debriefs")
        .await
        .says("Nobody has asked a customer yet");
}
