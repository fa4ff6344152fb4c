//! A renewal authority behind real TLS, and curl to carry the requests of the exchange.

use std::{fs, process::Stdio};

use orcamo_cert::{
    renewal::Bundle,
    renewal::expectation::Expectation,
    renewal::{Exchange, Method, Request, Response, Settings, Step},
    secret::SecretBytes,
};
use renewal_authority::{Authority, CertificateAuthority, Options, Policy, Server};
use time::{Duration, OffsetDateTime};
use tokio::runtime::Runtime;

use crate::common::today;
use crate::judges::{Folder, Program};

/// The options with which curl presents a client certificate, as it reads them from its configuration.
pub(crate) type Presenting<'a> = &'a [(&'a str, &'a str)];

pub(crate) struct World {
    pub(crate) folder: Folder,
    pub(crate) origin: String,
    authority: Authority,
    server: Option<Server>,
    runtime: Runtime,
    certificate_authority: CertificateAuthority,
}

impl World {
    pub(crate) fn new() -> Self {
        let certificate_authority = CertificateAuthority::create(OffsetDateTime::now_utc()).unwrap();
        certificate_authority.share_keys();
        let authority = Authority::new(certificate_authority.clone(), Policy::default());
        let runtime = Runtime::new().unwrap();
        let server = runtime
            .block_on(Server::tls(authority.clone(), Options::default()))
            .unwrap();
        let folder = Folder::new();
        folder.write("ca.pem", certificate_authority.certificate_pem().as_bytes());
        Self {
            origin: format!("https://localhost:{}", server.local_address().port()),
            folder,
            authority,
            server: Some(server),
            runtime,
            certificate_authority,
        }
    }

    /// A certificate that is due, with its key in one file.
    pub(crate) fn due(&self, common_name: &str) -> String {
        let now = OffsetDateTime::now_utc();
        let authority = &self.certificate_authority;
        let identity = authority.client_certificate(common_name, now - Duration::days(1000), now + Duration::days(30));
        let identity = identity.unwrap();
        let text = [identity.certificate_pem(), identity.private_key_pem().to_string()].concat();
        self.folder.write("due.pem", text.as_bytes())
    }

    /// Renews over the network what is presented.
    pub(crate) fn renew(&self, presenting: Presenting<'_>, expect: Expectation) -> Bundle {
        let endpoint = format!("{}/api/cert", self.origin);
        let (mut exchange, mut request) = Exchange::start(&endpoint, expect, Settings::default()).unwrap();
        loop {
            let response = self.send(presenting, &request);
            match exchange.receive(response, today()).unwrap() {
                Step::Send(next) => request = next,
                Step::Finished(bundle) => return *bundle,
                step => panic!("{step:?}"),
            }
        }
    }

    fn send(&self, presenting: Presenting<'_>, request: &Request) -> Response {
        let mut options = presenting.to_vec();
        if request.method == Method::Post {
            options.extend([("data", "{}"), ("header", "Content-Type: application/json")]);
        }
        let (status, body) = self.curl(&options, request.url.as_str());
        Response {
            status,
            body: SecretBytes::new(body),
            retry_after: None,
            date: None,
        }
    }

    /// Status and body.
    pub(crate) fn curl(&self, options: Presenting<'_>, url: &str) -> (u16, Vec<u8>) {
        let body = self.folder.join("body");
        let authority = self.folder.join("ca.pem");
        let (body, authority) = (body.to_str().unwrap(), authority.to_str().unwrap());
        let common = [
            ("cacert", authority),
            ("output", body),
            ("write-out", "%{http_code}"),
            ("url", url),
        ];
        let lines = options
            .iter()
            .chain(&common)
            .map(|(name, value)| format!("{name} = \"{}\"\n", value.replace('\\', "\\\\").replace('"', "\\\"")));
        let configuration = self.folder.write("curl", lines.collect::<String>().as_bytes());
        let _ = fs::remove_file(body);
        let reported = Program::CURL.prints(
            ["--silent", "--show-error", "--noproxy", "*", "--config", &configuration],
            [],
        );
        (reported.parse().unwrap(), fs::read(body).unwrap_or_default())
    }

    /// What the server says of who came.
    pub(crate) fn verdict(&self, presenting: Presenting<'_>) -> String {
        let (status, body) = self.curl(presenting, &format!("{}/client-cert", self.origin));
        assert_eq!(status, 200);
        String::from_utf8(body).unwrap()
    }

    /// The same, asked by openssl's own client.
    pub(crate) fn verdict_by_openssl(&self, certificate: &str, key: &str, password: &str) -> String {
        let address = self.origin.trim_start_matches("https://");
        let authority = self.folder.join("ca.pem");
        let mut client = std::process::Command::new("openssl")
            .args([
                "s_client",
                "-quiet",
                "-verify_return_error",
                "-connect",
                address,
                "-CAfile",
            ])
            .arg(authority)
            .args(["-cert", certificate, "-key", key, "-pass", &format!("file:{password}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let request = b"GET /client-cert HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        std::io::Write::write_all(client.stdin.as_mut().unwrap(), request).unwrap();
        let output = client.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// How many certificates were issued.
    pub(crate) fn issued(&self) -> usize {
        self.authority.issued().len()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            self.runtime.block_on(server.shutdown());
        }
    }
}
