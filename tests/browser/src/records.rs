//! What the browser itself says of what it did.

use crate::{Browser, Family, webkit};
use serde_json::Value;

const NO_RECORD: &str = "WebKit's driver keeps no record";

/// A request the browser made, by its own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
}

impl Browser {
    /// The network requests the browser made since it was last asked, from its own record. What stays inside the
    /// browser (`chrome:`, `data:`, `blob:`) is none, and its icon it fetches when it pleases: that is left out too.
    ///
    /// # Panics
    /// When there is no record.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        let requests: Vec<Value> = match self.family() {
            Family::Chromium => self
                .log("performance")
                .iter()
                .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
                .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
                .map(|mut entry| entry["message"]["params"]["request"].take())
                .collect(),
            Family::Firefox => self
                .events("network.beforeRequestSent")
                .into_iter()
                .map(|mut event| event["request"].take())
                .collect(),
            Family::WebKit => panic!("{NO_RECORD}"),
        };
        requests
            .iter()
            .map(|request| Request {
                method: text(&request["method"]),
                url: text(&request["url"]),
            })
            .filter(|Request { url, .. }| url.starts_with("http") && !url.ends_with("/favicon.svg"))
            .collect()
    }

    /// What the browser's console says since it was last asked: errors, warnings, and in Chromium what it refused to
    /// load. (Firefox shows that only to its own tools; in WebKit the page itself keeps what it says once it is loaded.)
    ///
    /// # Panics
    /// When there is no record.
    #[must_use]
    pub fn console(&self) -> Vec<String> {
        match self.family() {
            Family::Chromium => {
                let entries = self.log("browser");
                entries.iter().map(|entry| text(&entry["message"])).collect()
            }
            Family::Firefox => {
                let entries = self.events("log.entryAdded");
                entries.iter().map(|entry| text(&entry["text"])).collect()
            }
            Family::WebKit => {
                let said = self.execute(webkit::SAID, &[]);
                let said = said.as_array().expect("a page that keeps what it says");
                said.iter().map(text).collect()
            }
        }
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.session().log(kind);
        entries.unwrap_or_else(|failure| panic!("{failure}"))
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
