//! A real nginx with the files of `deploy/nginx`, the authority behind it.

use super::{Nginx, World, free_port};
use renewal_authority::{Authority, Options, Policy, Server};
use std::{
    fs,
    path::{Path, PathBuf},
};
use time::OffsetDateTime;

/// The deployments that `deploy/nginx` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deployment {
    SameOrigin,
    CrossOrigin,
}

/// A running deployment.
pub(crate) struct Site {
    pub(crate) authority: Authority,
    /// Where the page comes from.
    pub(crate) page: String,
    /// Where renewals are asked for.
    pub(crate) auth: String,
    nginx: Nginx,
    server: Option<Server>,
}

impl Deployment {
    pub(crate) const BOTH: [Self; 2] = [Self::SameOrigin, Self::CrossOrigin];

    fn file(self) -> &'static str {
        match self {
            Self::SameOrigin => "same-origin.conf",
            Self::CrossOrigin => "cross-origin.conf",
        }
    }

    fn hosts(self) -> (&'static str, &'static str) {
        match self {
            Self::SameOrigin => ("localhost", "localhost"),
            Self::CrossOrigin => ("page.localhost", "auth.localhost"),
        }
    }

    /// The site's file as a deployer would edit it: what is replaced, how often it stands there, and by what.
    fn edits(self, world: &World, port: u16) -> Vec<(&'static str, usize, String)> {
        let path = |name: &str| world.path(name).to_str().unwrap().to_owned();
        let servers = match self {
            Self::SameOrigin => 1,
            Self::CrossOrigin => 2,
        };
        let mut edits = vec![
            ("/run/orcamo-cert/authority.sock", 1, path("authority.sock")),
            (
                "listen 443 ssl default_server;",
                1,
                format!("listen 127.0.0.1:{port} ssl default_server;"),
            ),
            ("listen 443 ssl;", servers, format!("listen 127.0.0.1:{port} ssl;")),
            ("/var/log/nginx/orcamo-cert.log", servers, path("nginx-site.log")),
            (
                "/var/log/nginx/orcamo-cert-error.log",
                servers,
                path("nginx-site-error.log"),
            ),
            ("/etc/nginx/orcamo-cert/client-ca.pem", 1, path("ca.pem")),
            ("/var/www/orcamo-cert", 1, path("www")),
        ];
        match self {
            Self::SameOrigin => edits.extend([
                ("https://cert.example.jp", 1, format!("https://localhost:{port}")),
                ("server_name cert.example.jp;", 1, "server_name localhost;".to_owned()),
                ("/etc/nginx/orcamo-cert/server.pem", 1, path("server.pem")),
                ("/etc/nginx/orcamo-cert/server.key.pem", 1, path("server.key.pem")),
            ]),
            Self::CrossOrigin => edits.extend([
                ("https://cert.example.jp", 1, format!("https://page.localhost:{port}")),
                ("https://auth.example.jp", 1, format!("https://auth.localhost:{port}")),
                ("cert.example.jp", 1, "page.localhost".to_owned()),
                ("auth.example.jp", 1, "auth.localhost".to_owned()),
                ("/etc/nginx/orcamo-cert/page.pem", 1, path("server.pem")),
                ("/etc/nginx/orcamo-cert/page.key.pem", 1, path("server.key.pem")),
                ("/etc/nginx/orcamo-cert/auth.pem", 1, path("server.pem")),
                ("/etc/nginx/orcamo-cert/auth.key.pem", 1, path("server.key.pem")),
            ]),
        }
        edits
    }

    /// Starts the authority and nginx.
    pub(crate) async fn start(self, world: &World, policy: Policy) -> Site {
        let port = free_port();
        let (page_host, auth_host) = self.hosts();
        let (page, auth) = (
            format!("https://{page_host}:{port}"),
            format!("https://{auth_host}:{port}"),
        );
        let authority = world.authority(policy);
        let options = Options {
            public_origin: Some(auth.clone()),
            ..Options::default()
        };
        let server = Server::behind_proxy(authority.clone(), &world.path("authority.sock"), options).unwrap();
        let identity = world
            .certificate_authority
            .server_certificate(
                &["localhost", "page.localhost", "auth.localhost"],
                OffsetDateTime::now_utc(),
            )
            .unwrap();
        world.write("server.pem", identity.certificate_pem());
        world.write("server.key.pem", identity.private_key_pem().as_bytes());
        fs::create_dir(world.path("www")).unwrap();
        world.write("www/index.html", "<!DOCTYPE html><title>page</title>");
        copy_included(&world.path("orcamo-cert"));
        let site = fs::read_to_string(deploy_folder().join(self.file())).unwrap();
        let edits = self.edits(world, port);
        let site = edits.into_iter().fold(site, |site, (from, count, to)| {
            assert_eq!(site.matches(from).count(), count, "{from} in {}", self.file());
            site.replace(from, &to)
        });
        Site {
            authority,
            page,
            auth,
            nginx: Nginx::start_site(world, port, &site),
            server: Some(server),
        }
    }
}

impl Site {
    pub(crate) fn port(&self) -> u16 {
        self.nginx.port
    }

    /// Stops the authority; nginx goes on.
    pub(crate) async fn stop_authority(&mut self) {
        self.server.take().unwrap().shutdown().await;
    }
}

fn deploy_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/nginx")
}

fn copy_included(target: &Path) {
    fs::create_dir(target).unwrap();
    for entry in fs::read_dir(deploy_folder().join("orcamo-cert")).unwrap() {
        let file = entry.unwrap().path();
        fs::copy(&file, target.join(file.file_name().unwrap())).unwrap();
    }
}
