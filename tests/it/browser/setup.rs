//! How a browser is set up.

use fantoccini::wd::Capabilities;
use serde_json::json;
use std::path::Path;

/// Chromium without the windows and menus that nobody sees here: a third less work. Where it is not installed the whole
/// browser does.
const HEADLESS: &str = "/usr/bin/chromium-headless-shell";

/// How a browser is set up.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    pub without_script: bool,
    /// With its tabs: only there is a page in one that is behind another not seen.
    pub with_tabs: bool,
}

impl Setup {
    pub const WITHOUT_SCRIPT: Self = Self {
        without_script: true,
        with_tabs: false,
    };
    pub const WITH_TABS: Self = Self {
        without_script: false,
        with_tabs: true,
    };

    /// What the driver is asked for.
    pub fn capabilities(self) -> Capabilities {
        let mut arguments = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-features=Translate,OptimizationHints,MediaRouter",
            "--hide-scrollbars",
            "--window-size=1280,1000",
            "--lang=en",
        ];
        if self.without_script {
            arguments.push("--blink-settings=scriptEnabled=false");
        }
        let mut options = json!({ "args": arguments });
        if !self.with_tabs && Path::new(HEADLESS).exists() {
            options["binary"] = json!(HEADLESS);
        }
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".into(), options);
        capabilities.insert("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        capabilities
    }
}
