//! A file that is handed over.

use crate::secret::SecretBytes;

/// A file for a client.
#[derive(Debug)]
pub struct ClientFile {
    /// Its place, relative to the client's own folder, with slashes: `certificates/20291122101500.p12`.
    pub path: String,
    /// Its content.
    pub bytes: SecretBytes,
}
