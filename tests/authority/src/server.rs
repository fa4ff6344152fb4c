//! Listening, accepting, stopping.

use crate::{
    Authority, Error, Presented, Refusal,
    cors::Cors,
    fault::Unanswered,
    http::Site,
    identity_coding::WithoutIdentity,
    listener::{Listener, Stream},
    proxy,
    static_files::StaticFiles,
    tls::{self, ClientVerifier},
};
use hyper::{Request, Uri, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::pki_types::CertificateDer;
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

/// How long a client may take for its handshake.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(30);
/// How long answers under way may take once the server is asked to stop.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(2);

/// Where and what a server serves.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on; port 0 lets the system choose. Default `127.0.0.1:0`.
    pub address: SocketAddr,
    /// `https://host[:port]` under which clients reach it: what the links begin with.
    /// Default `https://localhost:<port>`; behind a proxy it is the proxy's and must be given.
    pub public_origin: Option<String>,
    /// The folder whose files are served besides the exchange.
    pub static_folder: Option<PathBuf>,
    /// `https://host[:port]` of the pages elsewhere that may ask and read the answers. Default: none.
    pub allowed_origins: Vec<String>,
    /// `https://host[:port]` besides its own that the served page may connect to. Default: none.
    pub connect_src: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            public_origin: None,
            static_folder: None,
            allowed_origins: Vec::new(),
            connect_src: Vec::new(),
        }
    }
}

/// A running server. Dropping it stops it at once; [`shutdown`](Self::shutdown) lets answers under way finish.
#[derive(Debug)]
pub struct Server {
    local_address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: Option<JoinHandle<()>>,
    /// Removed with the server.
    socket: Option<PathBuf>,
}

/// How connections become streams with certificate facts.
#[derive(Clone)]
enum Transport {
    Tls(TlsAcceptor, ClientVerifier),
    Plain,
    #[cfg(unix)]
    BehindProxy,
}

impl Server {
    /// Serves over TLS, with a certificate of the authority for `localhost`, `*.localhost`, the loopback addresses
    /// and the public origin's host. A client certificate is asked for and never demanded.
    ///
    /// # Errors
    /// [`Error::AddressInUse`], [`Error::Listen`], [`Error::PublicOrigin`]; or when no certificate can be made.
    pub async fn tls(authority: Authority, options: Options) -> Result<Self, Error> {
        let (listener, local_address) = Listener::on(options.address).await?;
        let public_origin = match &options.public_origin {
            Some(origin) => origin.clone(),
            None => format!("https://localhost:{}", local_address.port()),
        };
        let host = host_of(&public_origin)?;
        let certificates = authority.certificate_authority();
        // Some clients take no wildcard directly under a top-level name, hence the names of the two usual hosts.
        let mut names = vec![
            "localhost",
            "page.localhost",
            "auth.localhost",
            "*.localhost",
            "127.0.0.1",
            "::1",
        ];
        if !names.contains(&host.as_str()) {
            names.push(&host);
        }
        let identity = certificates.server_certificate(&names, time::OffsetDateTime::now_utc())?;
        let verifier = ClientVerifier::new(certificates)?;
        let config = tls::server_config(&identity, &verifier)?;
        let transport = Transport::Tls(TlsAcceptor::from(Arc::new(config)), verifier);
        Ok(Self::start(
            listener,
            local_address,
            transport,
            authority,
            public_origin,
            options,
        ))
    }

    /// Serves plain HTTP, over which no certificate can be presented: for what a page says that was opened so.
    ///
    /// # Errors
    /// [`Error::AddressInUse`], [`Error::Listen`], [`Error::PublicOrigin`].
    pub async fn plain(authority: Authority, options: Options) -> Result<Self, Error> {
        let public_origin = options.public_origin.clone().unwrap_or_default();
        host_of(&public_origin)?;
        let (listener, local_address) = Listener::on(options.address).await?;
        Ok(Self::start(
            listener,
            local_address,
            Transport::Plain,
            authority,
            public_origin,
            options,
        ))
    }

    /// Serves plain HTTP to a proxy on the same machine, which ends TLS and passes on the facts of the certificate:
    /// `proxy_set_header X-Client-Verify $ssl_client_verify; proxy_set_header X-Client-Cert $ssl_client_escaped_cert;`.
    ///
    /// It listens on the Unix socket of this path, which only its owner and its group may connect to: whoever connects is
    /// believed, and a port could be reached by every program of the machine. [`Options::address`] is not looked at.
    ///
    /// # Errors
    /// [`Error::Socket`], [`Error::PublicOrigin`].
    ///
    /// # Panics
    /// Outside of a Tokio runtime.
    #[cfg(unix)]
    pub fn behind_proxy(authority: Authority, socket: &Path, options: Options) -> Result<Self, Error> {
        let public_origin = options.public_origin.clone().unwrap_or_default();
        host_of(&public_origin)?;
        let listener = Listener::on_socket(socket)?;
        let nowhere = (Ipv4Addr::UNSPECIFIED, 0).into();
        let mut server = Self::start(
            listener,
            nowhere,
            Transport::BehindProxy,
            authority,
            public_origin,
            options,
        );
        server.socket = Some(socket.to_owned());
        Ok(server)
    }

    fn start(
        listener: Listener,
        local_address: SocketAddr,
        transport: Transport,
        authority: Authority,
        public_origin: String,
        options: Options,
    ) -> Self {
        let site = Arc::new(Site {
            authority,
            public_origin,
            cors: Cors::new(options.allowed_origins),
            connect_src: options.connect_src,
            static_files: options.static_folder.map(StaticFiles::new),
        });
        let (stop, stopped) = watch::channel(false);
        let accepting = tokio::spawn(accept(listener, transport, site, stopped));
        Self {
            local_address,
            stop,
            accepting: Some(accepting),
            socket: None,
        }
    }

    /// The address it listens on, with the port the system chose if none was asked for; `0.0.0.0:0` behind a proxy, where it has none.
    #[must_use]
    pub fn local_address(&self) -> SocketAddr {
        self.local_address
    }

    /// Stops: no new connections, idle ones are closed, answers under way get two seconds.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if let Some(accepting) = self.accepting.take() {
            // It can only fail by having been stopped already.
            let _ = accepting.await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(accepting) = &self.accepting {
            accepting.abort();
        }
        if let Some(socket) = &self.socket {
            // Somebody may have removed it before.
            let _ = fs::remove_file(socket);
        }
    }
}

/// The host of `https://host[:port]`, which must be all there is.
fn host_of(origin: &str) -> Result<String, Error> {
    let refused = || Error::PublicOrigin {
        origin: origin.to_owned(),
    };
    let authority = origin.strip_prefix("https://").ok_or_else(refused)?;
    if authority.contains(['/', '?', '#', '@']) {
        return Err(refused());
    }
    let uri: Uri = origin.parse().map_err(|_| refused())?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(refused)?;
    Ok(host.trim_start_matches('[').trim_end_matches(']').to_owned())
}

async fn accept(listener: Listener, transport: Transport, site: Arc<Site>, mut stopped: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stopped.changed() => break,
            accepted = listener.accept() => match accepted {
                Ok(stream) => {
                    connections.spawn(connection(stream, transport.clone(), Arc::clone(&site), stopped.clone()));
                }
                // Out of file handles, most likely: some connection will end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    // What is not done by then is dropped with the set.
    let _ = tokio::time::timeout(SHUTDOWN_LIMIT, async {
        while connections.join_next().await.is_some() {}
    })
    .await;
}

async fn connection(
    stream: Box<dyn Stream>,
    transport: Transport,
    site: Arc<Site>,
    mut stopped: watch::Receiver<bool>,
) {
    match transport {
        Transport::Plain => serve(stream, site, stopped, |_| Ok(Presented::None)).await,
        #[cfg(unix)]
        Transport::BehindProxy => serve(stream, site, stopped, |request| proxy::presented(request.headers())).await,
        Transport::Tls(acceptor, verifier) => {
            // A client that does not trust the authority leaves in the handshake; that is its own affair.
            let stream = tokio::select! {
                _ = stopped.changed() => return,
                accepted = tokio::time::timeout(HANDSHAKE_LIMIT, acceptor.accept(stream)) => match accepted {
                    Ok(Ok(stream)) => stream,
                    Ok(Err(_)) | Err(_) => return,
                },
            };
            let chain: Option<Vec<CertificateDer<'static>>> = stream.get_ref().1.peer_certificates().map(|chain| {
                chain
                    .iter()
                    .map(|certificate| certificate.clone().into_owned())
                    .collect()
            });
            let clock = site.authority.clone();
            // Per request, as a certificate can expire while a connection is kept open.
            let presented = move |_: &Request<Incoming>| Ok(Presented::judge(chain.as_deref(), &verifier, clock.now()));
            serve(stream, site, stopped, presented).await;
        }
    }
}

async fn serve<Transport>(
    stream: Transport,
    site: Arc<Site>,
    mut stopped: watch::Receiver<bool>,
    presented: impl Fn(&Request<Incoming>) -> Result<Presented, Refusal>,
) where
    Transport: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(|request: Request<Incoming>| {
        let (site, presented) = (Arc::clone(&site), presented(&request));
        async move {
            let outcome = site.respond(presented, request).await;
            tokio::time::sleep(outcome.late_by).await;
            match outcome.send(&site.authority) {
                Err(Unanswered::Silent) => std::future::pending().await,
                answer => answer,
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(WithoutIdentity::new(stream)), service);
    let mut connection = std::pin::pin!(connection);
    // A connection that breaks leaves nobody to report to.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn a_public_origin_is_https_and_a_host_and_nothing_more() {
        assert_eq!(host_of("https://localhost:8443").ok().as_deref(), Some("localhost"));
        assert_eq!(host_of("https://[::1]:8443").ok().as_deref(), Some("::1"));
        for refused in [
            "",
            "http://localhost",
            "https://",
            "https://localhost/",
            "https://a@b",
            "https://a?b",
            "localhost:8443",
        ] {
            assert!(host_of(refused).is_err(), "{refused}");
        }
    }
}
