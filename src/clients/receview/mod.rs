//! レセ電ビューア: it goes on using the files that its settings name: a certificate and its encrypted key, or one .p12.

#[cfg(feature = "tools")]
mod settings;

#[cfg(feature = "tools")]
use super::readme::Readme;
use super::{Calendar, Client, ClientId, Files, Month, PasswordRule, Platform, Renewal, Unit, WindowRule};
use crate::language::Name;

const SETTINGS_FILE: &str = "receview.conf";

/// レセ電ビューア.
pub static RECEVIEW: Client = Client {
    id: ClientId::Receview,
    name: Name {
        ja: "レセ電ビューア",
        en: "Receden Viewer (レセ電ビューア)",
    },
    platforms: &[Platform::Windows, Platform::Linux],
    renewal: Renewal::Client {
        since: "2.2.7",
        window: WindowRule {
            months: 3,
            least_months: 0,
            month: Month::Calendar,
            calendar: Calendar::Japan,
            setting: Unit::Days,
        },
    },
    folder: None,
    settings_file: Some(SETTINGS_FILE),
    files: Files::Replaced,
    password: PasswordRule::Any,
    #[cfg(feature = "tools")]
    editor: Some(&settings::Receview),
    #[cfg(feature = "tools")]
    readme: Readme {
        ja: include_str!("readme.ja.txt"),
        en: include_str!("readme.en.txt"),
    },
};

#[cfg(all(target_arch = "wasm32", not(feature = "tools")))]
#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const POLICY: &str = "
export interface Policy {
    /** レセ電ビューア's window in calendar months. Default 3. */
    receviewMonths?: number;
    /** レセ電ビューア's 証明書自動更新時の確認日, days before expiry; takes the place of its months. */
    receviewDays?: number;
}
";
