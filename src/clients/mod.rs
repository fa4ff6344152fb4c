//! The programs that use a client certificate, one descriptor each: names, renewal, folder, settings, files, password rule, README.
//!
//! A new client is its folder here, its variant in [`ClientId`], its place in [`CLIENTS`], its words and its tests.

mod api;
mod browser;
mod descriptor;
mod files;
mod glclient2;
mod monsiaj;
#[cfg(feature = "tools")]
pub(crate) mod readme;
mod receview;
#[cfg(feature = "tools")]
pub(crate) mod settings;
mod window;

pub use api::API;
pub use browser::BROWSER;
pub use descriptor::{Client, ClientId, Folder, PasswordRule, Platform, Renewal};
pub(crate) use files::FileNames;
pub use files::{FileKind, Files};
pub use glclient2::GLCLIENT2;
pub use monsiaj::MONSIAJ;
pub use receview::RECEVIEW;
#[cfg(feature = "tools")]
pub use settings::{Connection, ConnectionProblem, Contents, Settings};
pub use window::{Calendar, Month, Unit, WindowRule};

/// Every client, in the order in which people choose from them.
pub static CLIENTS: [&Client; 5] = [&MONSIAJ, &GLCLIENT2, &RECEVIEW, &API, &BROWSER];

/// The client of this id: `monsiaj`.
pub fn client(id: &str) -> Option<&'static Client> {
    CLIENTS.into_iter().find(|client| client.id.name() == id)
}
