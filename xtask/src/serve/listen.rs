//! The authority on the loopback addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{anyhow, bail};
use renewal_authority::demo::Demo;
use renewal_authority::{Authority, Error, Options, Policy, Server};

/// Both, where there is IPv6: a browser takes `localhost` for either.
const LOOPBACK: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];

/// Finds out before any work whether the port is free.
///
/// # Errors
/// It is taken, or not ours to take.
pub(crate) fn check(port: u16) -> anyhow::Result<()> {
    for ip in LOOPBACK {
        match TcpListener::bind((ip, port)) {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                return Err(taken((ip, port).into()));
            }
            Err(error) if ip.is_ipv4() => bail!("cannot listen on {ip}:{port}: {error}"),
            // No IPv6 here: 127.0.0.1 is enough.
            Ok(_) | Err(_) => {}
        }
    }
    Ok(())
}

fn taken(address: SocketAddr) -> anyhow::Error {
    let port = address.port();
    let other = if port == 8443 { 8444 } else { 8443 };
    anyhow!(
        "port {port} on {} is taken by another program: stop that one, or choose another port, as in `cargo xtask serve --port {other}`",
        address.ip()
    )
}

/// The running servers.
pub(crate) struct Servers {
    port: u16,
    servers: Vec<Server>,
}

impl Servers {
    /// Serves the site and the exchange on every loopback address; port 0 lets the system choose.
    ///
    /// # Errors
    /// The port was taken in the meantime, or no certificate can be made.
    pub(crate) async fn start(demo: &Demo, port: u16, site: PathBuf) -> anyhow::Result<Self> {
        let authority = Authority::new(demo.certificate_authority(), Policy::default());
        let mut started = Self {
            port,
            servers: Vec::new(),
        };
        for ip in LOOPBACK {
            let options = Options {
                address: (ip, started.port).into(),
                static_folder: Some(site.clone()),
                ..Options::default()
            };
            match Server::tls(authority.clone(), options).await {
                Ok(server) => {
                    started.port = server.local_address().port();
                    started.servers.push(server);
                }
                Err(Error::AddressInUse { address }) => return Err(taken(address)),
                Err(Error::Listen { .. }) if ip.is_ipv6() => {}
                Err(error) => return Err(crate::flattened(error)),
            }
        }
        Ok(started)
    }

    /// What a browser is given.
    pub(crate) fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Lets answers under way finish, then ends.
    pub(crate) async fn stop(self) {
        for server in self.servers {
            server.shutdown().await;
        }
    }
}
