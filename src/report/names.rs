//! Names of object identifiers: x509-parser's table.

use x509_parser::oid_registry::{Oid, OidRegistry};

/// The table.
pub(super) struct Names(OidRegistry<'static>);

impl Names {
    /// Of extensions, attributes and algorithms.
    pub(super) fn new() -> Self {
        Self(OidRegistry::default().with_all_crypto().with_x509())
    }

    /// The name of an object identifier, where it has one.
    pub(super) fn get(&self, oid: &Oid<'_>) -> Option<String> {
        self.0.get(oid).map(|entry| entry.sn().to_owned())
    }

    /// Its name, or itself.
    pub(super) fn or_dotted(&self, oid: &Oid<'_>) -> String {
        self.get(oid).unwrap_or_else(|| oid.to_id_string())
    }
}
