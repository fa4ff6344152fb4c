//! The browsers.

use browser_profile::Browser;

/// An engine, in a browser that Debian has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Chromium.
    Chromium,
    /// Firefox ESR.
    Firefox,
    /// The engine of Safari, in the browser that `WebKitGTK` brings for tests. It has no store for client certificates.
    WebKit,
}

impl Family {
    /// Whose profiles hold certificates.
    pub(crate) fn with_store(self) -> Option<Browser> {
        match self {
            Self::Chromium => Some(Browser::Chromium),
            Self::Firefox => Some(Browser::Firefox),
            Self::WebKit => None,
        }
    }
}
