//! API and database connections: other software that takes a .p12, or a .crt and a .pem, wherever it is configured to.

#[cfg(feature = "tools")]
use super::readme;
use super::{Client, ClientId, Files, PasswordRule, Platform, Renewal};
use crate::language::Name;

/// API and database connections.
pub static API: Client = Client {
    id: ClientId::Api,
    name: Name {
        ja: "API・DB接続",
        en: "API / DB connection",
    },
    platforms: &[Platform::Windows, Platform::Macos, Platform::Linux],
    renewal: Renewal::Server,
    folder: None,
    settings_file: None,
    files: Files::ONE_P12,
    password: PasswordRule::Any,
    #[cfg(feature = "tools")]
    editor: None,
    #[cfg(feature = "tools")]
    readme: readme::P12,
};
