//! A certificate with its private key, in the form that a client needs.

mod archive;
mod chain;
mod check;
mod client_file;
mod edits;
mod folder;
mod glclient2;
mod identity;
mod instructions;
mod json_edit;
mod layout;
mod local_time;
mod monsiaj;
mod pem;
mod pkcs12;
mod properties;
mod receview;
mod settings;
mod target;
mod yaml;

pub(crate) use check::{Opened, open};
pub use client_file::ClientFile;
pub use identity::{Candidate, Choice, Identity};
pub use layout::Layout;
pub use local_time::LocalTime;
pub use settings::{Connection, ConnectionProblem, Contents, Settings};
pub use target::Target;

pub use crate::encryption::{Protection, Random};
pub use crate::language::Language;
use crate::{
    certificate::Certificate,
    secret::{Password, SecretBytes},
};

/// A new PKCS#12 file that passed every check.
#[derive(Debug)]
pub struct Bundle {
    /// The file, as the server issued it.
    pub p12: SecretBytes,
    /// Its password.
    pub password: Password,
    /// The facts of the new certificate.
    pub certificate: Certificate,
    /// Whether its private key belongs to it; `None` where nobody could tell. One that does not is refused.
    pub key_matches: Option<bool>,
    /// Whether its key is that of the old certificate: it works, but whoever has the old key has the new one.
    pub same_key: bool,
    /// Whether its key is weak. It is accepted only because the old one is no stronger.
    pub weak_key: bool,
}
