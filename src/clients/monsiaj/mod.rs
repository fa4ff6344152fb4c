//! ORCAMOクライアント (monsiaj), a Java program: `%userprofile%\.monsiaj`.

#[cfg(feature = "tools")]
mod settings;

#[cfg(feature = "tools")]
use super::readme::Readme;
use super::{
    Calendar, Client, ClientId, FileKind, Files, Folder, Month, PasswordRule, Platform, Renewal, Unit, WindowRule,
};
use crate::language::Name;

const SETTINGS_FILE: &str = "monsiaj.jsonrpc.properties";
const FOLDER_NAMES: &[&str] = &[".monsiaj"];

/// ORCAMOクライアント (monsiaj).
pub static MONSIAJ: Client = Client {
    id: ClientId::Monsiaj,
    name: Name {
        ja: "ORCAMOクライアント（monsiaj）",
        en: "ORCAMO client (monsiaj)",
    },
    platforms: &[Platform::Windows, Platform::Macos, Platform::Linux],
    renewal: Renewal::Client {
        since: "2.0.26",
        window: WindowRule {
            months: 2,
            least_months: 2,
            month: Month::Calendar,
            calendar: Calendar::Terminal,
            setting: Unit::Months,
        },
    },
    folder: Some(Folder {
        names: FOLDER_NAMES,
        shown: r"%userprofile%\.monsiaj",
        example: r"C:\Users\clinic\.monsiaj",
        program_first: true,
    }),
    settings_file: Some(SETTINGS_FILE),
    files: Files::ByTime {
        folder: Some("certificates"),
        kinds: &[FileKind::P12, FileKind::Password],
        password_on_request: false,
    },
    password: PasswordRule::PrintableAscii,
    #[cfg(feature = "tools")]
    editor: Some(&settings::Monsiaj),
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
    /** monsiaj's `monsia.cert_expire_check_monthes`, calendar months. Default 2, never below 2. */
    monsiajMonths?: number;
}
";
