//! A browser, for the web clients: it takes a .p12, which the user imports.

#[cfg(feature = "tools")]
use super::readme;
use super::{Client, ClientId, Files, PasswordRule, Platform, Renewal};
use crate::language::Name;

/// A browser.
pub static BROWSER: Client = Client {
    id: ClientId::Browser,
    name: Name {
        ja: "ブラウザ",
        en: "Browser",
    },
    platforms: &[
        Platform::Windows,
        Platform::Macos,
        Platform::Linux,
        Platform::Ios,
        Platform::Android,
    ],
    renewal: Renewal::Page,
    folder: None,
    settings_file: None,
    files: Files::ONE_P12,
    password: PasswordRule::Any,
    #[cfg(feature = "tools")]
    editor: None,
    #[cfg(feature = "tools")]
    readme: readme::P12,
};
