//! Who gets a certificate, and the settings that name it there.

use super::{
    client_file::ClientFile,
    glclient2,
    local_time::LocalTime,
    monsiaj, receview,
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
    /// レセ電ビューア: the files that its settings name, the old ones beside them, and the settings where the password is another one.
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
            Self::Receview => Some(receview::contents(settings)),
            Self::Others | Self::Pem | Self::P12(_) => None,
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
            changed.map(|bytes| ClientFile::new(path, bytes))
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
            Self::Receview => Some(file(receview::SETTINGS, receview::settings(settings, password))),
            Self::Others | Self::Pem | Self::P12(_) => None,
        }
    }

    /// The client's own folder, in which its files go; `None` where it has none.
    pub(super) fn folder(self, settings: &Settings) -> Option<Result<String, Error>> {
        match self {
            Self::Monsiaj => Some(monsiaj::folder(settings)),
            Self::Glclient2 => Some(glclient2::folder(settings)),
            Self::Receview | Self::Others | Self::Pem | Self::P12(_) => None,
        }
    }
}
