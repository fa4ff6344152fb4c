//! One request by curl.

use super::{Program, succeeds};
use serde_json::Value;
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

/// A request under way. The server must hold a certificate of the folder's `ca.pem`.
pub(crate) struct Curl {
    folder: PathBuf,
    arguments: Vec<OsString>,
}

/// What came back.
#[derive(Debug)]
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

    /// Presents the certificate of a file, if there is one.
    pub(crate) fn presenting(self, identity: Option<&Path>) -> Self {
        match identity {
            Some(identity) => self.certificate(identity),
            None => self,
        }
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

    pub(crate) fn send(self, url: &str) -> Answer {
        match self.try_send(url) {
            Ok(answer) => answer,
            Err(failure) => panic!("curl {}: {}", failure.exit_code, failure.message),
        }
    }

    /// One request under way, ended with the value.
    pub(crate) fn start(self, url: &str) -> Waiting {
        let mut curl = Program::CURL.command();
        curl.args(self.arguments)
            .arg(url)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Waiting(
            curl.spawn()
                .unwrap_or_else(|error| panic!("{}", Program::CURL.missing(&error))),
        )
    }

    /// One request that may find no whole answer.
    pub(crate) fn try_send(self, url: &str) -> Result<Answer, Failure> {
        let scratch = tempfile::tempdir_in(&self.folder).unwrap();
        let (headers, body) = (scratch.path().join("headers"), scratch.path().join("body"));
        let curl = self
            .option("--dump-header", &headers)
            .option("--output", &body)
            .option("--write-out", "%{http_code}");
        let mut arguments = curl.arguments;
        arguments.push(url.into());
        let output = Program::CURL.run(arguments);
        // Without a body curl writes no file.
        let body = fs::read(body).unwrap_or_default();
        if !output.status.success() {
            return Err(Failure {
                exit_code: output.status.code().unwrap(),
                message: String::from_utf8_lossy(&output.stderr).into_owned(),
                headers: fs::read_to_string(headers).unwrap_or_default(),
                body,
            });
        }
        Ok(Answer {
            status: succeeds(&output).parse().unwrap(),
            headers: fs::read_to_string(headers).unwrap(),
            body,
        })
    }
}

/// A running curl.
pub(crate) struct Waiting(Child);

impl Drop for Waiting {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What came back when curl gave up.
#[derive(Debug)]
pub(crate) struct Failure {
    /// As `man curl` lists them.
    pub(crate) exit_code: i32,
    message: String,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
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

    /// The lines of all headers whose name begins so.
    pub(crate) fn headers_beginning(&self, beginning: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for line in self.headers.lines() {
            if line.to_ascii_lowercase().starts_with(beginning) {
                found.push(line);
            }
        }
        found
    }

    pub(crate) fn status_line(&self) -> &str {
        self.headers.lines().next().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        let content_type = self.header("content-type").unwrap_or_default();
        assert!(
            content_type.split(';').next() == Some("application/json"),
            "{content_type}: {}",
            self.text()
        );
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
