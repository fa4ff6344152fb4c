//! One request by curl.

use super::{Program, succeeds};
use serde_json::Value;
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// A request under way. The server must hold a certificate of the folder's `ca.pem`.
pub(crate) struct Curl {
    folder: PathBuf,
    arguments: Vec<OsString>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: String,
    pub(crate) body: Vec<u8>,
}

impl Curl {
    pub(crate) fn new(folder: &Path) -> Self {
        let arguments = ["--silent", "--show-error", "--noproxy", "*", "--path-as-is", "--cacert"];
        let mut arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        arguments.push(folder.join("ca.pem").into());
        Self {
            folder: folder.to_owned(),
            arguments,
        }
    }

    pub(crate) fn option(mut self, option: &str, value: impl Into<OsString>) -> Self {
        self.arguments.push(option.into());
        self.arguments.push(value.into());
        self
    }

    /// Presents a client certificate: a PEM file that holds the key too.
    pub(crate) fn certificate(self, identity: &Path) -> Self {
        self.option("--cert", identity)
    }

    pub(crate) fn get(self, url: &str) -> Answer {
        self.send(url)
    }

    pub(crate) fn head(mut self, url: &str) -> Answer {
        self.arguments.push("--head".into());
        self.send(url)
    }

    pub(crate) fn post(self, url: &str, body: &str) -> Answer {
        self.option("--header", "Content-Type: application/json")
            .option("--data-binary", body)
            .send(url)
    }

    fn send(self, url: &str) -> Answer {
        let scratch = tempfile::tempdir_in(&self.folder).unwrap();
        let (headers, body) = (scratch.path().join("headers"), scratch.path().join("body"));
        let curl = self
            .option("--dump-header", &headers)
            .option("--output", &body)
            .option("--write-out", "%{http_code}");
        let mut arguments = curl.arguments;
        arguments.push(url.into());
        let status = succeeds(&Program::CURL.run(arguments)).parse().unwrap();
        Answer {
            status,
            headers: fs::read_to_string(headers).unwrap(),
            // Without a body curl writes no file.
            body: fs::read(body).unwrap_or_default(),
        }
    }
}

impl Answer {
    /// The one header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim_end());
        let first = found.next();
        assert_eq!(found.next(), None, "{name} occurs twice");
        first
    }

    pub(crate) fn status_line(&self) -> &str {
        self.headers.lines().next().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Status and code of a refusal.
    pub(crate) fn refusal(&self) -> (u16, String) {
        let json = self.json();
        assert!(
            json["message"].as_str().is_some_and(|message| message.len() > 10),
            "{json}"
        );
        assert_eq!(self.header("cache-control"), Some("no-store"));
        (self.status, json["code"].as_str().unwrap().to_owned())
    }

    /// Link and password of a renewal.
    pub(crate) fn renewal(&self) -> (String, String) {
        assert_eq!(self.status, 200, "{}", self.text());
        let json = self.json();
        (
            json["uri"].as_str().unwrap().to_owned(),
            json["pass"].as_str().unwrap().to_owned(),
        )
    }
}
