//! Where connections come from.

use crate::Error;
use std::{io, net::SocketAddr};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
};

pub(crate) enum Listener {
    Network(TcpListener),
    #[cfg(unix)]
    Socket(tokio::net::UnixListener),
}

/// A connection, wherever it came from.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

impl Listener {
    /// On this address; with the port that the system chose if none was asked for.
    pub(crate) async fn on(address: SocketAddr) -> Result<(Self, SocketAddr), Error> {
        let listener = TcpListener::bind(address).await.map_err(|source| {
            if source.kind() == io::ErrorKind::AddrInUse {
                Error::AddressInUse { address }
            } else {
                Error::Listen { address, source }
            }
        })?;
        let local = listener
            .local_addr()
            .map_err(|source| Error::Listen { address, source })?;
        Ok((Self::Network(listener), local))
    }

    /// On a Unix socket, which its owner and its group may connect to.
    #[cfg(unix)]
    pub(crate) fn on_socket(path: &std::path::Path) -> Result<Self, Error> {
        let listener = socket(path).map_err(|source| Error::Socket {
            path: path.to_owned(),
            source,
        })?;
        Ok(Self::Socket(listener))
    }

    pub(crate) async fn accept(&self) -> io::Result<Box<dyn Stream>> {
        Ok(match self {
            Self::Network(listener) => Box::new(listener.accept().await?.0),
            #[cfg(unix)]
            Self::Socket(listener) => Box::new(listener.accept().await?.0),
        })
    }
}

/// A socket that an authority before has left is taken over; nothing else is.
#[cfg(unix)]
fn socket(path: &std::path::Path) -> io::Result<tokio::net::UnixListener> {
    use std::{
        fs,
        os::unix::{
            fs::{FileTypeExt as _, PermissionsExt as _},
            net::UnixStream,
        },
    };
    const OWNER_AND_GROUP: u32 = 0o660;
    let is_socket = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket());
    if is_socket && UnixStream::connect(path).is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused) {
        fs::remove_file(path)?;
    }
    let listener = tokio::net::UnixListener::bind(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(OWNER_AND_GROUP))?;
    Ok(listener)
}
