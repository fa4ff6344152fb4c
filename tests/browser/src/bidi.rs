//! WebDriver BiDi (<https://www.w3.org/TR/webdriver-bidi/>): the requests and the console of Firefox.

use serde_json::{Value, json};
use std::net::TcpStream;
use tungstenite::{Message, WebSocket};

/// The events a test asks about.
const EVENTS: [&str; 2] = ["network.beforeRequestSent", "log.entryAdded"];

/// A connection on which events wait until they are asked for.
pub(crate) struct Events {
    socket: WebSocket<TcpStream>,
    last_command: u64,
    waiting: Vec<Value>,
}

impl Events {
    /// Subscribes to the events of a session; `url` is its capability `webSocketUrl`.
    pub(crate) fn subscribe(url: &str) -> Self {
        let address = url.trim_start_matches("ws://").split('/').next().unwrap_or_default();
        let stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{url}: {error}"));
        let (socket, _) = tungstenite::client(url, stream).unwrap_or_else(|error| panic!("{url}: {error}"));
        let mut events = Self {
            socket,
            last_command: 0,
            waiting: Vec::new(),
        };
        events.command("session.subscribe", &json!({ "events": EVENTS }));
        events
    }

    /// The parameters of every event of this name since it was last asked for.
    pub(crate) fn take(&mut self, name: &str) -> Vec<Value> {
        // Events come in their order: those before the answer to a command are all there were.
        self.command("session.status", &json!({}));
        let (taken, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|event| event["method"] == name);
        self.waiting = waiting;
        let taken: Vec<Value> = taken;
        taken.into_iter().map(|mut event| event["params"].take()).collect()
    }

    /// Forgets all that came so far.
    pub(crate) fn clear(&mut self) {
        self.command("session.status", &json!({}));
        self.waiting.clear();
    }

    /// Has the browser do something.
    pub(crate) fn command(&mut self, method: &str, parameters: &Value) {
        self.last_command += 1;
        let command = json!({ "id": self.last_command, "method": method, "params": parameters });
        let sent = self.socket.send(Message::text(command.to_string()));
        sent.unwrap_or_else(|error| panic!("{method}: {error}"));
        loop {
            let message = self.socket.read().unwrap_or_else(|error| panic!("{method}: {error}"));
            let Message::Text(text) = message else { continue };
            let message: Value = serde_json::from_str(&text).expect("JSON");
            if message["id"] == self.last_command {
                assert_eq!(message["type"], "success", "{method}: {message}");
                return;
            }
            self.waiting.push(message);
        }
    }
}
