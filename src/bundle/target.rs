//! Who gets a certificate, and the settings that name it there.

use super::{
    glclient2,
    layout::ClientFile,
    local_time::LocalTime,
    monsiaj,
    settings::{Contents, Settings},
};
use crate::{
    encryption::Protection,
    error::Error,
    secret::{Password, SecretBytes},
};

/// Who gets the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// ORCAMOクライアント: `certificates/T.p12`, `T.pass`, and its settings.
    Monsiaj,
    /// glclient2: `certificates/T.p12`, `T.crt`, `T.pem`, `T.pass`, and its settings.
    Glclient2,
    /// レセ電ビューア: the file that its settings name, and the old one beside it.
    Receview,
    /// Browsers, API and DB connections: `T.p12`.
    Others,
    /// `T.crt` and `T.pem`, for API and DB connections.
    Pem,
    /// `T.p12` in this protection, whatever it was issued in.
    P12(Protection),
}

impl Target {
    /// `monsiaj`, `glclient2`, `receview`, `api`, `browser`, `pem`, `p12` or `p12-compatible`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "monsiaj" => Some(Self::Monsiaj),
            "glclient2" => Some(Self::Glclient2),
            "receview" => Some(Self::Receview),
            "api" | "browser" => Some(Self::Others),
            "pem" => Some(Self::Pem),
            "p12" => Some(Self::P12(Protection::Modern)),
            "p12-compatible" => Some(Self::P12(Protection::Compatible)),
            _ => None,
        }
    }
}

impl Target {
    /// What the settings of this client hold; `None` where it has none that can be changed.
    pub fn contents(self, settings: &Settings) -> Option<Result<Contents, Error>> {
        match self {
            Self::Monsiaj => Some(monsiaj::contents(settings)),
            Self::Glclient2 => Some(glclient2::contents(settings)),
            Self::Receview | Self::Others | Self::Pem | Self::P12(_) => None,
        }
    }

    /// The settings of this client with the files of this time and their password; `None` where it has none that can be changed.
    pub fn settings(
        self,
        settings: &Settings,
        time: &LocalTime,
        password: &Password,
    ) -> Option<Result<ClientFile, Error>> {
        let file = |path: &str, changed: Result<SecretBytes, Error>| {
            let path = path.to_owned();
            changed.map(|bytes| ClientFile { path, bytes })
        };
        match self {
            Self::Monsiaj => {
                let changed = monsiaj::settings(settings, &time.in_folder(".p12"), password);
                Some(file(monsiaj::SETTINGS, changed))
            }
            Self::Glclient2 => {
                let (certificate, key) = (time.in_folder(".crt"), time.in_folder(".pem"));
                Some(file(
                    glclient2::SETTINGS,
                    glclient2::settings(settings, &certificate, &key, password),
                ))
            }
            Self::Receview | Self::Others | Self::Pem | Self::P12(_) => None,
        }
    }

    /// Whether the client has settings that name the certificate.
    pub(super) fn has_settings(self) -> bool {
        match self {
            Self::Monsiaj | Self::Glclient2 => true,
            Self::Receview | Self::Others | Self::Pem | Self::P12(_) => false,
        }
    }
}
