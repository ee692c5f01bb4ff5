//! Strategy sessions, one at every step.

use crate::world::{Deal, Member, Page};

const FILE: &str = "It is all in our file: two drivers a week, eleven percent of the kilometres, and by June the licence is gone.";

/// Sessions at every step, and a deal on which one decided.
pub async fn sessions(admin: &Member, mara: &Member) -> Vec<(&'static str, String)> {
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
