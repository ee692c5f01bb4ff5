//! What is begun: drafts of journeys, and an invitation.

use crate::world::{Member, World};

pub async fn drafts(admin: &Member) -> Vec<(&'static str, String)> {
    let journey = admin
        .opens_page("/journeys")
        .await
        .link("Considered purchase");
    let page = admin.opens_page(&journey).await;
    let draft = admin
        .sends(&page.form("form.head-actions[action$='/draft']"))
        .await;
    let first = |part: &str| {
        let links = draft.all(&format!("a[href*='/draft/{part}/']"));
        let edits = links
            .iter()
            .find(|link| crate::world::words(**link).starts_with("Edit"));
        edits
            .and_then(|link| link.attr("href"))
            .expect("a link to edit it")
            .to_owned()
    };
    vec![
        ("{journey}", journey),
        ("{stage}", first("stages")),
        ("{verifier}", first("verifiers")),
    ]
}

pub async fn invitation(world: &World, admin: &Member) -> String {
    let page = admin.opens_page("/settings/members").await;
    let form = page.form("form[action='/settings/members/invitations']");
    let form = form
        .fill("email", "new@northwind.example")
        .tick("role", "rep");
    let page = admin.sends(&form).await;
    let link = page
        .one("#fresh-link")
        .attr("value")
        .unwrap_or_default()
        .to_owned();
    link.trim_start_matches(&world.origin()).to_owned()
}
