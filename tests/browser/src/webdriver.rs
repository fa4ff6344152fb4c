//! A WebDriver client: the few commands the tests need (<https://www.w3.org/TR/webdriver2/>), and two of chromedriver's own
//! (`goog/cdp/execute`, `se/log`) and two of Firefox (`Marionette:SetContext`, a picture of the whole page).
//!
//! Own code because the wire format is one JSON object each way; the ready-made clients bring an
//! asynchronous HTTP stack, or types under a licence that is not permissive.

use serde_json::{Value, json};
use std::fmt;

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

/// A command, by its names on either wire.
pub(crate) struct Command<'a> {
    pub(crate) method: Method,
    /// What stands behind the session's address.
    pub(crate) path: &'a str,
    /// What Marionette calls it. Empty: Firefox has none.
    pub(crate) marionette: &'a str,
}

/// The methods of HTTP that WebDriver uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Delete,
}

/// The way to a browser in which a session has begun.
pub(crate) trait Remote {
    /// Has it do something, and gives the result.
    fn call(&self, command: &Command<'_>, parameters: &Value) -> Result<Value, Failure>;

    /// Ends the session and the browser.
    fn end(&self);
}

/// One browser window under a test's control. The browser ends when this is dropped.
pub struct Session {
    remote: Box<dyn Remote + Send>,
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
    /// A session that has begun. `capabilities` is what the browser said then.
    pub(crate) fn new(remote: impl Remote + Send + 'static, capabilities: Value) -> Self {
        Self {
            remote: Box::new(remote),
            capabilities,
        }
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
        self.post("url", "WebDriver:Navigate", &json!({ "url": url })).map(drop)
    }

    /// Goes back, as the button does.
    ///
    /// # Errors
    /// What the driver says.
    pub fn back(&self) -> Result<(), Failure> {
        self.post("back", "WebDriver:Back", &json!({})).map(drop)
    }

    /// Loads the page again, as the button does.
    ///
    /// # Errors
    /// What the driver says, for example that the page asks before it is left.
    pub fn reload(&self) -> Result<(), Failure> {
        self.post("refresh", "WebDriver:Refresh", &json!({})).map(drop)
    }

    /// Opens a tab, which gets no commands before [`Self::switch_to`].
    ///
    /// # Errors
    /// What the driver says.
    pub fn new_tab(&self) -> Result<Window, Failure> {
        let window = self.post("window/new", "WebDriver:NewWindow", &json!({ "type": "tab" }))?;
        Ok(Window(window["handle"].as_str().unwrap_or_default().to_owned()))
    }

    /// The tab that gets the commands.
    ///
    /// # Errors
    /// What the driver says.
    pub fn window(&self) -> Result<Window, Failure> {
        let window = self.get("window", "WebDriver:GetWindowHandle")?;
        Ok(Window(window.as_str().unwrap_or_default().to_owned()))
    }

    /// Sets the size of the window, in CSS pixels.
    ///
    /// # Errors
    /// What the driver says.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), Failure> {
        let size = json!({ "width": width, "height": height });
        self.post("window/rect", "WebDriver:SetWindowRect", &size).map(drop)
    }

    /// All tabs, in no order.
    ///
    /// # Errors
    /// What the driver says.
    pub fn windows(&self) -> Result<Vec<Window>, Failure> {
        let windows = self.get("window/handles", "WebDriver:GetWindowHandles")?;
        let handles = windows.as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(handles.map(|handle| Window(handle.to_owned())).collect())
    }

    /// The tab that gets the commands from now on.
    ///
    /// # Errors
    /// What the driver says.
    pub fn switch_to(&self, window: &Window) -> Result<(), Failure> {
        let handle = json!({ "handle": window.0 });
        self.post("window", "WebDriver:SwitchToWindow", &handle).map(drop)
    }

    /// Closes the tab that gets the commands; [`Self::switch_to`] another one then.
    ///
    /// # Errors
    /// What the driver says.
    pub fn close_window(&self) -> Result<(), Failure> {
        self.call(Method::Delete, "window", "WebDriver:CloseWindow", &json!({}))
            .map(drop)
    }

    /// The words of the dialog that is open.
    ///
    /// # Errors
    /// `no such alert` when none is.
    pub fn dialog(&self) -> Result<String, Failure> {
        let text = self.get("alert/text", "WebDriver:GetAlertText")?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Says yes (leave, OK) or no (stay, cancel) to the dialog that is open.
    ///
    /// # Errors
    /// `no such alert` when none is.
    pub fn answer_dialog(&self, yes: bool) -> Result<(), Failure> {
        let (path, marionette) = match yes {
            true => ("alert/accept", "WebDriver:AcceptAlert"),
            false => ("alert/dismiss", "WebDriver:DismissAlert"),
        };
        self.post(path, marionette, &json!({})).map(drop)
    }

    /// All elements that a CSS selector fits.
    ///
    /// # Errors
    /// What the driver says.
    pub fn find(&self, selector: &str) -> Result<Vec<Element>, Failure> {
        let found = self.post(
            "elements",
            "WebDriver:FindElements",
            &json!({ "using": "css selector", "value": selector }),
        )?;
        Ok(elements(&found))
    }

    /// The text of an element as a person sees it; hidden parts are left out.
    ///
    /// # Errors
    /// What the driver says.
    pub fn text(&self, element: &Element) -> Result<String, Failure> {
        let text = self.of(element, Method::Get, "text", "WebDriver:GetElementText", json!({}))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute of an element.
    ///
    /// # Errors
    /// What the driver says.
    pub fn attribute(&self, element: &Element, name: &str) -> Result<Option<String>, Failure> {
        let value = self.of(
            element,
            Method::Get,
            &format!("attribute/{name}"),
            "WebDriver:GetElementAttribute",
            json!({ "name": name }),
        )?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Whether a person can see an element.
    ///
    /// # Errors
    /// What the driver says.
    pub fn is_displayed(&self, element: &Element) -> Result<bool, Failure> {
        let value = self.of(
            element,
            Method::Get,
            "displayed",
            "WebDriver:IsElementDisplayed",
            json!({}),
        )?;
        Ok(value == Value::Bool(true))
    }

    /// Clicks in the middle of an element with the mouse.
    ///
    /// # Errors
    /// What the driver says, for example that something else lies above it.
    pub fn click(&self, element: &Element) -> Result<(), Failure> {
        self.of(element, Method::Post, "click", "WebDriver:ElementClick", json!({}))
            .map(drop)
    }

    /// Clicks twice in the middle of an element, as fast as a hand never could.
    ///
    /// # Errors
    /// What the driver says.
    pub fn double_click(&self, element: &Element) -> Result<(), Failure> {
        let place = json!({ "type": "pointerMove", "x": 0, "y": 0, "origin": { ELEMENT: element.0 } });
        let [down, up] = ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 }));
        let source = json!({ "type": "pointer", "id": "mouse", "actions": [place, down, up, down, up] });
        self.act(&source)
    }

    /// Types into an element; into a file input: chooses the files of these paths, one a line.
    ///
    /// # Errors
    /// What the driver says.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), Failure> {
        self.of(
            element,
            Method::Post,
            "value",
            "WebDriver:ElementSendKeys",
            json!({ "text": text }),
        )
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
        self.act(&source)
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
        self.act(&source)
    }

    /// Runs the body of a JavaScript function in the page, waits for its promise if it returns one,
    /// and gives the result.
    ///
    /// # Errors
    /// What the driver says, or what the script threw.
    pub fn execute(&self, script: &str, arguments: &Value) -> Result<Value, Failure> {
        let script = json!({ "script": script, "args": arguments });
        self.post("execute/sync", "WebDriver:ExecuteScript", &script)
    }

    /// Firefox only: a picture of the whole page, PNG in base64.
    ///
    /// # Errors
    /// What the driver says.
    pub fn picture_of_page(&self) -> Result<String, Failure> {
        let whole = json!({ "full": true });
        let picture = self.call(Method::Get, "moz/screenshot/full", "WebDriver:TakeScreenshot", &whole)?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
    }

    /// A picture of what is in sight, PNG in base64.
    ///
    /// # Errors
    /// What the driver says.
    pub fn picture_of_window(&self) -> Result<String, Failure> {
        let picture = self.get("screenshot", "WebDriver:TakeScreenshot")?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
    }

    /// The page as it is printed, PDF in base64.
    ///
    /// # Errors
    /// What the driver says.
    pub fn print(&self) -> Result<String, Failure> {
        let pdf = self.post("print", "WebDriver:Print", &json!({}))?;
        // Marionette wraps it.
        let pdf = pdf.get("value").unwrap_or(&pdf);
        Ok(pdf.as_str().unwrap_or_default().to_owned())
    }

    /// Chromium only: a command of the DevTools protocol.
    ///
    /// # Errors
    /// What the driver says.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Failure> {
        let command = json!({ "cmd": command, "params": parameters });
        self.post("goog/cdp/execute", "", &command)
    }

    /// Chromium only: the entries of a log (`browser`, `performance`) since it was last asked for.
    ///
    /// # Errors
    /// What the driver says.
    pub fn log(&self, kind: &str) -> Result<Vec<Value>, Failure> {
        let entries = self.post("se/log", "", &json!({ "type": kind }))?;
        Ok(entries.as_array().cloned().unwrap_or_default())
    }

    /// Firefox only: runs the body of a function as part of the browser itself, as [`Self::execute`] does in the page.
    ///
    /// # Errors
    /// What the driver says, or what the script threw.
    pub fn execute_in_firefox(&self, script: &str, arguments: &Value) -> Result<Value, Failure> {
        let context = |name: &str| self.post("moz/context", "Marionette:SetContext", &json!({ "value": name }));
        context("chrome")?;
        let result = self.execute(script, arguments);
        context("content")?;
        result
    }

    /// Does what a person does with keyboard or mouse.
    fn act(&self, source: &Value) -> Result<(), Failure> {
        let actions = json!({ "actions": [source] });
        self.post("actions", "WebDriver:PerformActions", &actions).map(drop)
    }

    /// A command about an element.
    fn of(
        &self,
        element: &Element,
        method: Method,
        path: &str,
        marionette: &str,
        mut parameters: Value,
    ) -> Result<Value, Failure> {
        parameters["id"] = json!(element.0);
        self.call(
            method,
            &format!("element/{}/{path}", element.0),
            marionette,
            &parameters,
        )
    }

    fn get(&self, path: &str, marionette: &str) -> Result<Value, Failure> {
        self.call(Method::Get, path, marionette, &json!({}))
    }

    fn post(&self, path: &str, marionette: &str, parameters: &Value) -> Result<Value, Failure> {
        self.call(Method::Post, path, marionette, parameters)
    }

    fn call(&self, method: Method, path: &str, marionette: &str, parameters: &Value) -> Result<Value, Failure> {
        let command = Command {
            method,
            path,
            marionette,
        };
        self.remote.call(&command, parameters)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.remote.end();
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

impl Failure {
    /// A driver's answer: what failed, in the standard's word, and why.
    pub(crate) fn of(answer: &Value) -> Self {
        Self {
            error: answer["error"].as_str().unwrap_or("unknown error").to_owned(),
            message: answer["message"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// The driver is not there, or silent.
    pub(crate) fn unreachable(why: &impl fmt::Display) -> Self {
        Self {
            error: "no answer from the driver".to_owned(),
            message: why.to_string(),
        }
    }
}
