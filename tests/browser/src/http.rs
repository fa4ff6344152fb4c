//! WebDriver over HTTP, as chromedriver speaks it.

use crate::webdriver::{Command, Failure, Method, Remote, Session};
use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;

/// A session with a driver.
struct Http {
    agent: Agent,
    /// The session's address.
    url: String,
}

/// Has the driver at `driver` (such as `http://127.0.0.1:9515`) start a browser.
///
/// # Errors
/// What the driver says, for example when the browser does not start.
pub(crate) fn start(driver: &str, capabilities: &Value) -> Result<Session, Failure> {
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(120)))
        .build()
        .into();
    let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
    let mut begun = answer(agent.post(format!("{driver}/session")).send_json(body))?;
    let id = begun["sessionId"].as_str().unwrap_or_default();
    let url = format!("{driver}/session/{id}");
    Ok(Session::new(Http { agent, url }, begun["capabilities"].take()))
}

impl Remote for Http {
    fn call(&self, command: &Command<'_>, parameters: &Value) -> Result<Value, Failure> {
        let url = format!("{}/{}", self.url, command.path);
        answer(match command.method {
            Method::Get => self.agent.get(url).call(),
            Method::Post => self.agent.post(url).send_json(parameters),
            Method::Delete => self.agent.delete(url).call(),
        })
    }

    fn end(&self) {
        let _ = self.agent.delete(&self.url).call();
    }
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Failure> {
    let mut response = response.map_err(|error| Failure::unreachable(&error))?;
    let failed = !response.status().is_success();
    let mut body: Value = response
        .body_mut()
        // A screenshot of a long page is larger than the client's own limit.
        .with_config()
        .limit(64 << 20)
        .read_json()
        .map_err(|error| Failure::unreachable(&error))?;
    let value = body["value"].take();
    if failed {
        return Err(Failure::of(&value));
    }
    Ok(value)
}
