//! For whom files are made.

use crate::{
    clients::{self, Client},
    encryption::Protection,
};

/// For whom files are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A client, in the way that its descriptor says.
    Client(&'static Client),
    /// `T.crt` and `T.pem`, for API and DB connections.
    Pem,
    /// `T.p12` in this protection, whatever it was issued in.
    P12(Protection),
}

impl Target {
    /// The id of a client, or `pem`, `p12` or `p12-compatible`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "pem" => Some(Self::Pem),
            "p12" => Some(Self::P12(Protection::Modern)),
            "p12-compatible" => Some(Self::P12(Protection::Compatible)),
            id => clients::client(id).map(Self::Client),
        }
    }

    /// The client, where files are made for one.
    pub(super) fn client(self) -> Option<&'static Client> {
        match self {
            Self::Client(client) => Some(client),
            Self::Pem | Self::P12(_) => None,
        }
    }

    /// Whether the new files take the place of others.
    pub(super) fn replaces(self) -> bool {
        self.client()
            .is_some_and(|client| client.files == clients::Files::Replaced)
    }
}
