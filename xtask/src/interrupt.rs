//! Ctrl-C and its like, as a value that any step can wait for.

use std::fmt;

use anyhow::Context;
use tokio::sync::watch;

/// A signal that asked this program to end. As an error it ends the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interrupted {
    /// Ctrl-C (SIGINT).
    CtrlC,
    /// SIGTERM.
    Terminate,
    /// SIGHUP: the terminal was closed.
    HangUp,
}

impl Interrupted {
    /// 128 + the signal's number, as shells have it.
    pub(crate) fn exit_code(self) -> u8 {
        match self {
            Self::HangUp => 129,
            Self::CtrlC => 130,
            Self::Terminate => 143,
        }
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CtrlC => "Ended by Ctrl-C.",
            Self::Terminate => "Ended by SIGTERM.",
            Self::HangUp => "Ended with its terminal.",
        })
    }
}

impl std::error::Error for Interrupted {}

/// Remembers the first signal, so that none is lost between two steps.
#[derive(Debug, Clone)]
pub(crate) struct Interrupt {
    seen: watch::Receiver<Option<Interrupted>>,
}

impl Interrupt {
    /// Starts listening; from here on a signal no longer kills the process by itself.
    ///
    /// # Errors
    /// The system refuses to install a signal handler.
    pub(crate) fn listen() -> anyhow::Result<Self> {
        let (sender, seen) = watch::channel(None);
        let mut signals = Signals::install().context("cannot listen for Ctrl-C")?;
        tokio::spawn(async move {
            let signal = signals.next().await;
            sender.send_replace(Some(signal));
            sender.closed().await;
        });
        Ok(Self { seen })
    }

    /// Waits for a signal; at once when one has come already.
    pub(crate) async fn wait(&mut self) -> Interrupted {
        loop {
            if let Some(signal) = *self.seen.borrow_and_update() {
                return signal;
            }
            if self.seen.changed().await.is_err() {
                // The listener lives as long as the runtime: nothing will come any more.
                std::future::pending::<()>().await;
            }
        }
    }

    /// Runs `work` until it is done or a signal comes.
    ///
    /// # Errors
    /// The signal, when it came first; `work` is dropped then.
    pub(crate) async fn guard<T>(&mut self, work: impl Future<Output = T>) -> anyhow::Result<T> {
        tokio::select! {
            biased;
            signal = self.wait() => Err(signal.into()),
            value = work => Ok(value),
        }
    }
}

#[cfg(unix)]
struct Signals {
    ctrl_c: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn install() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            ctrl_c: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    async fn next(&mut self) -> Interrupted {
        tokio::select! {
            _ = self.ctrl_c.recv() => Interrupted::CtrlC,
            _ = self.terminate.recv() => Interrupted::Terminate,
            _ = self.hang_up.recv() => Interrupted::HangUp,
        }
    }
}

#[cfg(windows)]
struct Signals {
    ctrl_c: tokio::signal::windows::CtrlC,
}

#[cfg(windows)]
impl Signals {
    fn install() -> std::io::Result<Self> {
        Ok(Self {
            ctrl_c: tokio::signal::windows::ctrl_c()?,
        })
    }

    async fn next(&mut self) -> Interrupted {
        self.ctrl_c.recv().await;
        Interrupted::CtrlC
    }
}
