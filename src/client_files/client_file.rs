//! A file that is handed over.

use super::reading_back::ReadBackBy;
use crate::secret::SecretBytes;

/// A file for a client.
#[derive(Debug)]
pub struct ClientFile {
    /// Its place, relative to the client's own folder, with slashes: `certificates/20291122101500.p12`.
    pub path: String,
    /// Its content.
    pub bytes: SecretBytes,
    /// Of a .p12 that was written here: who has read it back. `None` of what was not written here, or is none.
    pub read_back_by: Option<ReadBackBy>,
}

impl ClientFile {
    /// A file that nobody needs to read back.
    pub fn new(path: String, bytes: SecretBytes) -> Self {
        Self {
            path,
            bytes,
            read_back_by: None,
        }
    }
}
