//! What can go wrong outside of an exchange, worded for the person who started the authority.

use std::{io, net::SocketAddr, path::PathBuf};

/// Why the authority, its certificates or its demo folder could not be made.
/// (What a *client* is refused for is a [`Refusal`](crate::Refusal).)
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another program listens on the address.
    #[error("port {} on {} is taken by another program; stop that program or choose another port", address.port(), address.ip())]
    AddressInUse {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The address cannot be listened on for another reason.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The socket for the proxy cannot be listened on.
    #[error("cannot listen on the socket {}: {source}", path.display())]
    Socket {
        /// The path that was asked for.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The public origin is missing or not of the form `https://host[:port]`.
    #[error(
        "the public origin {origin:?} is not usable: it must be https://host or https://host:port and nothing more"
    )]
    PublicOrigin {
        /// The origin that was given (empty when none was).
        origin: String,
    },
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was tried: "read", "write", "create".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The kept certificate authority cannot be used any more.
    #[error("the demo certificate authority in {} cannot be used ({reason}); delete that folder and start again", folder.display())]
    DemoCertificateAuthority {
        /// The demo folder.
        folder: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A certificate or key in PEM form cannot be read.
    #[error("not a usable certificate authority: {reason}")]
    CertificateAuthority {
        /// What is wrong with it.
        reason: String,
    },
    /// A certificate's subject cannot be carried over into a new certificate.
    #[error("the subject of the certificate cannot be carried over: {reason}")]
    Subject {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A key or certificate could not be made.
    #[error("cannot make a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// A PKCS#12 file could not be written.
    #[error("cannot write a PKCS#12 file: {0}")]
    Bundle(#[from] p12_keystore::error::Error),
    /// The TLS library refused its configuration.
    #[error("cannot set up TLS: {0}")]
    Tls(String),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}
