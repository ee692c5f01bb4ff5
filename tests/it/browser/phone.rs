//! Every page on a screen of 360 pixels.

use super::{
    Site,
    access::comes_as,
    window::{Setup, Window},
};
use crate::places::{Ground, PLACES};

/// What reaches beyond the screen, widest first; nothing where the page does not scroll sideways.
const TOO_WIDE: &str = r#"
    const screen = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= screen && screen === 360) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > screen + 0.5);
    const name = (e) => `${e.tagName.toLowerCase()}.${e.className} to ${Math.round(e.getBoundingClientRect().right)}`;
    return [`scrolls to ${document.documentElement.scrollWidth} of ${screen}`, ...wide.slice(0, 6).map(name)];
"#;

#[tokio::test]
async fn no_page_scrolls_sideways_on_a_phone() {
    let site = Site::open().await;
    let ground = Ground::lay(&site.world).await;
    let setup = Setup {
        is_phone: true,
        ..Setup::default()
    };
    let phone = Window::open(&site, setup).await;
    let mut found = vec![];
    for (who, path, button) in PLACES {
        comes_as(&phone, &ground, *who).await;
        phone.goes_to(&ground.path(path)).await;
        phone.clicks(button).await;
        let wide = phone.runs(TOO_WIDE).await;
        let wide = wide.as_array().cloned().unwrap_or_default();
        if !wide.is_empty() {
            found.push(format!("{path} {button}: {wide:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
