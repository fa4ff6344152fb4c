//! The files that a client gets, and their names.

use serde::Serialize;

/// The files that a client gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "naming", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Files {
    /// New ones, named by the time at which they are made.
    ByTime {
        /// Where they are within the client's own folder; `null`: wherever the user puts them.
        folder: Option<&'static str>,
        /// Their kinds, by extension.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "(\"p12\" | \"crt\" | \"pem\" | \"pass\")[]"))]
        kinds: &'static [FileKind],
        /// Whether the .pass is written only when it is asked for.
        password_on_request: bool,
    },
    /// Those that its settings name are replaced, and kept beside the new ones under dated names.
    Replaced,
}

/// A file with a part of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum FileKind {
    /// Certificate, chain and private key: PKCS#12.
    #[serde(rename = "p12")]
    P12,
    /// The certificate, as OpenSSL's `TRUSTED CERTIFICATE`.
    #[serde(rename = "crt")]
    TrustedCertificate,
    /// The private key in PEM.
    #[serde(rename = "pem")]
    PrivateKey,
    /// The password and nothing else.
    #[serde(rename = "pass")]
    Password,
}

impl FileKind {
    /// With its dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::P12 => ".p12",
            Self::TrustedCertificate => ".crt",
            Self::PrivateKey => ".pem",
            Self::Password => ".pass",
        }
    }
}

/// What new files are called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileNames<'a> {
    /// Within the client's own folder; `None`: without one.
    pub(crate) folder: Option<&'static str>,
    /// Without the extension: `20291122101500`.
    pub(crate) stem: &'a str,
}

impl FileNames<'_> {
    /// The path relative to the client's own folder, with slashes.
    pub(crate) fn path(&self, kind: FileKind) -> String {
        let name = [self.stem, kind.extension()].concat();
        match self.folder {
            Some(folder) => [folder, "/", &name].concat(),
            None => name,
        }
    }
}

impl Files {
    /// A .p12 wherever the user puts it.
    pub(super) const ONE_P12: Self = Self::ByTime {
        folder: None,
        kinds: &[FileKind::P12, FileKind::Password],
        password_on_request: true,
    };
}
