//! Every page and state, in light and in dark, against WCAG 2.2 AA as far as a machine can tell, on a phone and on paper.

use super::{Setup, Site, paper, phone, window::Window};
use crate::places::{Ground, PLACES, Who};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command, sync::OnceLock};

/// The checker comes from npm and is kept in `target`.
const CHECKER: &str = "axe-core@4.14.1";

/// The checker's program.
fn checker() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe");
        let file = folder.join("node_modules/axe-core/axe.min.js");
        if !file.exists() {
            fs::create_dir_all(&folder).expect("a folder");
            let fetched = Command::new("npm")
                .args([
                    "install",
                    "--no-save",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    CHECKER,
                    "--prefix",
                ])
                .arg(&folder)
                .output();
            let fetched = fetched.unwrap_or_else(|error| {
                panic!("npm could not be started ({error}): tests/run installs what the tests need")
            });
            let said = String::from_utf8_lossy(&fetched.stderr);
            assert!(
                fetched.status.success(),
                "npm could not fetch {CHECKER}: {said}"
            );
        }
        fs::read_to_string(&file).expect("the checker")
    })
}

const RULES: &str = r#"
    const [only, done] = arguments;
    const frame = () => new Promise(requestAnimationFrame);
    // Where colours change, what inherits them begins to change after what it inherits them from.
    const stillness = async () => {
        for (let moving = [1]; moving.length; moving = document.getAnimations()) {
            await Promise.allSettled(moving.map((one) => one.finished));
            await frame();
            await frame();
        }
    };
    stillness().then(() => axe.run(document, { runOnly: only, resultTypes: ["violations"], preload: false })).then(
        (found) => done(found.violations.flatMap((wrong) => wrong.nodes.map((node) =>
            `${wrong.id}: ${node.target.join(" ")}: ${node.failureSummary} ${node.html.slice(0, 160)}`))),
        (error) => done([String(error)]));
"#;

/// What is wrong with the page as it stands.
async fn wrongs(window: &Window<'_>, only: &Value) -> Vec<String> {
    let found = window
        .client
        .execute_async(RULES, vec![only.clone()])
        .await
        .expect("it checks");
    let lines = found.as_array().cloned().unwrap_or_default();
    lines
        .iter()
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect()
}

/// Looks at every place of the list that is this one's, one in `of` beginning with `first`: in light, in dark, on a
/// phone and on paper. A page is opened once; what differs then is the style sheet alone.
async fn look_at(first: usize, of: usize) {
    let site = Site::open().await;
    let ground = Ground::lay(&site.world).await;
    let window = Window::open(&site, Setup::default()).await;
    let program = json!({ "source": checker() });
    window
        .devtools("Page.addScriptToEvaluateOnNewDocument", program)
        .await;
    let all = json!({ "type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    let colours = json!({ "type": "rule", "values": ["color-contrast", "link-in-text-block"] });
    let (mut found, mut is_there) = (vec![], None);
    for (who, path, button) in PLACES.iter().skip(first).step_by(of) {
        if is_there.replace(*who) != Some(*who) {
            comes_as(&window, &ground, *who).await;
        }
        window.wears("light").await;
        window.goes_to(&ground.path(path)).await;
        window.clicks(button).await;
        // What the bar at the top covers just now can be scrolled to.
        window.runs("scrollTo(0, 0)").await;
        let mut wrong = wrongs(&window, &all).await;
        window.wears("dark").await;
        let dark = wrongs(&window, &colours).await;
        wrong.extend(dark.iter().map(|wrong| format!("in the dark, {wrong}")));
        wrong.extend(phone::too_wide(&window).await);
        wrong.extend(paper::amiss(&window).await);
        wrong.extend(window.complaints().await);
        found.extend(
            wrong
                .iter()
                .map(|wrong| format!("{path} {button}: {wrong}")),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn comes_as(window: &Window<'_>, ground: &Ground, who: Who) {
    window.loses_its_session().await;
    if let Some(member) = ground.viewer(who) {
        window.is_used_by(member).await;
    }
}

#[tokio::test]
async fn every_page_can_be_read_by_everybody_and_on_a_phone() {
    look_at(0, 2).await;
}

#[tokio::test]
async fn every_other_page_can_be_read_by_everybody_and_on_a_phone() {
    look_at(1, 2).await;
}
