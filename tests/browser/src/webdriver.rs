//! A WebDriver client: the few commands the tests need (<https://www.w3.org/TR/webdriver2/>), and
//! chromedriver's own two (`goog/cdp/execute`, `se/log`) and geckodriver's own one (`moz/context`).
//!
//! Own code because the wire format is one JSON object each way; the ready-made clients bring an
//! asynchronous HTTP stack, or types under a licence that is not permissive.

use serde_json::{Value, json};
use std::fmt;
use std::time::Duration;
use ureq::Agent;

/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What the driver answers when it could not do something.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The standard's word for it, such as `no such element`.
    pub error: String,
    /// The driver's explanation.
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.message)
    }
}

/// One browser window under a driver's control. The browser ends when this is dropped.
pub struct Session {
    agent: Agent,
    url: String,
    capabilities: Value,
}

/// A window or tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window(String);

impl Window {
    /// What the drivers call it.
    #[must_use]
    pub fn handle(&self) -> &str {
        &self.0
    }
}

/// An element of the page.
#[derive(Debug, Clone)]
pub struct Element(String);

impl Session {
    /// Has the driver at `driver` (such as `http://127.0.0.1:9515`) start a browser.
    ///
    /// # Errors
    /// What the driver says, for example when the browser does not start.
    pub fn start(driver: &str, capabilities: &Value) -> Result<Self, Failure> {
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .into();
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let mut answer = post(&agent, &format!("{driver}/session"), &body)?;
        let id = answer["sessionId"].as_str().unwrap_or_default();
        Ok(Self {
            url: format!("{driver}/session/{id}"),
            capabilities: answer["capabilities"].take(),
            agent,
        })
    }

    /// What the driver said about the session as it began.
    #[must_use]
    pub fn capabilities(&self) -> &Value {
        &self.capabilities
    }

    /// Opens a page and waits until it is loaded.
    ///
    /// # Errors
    /// What the driver says, for example that the certificate is not trusted.
    pub fn open(&self, url: &str) -> Result<(), Failure> {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// Goes back, as the button does.
    ///
    /// # Errors
    /// What the driver says.
    pub fn back(&self) -> Result<(), Failure> {
        self.post("back", &json!({})).map(drop)
    }

    /// Loads the page again, as the button does.
    ///
    /// # Errors
    /// What the driver says, for example that the page asks before it is left.
    pub fn reload(&self) -> Result<(), Failure> {
        self.post("refresh", &json!({})).map(drop)
    }

    /// Opens a tab, which gets no commands before [`Self::switch_to`].
    ///
    /// # Errors
    /// What the driver says.
    pub fn new_tab(&self) -> Result<Window, Failure> {
        let window = self.post("window/new", &json!({ "type": "tab" }))?;
        Ok(Window(window["handle"].as_str().unwrap_or_default().to_owned()))
    }

    /// The tab that gets the commands.
    ///
    /// # Errors
    /// What the driver says.
    pub fn window(&self) -> Result<Window, Failure> {
        let window = self.get("window")?;
        Ok(Window(window.as_str().unwrap_or_default().to_owned()))
    }

    /// All tabs, in no order.
    ///
    /// # Errors
    /// What the driver says.
    pub fn windows(&self) -> Result<Vec<Window>, Failure> {
        let windows = self.get("window/handles")?;
        let handles = windows.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(handles.map(|handle| Window(handle.to_owned())).collect())
    }

    /// The tab that gets the commands from now on.
    ///
    /// # Errors
    /// What the driver says.
    pub fn switch_to(&self, window: &Window) -> Result<(), Failure> {
        self.post("window", &json!({ "handle": window.0 })).map(drop)
    }

    /// Closes the tab that gets the commands; [`Self::switch_to`] another one then.
    ///
    /// # Errors
    /// What the driver says.
    pub fn close_window(&self) -> Result<(), Failure> {
        answer(self.agent.delete(format!("{}/window", self.url)).call()).map(drop)
    }

    /// The words of the dialog that is open.
    ///
    /// # Errors
    /// `no such alert` when none is.
    pub fn dialog(&self) -> Result<String, Failure> {
        let text = self.get("alert/text")?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Says yes (leave, OK) or no (stay, cancel) to the dialog that is open.
    ///
    /// # Errors
    /// `no such alert` when none is.
    pub fn answer_dialog(&self, yes: bool) -> Result<(), Failure> {
        let command = if yes { "alert/accept" } else { "alert/dismiss" };
        self.post(command, &json!({})).map(drop)
    }

    /// All elements that a CSS selector fits.
    ///
    /// # Errors
    /// What the driver says.
    pub fn find(&self, selector: &str) -> Result<Vec<Element>, Failure> {
        let found = self.post("elements", &json!({ "using": "css selector", "value": selector }))?;
        Ok(elements(&found))
    }

    /// The text of an element as a person sees it; hidden parts are left out.
    ///
    /// # Errors
    /// What the driver says.
    pub fn text(&self, element: &Element) -> Result<String, Failure> {
        let text = self.get(&format!("element/{}/text", element.0))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute of an element.
    ///
    /// # Errors
    /// What the driver says.
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>, Failure> {
        let value = self.get(&format!("element/{}/attribute/{name}", element.0))?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Whether a person can see an element.
    ///
    /// # Errors
    /// What the driver says.
    pub fn is_displayed(&self, element: &Element) -> Result<bool, Failure> {
        let value = self.get(&format!("element/{}/displayed", element.0))?;
        Ok(value == Value::Bool(true))
    }

    /// Clicks in the middle of an element with the mouse.
    ///
    /// # Errors
    /// What the driver says, for example that something else lies above it.
    pub fn click(&self, element: &Element) -> Result<(), Failure> {
        self.post(&format!("element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Clicks twice in the middle of an element, as fast as a hand never could.
    ///
    /// # Errors
    /// What the driver says.
    pub fn double_click(&self, element: &Element) -> Result<(), Failure> {
        let place = json!({ "type": "pointerMove", "x": 0, "y": 0, "origin": { ELEMENT: element.0 } });
        let [down, up] = ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 }));
        let source = json!({ "type": "pointer", "id": "mouse", "actions": [place, down, up, down, up] });
        self.post("actions", &json!({ "actions": [source] })).map(drop)
    }

    /// Types into an element; into a file input: chooses the files of these paths, one a line.
    ///
    /// # Errors
    /// What the driver says.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), Failure> {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": text }))
            .map(drop)
    }

    /// Presses and releases keys one after the other, wherever the focus is. Special keys have
    /// code points of their own (WebDriver, 17.4.2), such as U+E004 for Tab.
    ///
    /// # Errors
    /// What the driver says.
    pub fn press(&self, keys: &str) -> Result<(), Failure> {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key })))
            .collect();
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [source] })).map(drop)
    }

    /// Presses keys one after the other and holds them, then releases them, wherever the focus is.
    ///
    /// # Errors
    /// What the driver says.
    pub fn press_together(&self, keys: &str) -> Result<(), Failure> {
        let act = |kind: &'static str| move |key: char| json!({ "type": kind, "value": key });
        let down = keys.chars().map(act("keyDown"));
        let actions: Vec<Value> = down.chain(keys.chars().rev().map(act("keyUp"))).collect();
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("actions", &json!({ "actions": [source] })).map(drop)
    }

    /// Runs the body of a JavaScript function in the page, waits for its promise if it returns one,
    /// and gives the result.
    ///
    /// # Errors
    /// What the driver says, or what the script threw.
    pub fn execute(&self, script: &str, arguments: &Value) -> Result<Value, Failure> {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Firefox only: a picture of the whole page, PNG in base64.
    ///
    /// # Errors
    /// What the driver says.
    pub fn picture_of_page(&self) -> Result<String, Failure> {
        let picture = self.get("moz/screenshot/full")?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
    }

    /// Chromium only: a command of the DevTools protocol.
    ///
    /// # Errors
    /// What the driver says.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Failure> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Chromium only: the entries of a log (`browser`, `performance`) since it was last asked for.
    ///
    /// # Errors
    /// What the driver says.
    pub fn log(&self, kind: &str) -> Result<Vec<Value>, Failure> {
        let entries = self.post("se/log", &json!({ "type": kind }))?;
        Ok(entries.as_array().cloned().unwrap_or_default())
    }

    /// Firefox only: runs the body of a function as part of the browser itself, as [`Self::execute`] does in the page.
    ///
    /// # Errors
    /// What the driver says, or what the script threw.
    pub fn execute_in_firefox(&self, script: &str, arguments: &Value) -> Result<Value, Failure> {
        self.post("moz/context", &json!({ "context": "chrome" }))?;
        let result = self.execute(script, arguments);
        self.post("moz/context", &json!({ "context": "content" }))?;
        result
    }

    fn get(&self, command: &str) -> Result<Value, Failure> {
        answer(self.agent.get(format!("{}/{command}", self.url)).call())
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, Failure> {
        post(&self.agent, &format!("{}/{command}", self.url), body)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.url).call();
    }
}

impl Element {
    /// The element that a script gave.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        value[ELEMENT].as_str().map(|id| Self(id.to_owned()))
    }
}

fn elements(found: &Value) -> Vec<Element> {
    found.as_array().into_iter().flatten().filter_map(Element::of).collect()
}

fn post(agent: &Agent, url: &str, body: &Value) -> Result<Value, Failure> {
    answer(agent.post(url).send_json(body))
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Failure> {
    let unreachable = |error: ureq::Error| Failure {
        error: "no answer from the driver".to_owned(),
        message: error.to_string(),
    };
    let mut response = response.map_err(unreachable)?;
    let failed = !response.status().is_success();
    let mut body: Value = response
        .body_mut()
        // A screenshot of a long page is larger than the client's own limit.
        .with_config()
        .limit(64 << 20)
        .read_json()
        .map_err(unreachable)?;
    let value = body["value"].take();
    if failed {
        return Err(Failure {
            error: value["error"].as_str().unwrap_or("unknown error").to_owned(),
            message: value["message"].as_str().unwrap_or_default().to_owned(),
        });
    }
    Ok(value)
}
