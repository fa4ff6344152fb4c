//! WebDriver as Firefox itself speaks it, without geckodriver, which would have to be compiled wherever the tests run: JSON behind its length,
//! over TCP (<https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html>).

use crate::webdriver::{Command, Failure, Remote, Session};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// The version of the protocol, which Firefox names first.
const PROTOCOL: u64 = 3;

/// A session with a browser. One command is under way at a time.
struct Marionette(RefCell<Connection>);

struct Connection {
    stream: BufReader<TcpStream>,
    last_command: u64,
}

/// Begins a session in the Firefox that listens on `port`.
///
/// # Errors
/// What Firefox says, for example that it does not know a capability.
pub(crate) fn start(port: u16, capabilities: &Value) -> Result<Session, Failure> {
    let connection = Connection::open(port).map_err(|error| Failure::unreachable(&error))?;
    let marionette = Marionette(RefCell::new(connection));
    let mut begun = marionette.send("WebDriver:NewSession", capabilities)?;
    Ok(Session::new(marionette, begun["capabilities"].take()))
}

impl Marionette {
    fn send(&self, name: &str, parameters: &Value) -> Result<Value, Failure> {
        let answer = self.0.borrow_mut().command(name, parameters);
        let [failure, mut result] = answer.map_err(|error| Failure::unreachable(&error))?;
        if !failure.is_null() {
            return Err(Failure::of(&failure));
        }
        // A result that is no object or list stands in one.
        Ok(match result.get_mut("value") {
            Some(value) => value.take(),
            None => result,
        })
    }
}

impl Remote for Marionette {
    fn call(&self, command: &Command<'_>, parameters: &Value) -> Result<Value, Failure> {
        self.send(command.marionette, parameters)
    }

    fn end(&self) {
        let _ = self.send("Marionette:Quit", &json!({ "flags": ["eForceQuit"] }));
    }
}

impl Connection {
    fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        let mut connection = Self {
            stream: BufReader::new(stream),
            last_command: 0,
        };
        let greeting = connection.read()?;
        if greeting["marionetteProtocol"] != PROTOCOL {
            return Err(io::Error::other(format!("another protocol: {greeting}")));
        }
        Ok(connection)
    }

    /// Sends a command, and gives the failure and the result that come back.
    fn command(&mut self, name: &str, parameters: &Value) -> io::Result<[Value; 2]> {
        self.last_command += 1;
        let command = json!([0, self.last_command, name, parameters]).to_string();
        let message = format!("{}:{command}", command.len());
        self.stream.get_mut().write_all(message.as_bytes())?;
        loop {
            let mut answer = self.read()?;
            // An answer that was given up waiting for may still come.
            if answer[1] == self.last_command {
                return Ok([answer[2].take(), answer[3].take()]);
            }
        }
    }

    fn read(&mut self) -> io::Result<Value> {
        let mut length = Vec::new();
        self.stream.read_until(b':', &mut length)?;
        let length = str::from_utf8(&length)
            .ok()
            .and_then(|text| text.strip_suffix(':')?.parse().ok());
        let length: usize = length.ok_or(io::ErrorKind::InvalidData)?;
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message)?;
        Ok(serde_json::from_slice(&message)?)
    }
}
