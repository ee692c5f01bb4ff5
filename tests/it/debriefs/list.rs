//! All conversations: in how many the customer's reason was another than ours, and the way through them.

use super::*;

impl Team {
    /// More deals are lost and asked about: each even one for another reason than ours.
    async fn holds(&self, numbers: std::ops::Range<usize>) {
        for number in numbers {
            let deal = format!("Deal {number}");
            let deal = self.mara.opens(&deal).at("Acme Freight").await;
            self.mara.closes(&deal, LOST, reason(number % 2), &[]).await;
            let path = format!("{}/debrief", deal.path);
            let form = self.jonas.opens_page(&path).await.form("#debrief-form");
            let form = form
                .choose("Who talked with you?", "Rui Antunes")
                .fill("Their reason, in their words", "So.")
                .choose("Which comes closest?", reason(1));
            self.jonas.sends(&form).await.tells("Noted");
        }
    }
}

#[tokio::test]
async fn from_eight_on_it_says_how_often_the_reason_was_another_and_both_numbers_open() {
    let team = lost_on("2030-03-04").await;
    let first = team.form(&team.jonas).await;
    team.jonas.sends(&first).await.tells("Noted");
    team.holds(0..6).await;
    let list = team.mara.opens_page("/debriefs").await;
    list.says(
        "In 4 of 7 conversations the customer gave another reason than we did: too few to say",
    );
    team.holds(7..8).await;
    let list = team.mara.opens_page("/debriefs").await;
    list.says(
        "In 4 of 8 conversations the customer gave another reason than we did: 50 % (22–78 %).",
    );
    for number in ["4", "8 conversations"] {
        let rows = team.mara.opens_page(&list.link(number)).await;
        let rows = rows.read(".debriefs h3").len();
        assert!(number.starts_with(&rows.to_string()), "{number}: {rows}");
    }
}

#[tokio::test]
async fn every_page_of_the_list_leads_back_to_its_top() {
    let team = lost_on("2030-03-04").await;
    let first = team.form(&team.jonas).await;
    team.jonas.sends(&first).await.tells("Noted");
    let list = team.mara.opens_page("/debriefs").await;
    assert!(list.all("a[rel='prev']").is_empty());
    // Behind a conversation of later, whose page this one would follow.
    let later = "4102444800000000.00000000-0000-0000-0000-000000000000";
    for (path, top) in [
        ("/debriefs?after=", "/debriefs"),
        (
            "/debriefs?which=differing&after=",
            "/debriefs?which=differing",
        ),
    ] {
        let page = team.mara.opens_page(&format!("{path}{later}")).await;
        assert_eq!(page.read(".debriefs h3"), ["Route planning"]);
        assert_eq!(page.link("From the top"), top);
    }
}

/// A day is the reader's: what was decided at noon in UTC is of the next day fourteen hours further east.
#[tokio::test]
async fn the_day_of_a_decision_is_the_readers() {
    let team = lost_on("2030-03-04").await;
    let behind = &team.world.db().superuser;
    behind
        .execute(
            "update person set time_zone = 'Pacific/Kiritimati'
            where id = (select person_id from member where name = 'Jonas Weber')",
        )
        .await
        .expect("moved");
    team.page(&team.jonas)
        .await
        .says("Lost to another supplier on 5 Mar");
    team.page(&team.mara)
        .await
        .says("Lost to another supplier on 4 Mar");
}
