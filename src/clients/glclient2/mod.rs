//! glclient2. The vendor's notice calls its folder `~/.glclient2`, its public source `~/.glclient`.

#[cfg(feature = "tools")]
mod settings;

#[cfg(feature = "tools")]
use super::readme::Readme;
use super::{
    Calendar, Client, ClientId, FileKind, Files, Folder, Month, PasswordRule, Platform, Renewal, Unit, WindowRule,
};
use crate::language::Name;

const SETTINGS_FILE: &str = "config.json";
const FOLDER_NAMES: &[&str] = &[".glclient2", ".glclient"];

/// glclient2.
pub static GLCLIENT2: Client = Client {
    id: ClientId::Glclient2,
    name: Name {
        ja: "glclient2",
        en: "glclient2",
    },
    platforms: &[Platform::Linux],
    renewal: Renewal::Client {
        since: "3.0.0+p25",
        window: WindowRule {
            months: 2,
            least_months: 2,
            month: Month::ThirtyDays,
            calendar: Calendar::Japan,
            setting: Unit::Months,
        },
    },
    folder: Some(Folder {
        names: FOLDER_NAMES,
        shown: "~/.glclient2",
        example: "/home/clinic/.glclient2",
        program_first: false,
    }),
    settings_file: Some(SETTINGS_FILE),
    files: Files::ByTime {
        folder: Some("certificates"),
        kinds: &[
            FileKind::P12,
            FileKind::TrustedCertificate,
            FileKind::PrivateKey,
            FileKind::Password,
        ],
        password_on_request: false,
    },
    password: PasswordRule::Any,
    #[cfg(feature = "tools")]
    editor: Some(&settings::Glclient2),
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
    /** glclient2's `GLCLIENT_CERT_EXPIRE_CHECK_MONTHES`, months of 30 days. Default 2, never below 2. */
    glclient2Months?: number;
}
";
