//! Every link and every form of every page leads somewhere.

use crate::{
    places::{Ground, PLACES, Who},
    world::{Page, Visitor, World, words},
};
use axum::http::{Method, StatusCode};
use std::collections::{BTreeMap, BTreeSet};

#[tokio::test]
async fn every_link_and_every_form_leads_somewhere() {
    let world = World::new().await;
    let ground = Ground::lay(&world).await;
    for who in [Who::Nobody, Who::Admin, Who::Newcomer] {
        let stranger = world.stranger();
        let visitor: &Visitor = ground.viewer(who).map_or(&stranger, |member| member);
        let (mut links, mut forms) = (BTreeMap::new(), BTreeMap::new());
        for (_, path, _) in PLACES.iter().filter(|(looks, _, _)| *looks == who) {
            let page = visitor.opens_page(&ground.path(path)).await;
            collect(&page, &mut links, &mut forms);
        }
        // What was said of these deals is made up there, of months in which they were not open yet.
        let made_up = |to: &str, from: &str| {
            from.starts_with("/forecast/calibration/deals") && to.contains("?at=")
        };
        links.retain(|to, from| !made_up(to, from));
        for (to, from) in links {
            let page = visitor.opens_page(&to).await;
            assert_eq!(page.status, StatusCode::OK, "from {from}: {page}");
        }
        for (to, from) in forms {
            let page = visitor.asks(Method::PUT, &to, None).await;
            assert_eq!(
                page.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "a form on {from} is sent to {to}"
            );
        }
    }
}

type Found = BTreeMap<String, String>;

fn collect(page: &Page, links: &mut Found, forms: &mut Found) {
    for link in page.all("a[href], link[href], script[src]") {
        let to = link.attr("href").or(link.attr("src")).unwrap_or_default();
        let is_ours = !to.starts_with("http") && !to.starts_with('#') && !to.starts_with("mailto:");
        if is_ours {
            links.insert(page.resolve(to), page.address.clone());
        }
    }
    for form in page.all("form") {
        let to = form.attr("action").unwrap_or(&page.address);
        forms.insert(page.resolve(to), page.address.clone());
    }
}

#[tokio::test]
async fn every_page_says_where_one_is() {
    let world = World::new().await;
    let ground = Ground::lay(&world).await;
    let mut titles = BTreeSet::new();
    for (who, path, _) in PLACES {
        let stranger = world.stranger();
        let visitor: &Visitor = ground.viewer(*who).map_or(&stranger, |member| member);
        let page = visitor.opens_page(&ground.path(path)).await;
        let title = words(page.one("head > title"));
        assert!(
            title.ends_with(" · Saidso") && title.len() > " · Saidso".len(),
            "{title} on {page}"
        );
        assert_eq!(page.all("h1").len(), 1, "one heading on {page}");
        assert_eq!(page.all("main").len(), 1, "one main part on {page}");
        assert_eq!(page.root().attr("lang"), Some("en"), "{page}");
        let ids: Vec<_> = page
            .all("[id]")
            .iter()
            .filter_map(|e| e.attr("id").map(str::to_owned))
            .collect();
        let different: BTreeSet<_> = ids.iter().collect();
        assert_eq!(
            ids.len(),
            different.len(),
            "an id twice on {}: {:?}",
            page.address,
            twice(&ids)
        );
        titles.insert(title);
    }
    assert!(
        titles.len() > 20,
        "the titles tell the pages apart: {titles:?}"
    );
}

fn twice(ids: &[String]) -> Vec<&String> {
    let times = |id: &&String| ids.iter().filter(|other| other == id).count() > 1;
    ids.iter().filter(times).collect()
}
