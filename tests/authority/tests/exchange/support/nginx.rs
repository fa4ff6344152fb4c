//! A real nginx that ends TLS and asks for a client certificate, as in a deployment.

use super::{Program, World};
use std::{
    fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Stdio},
    thread,
    time::Duration,
};
use time::OffsetDateTime;

/// A running nginx; it ends with this value.
pub(crate) struct Nginx {
    process: Child,
    pub(crate) port: u16,
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Nginx {
    /// Starts nginx on `port` with these lines in its server block; certificates of `world`.
    pub(crate) fn start(world: &World, port: u16, lines: &str) -> Self {
        let server = world
            .certificate_authority
            .server_certificate(&["localhost"], OffsetDateTime::now_utc())
            .unwrap();
        world.write("nginx.pem", server.certificate_pem());
        world.write("nginx.key.pem", server.private_key_pem().as_bytes());
        let folder = world.folder().display();
        let site = format!(
            "server {{
               listen 127.0.0.1:{port} ssl;
               ssl_certificate {folder}/nginx.pem; ssl_certificate_key {folder}/nginx.key.pem;
               ssl_client_certificate {folder}/ca.pem; ssl_verify_client optional;
               {lines}
             }}"
        );
        Self::start_site(world, port, &site)
    }

    /// Starts nginx with these lines in its http block; one of its servers listens on `port`.
    pub(crate) fn start_site(world: &World, port: u16, site: &str) -> Self {
        let folder = world.folder().display();
        // One process, so that ending it leaves no worker behind.
        let configuration = format!(
            "daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx-http-error.log info;
             events {{ worker_connections 64; }}
             http {{
               access_log {folder}/nginx-http.log combined;
               client_body_temp_path {folder}/nginx-body; proxy_temp_path {folder}/nginx-proxy;
               fastcgi_temp_path {folder}/nginx-fastcgi; uwsgi_temp_path {folder}/nginx-uwsgi; scgi_temp_path {folder}/nginx-scgi;
               {site}
             }}"
        );
        let file = world.write("nginx.conf", configuration);
        let log = world.path("nginx-start.log");
        let nginx = || {
            let mut nginx = Program::NGINX.command();
            nginx.arg("-p").arg(world.folder()).arg("-c").arg(&file);
            nginx.arg("-e").arg(world.path("nginx-http-error.log"));
            nginx
        };
        let check = nginx().arg("-t").output();
        let check = check.unwrap_or_else(|error| panic!("{}", Program::NGINX.missing(&error)));
        let reported = String::from_utf8_lossy(&check.stderr);
        assert!(check.status.success() && !reported.contains("[warn]"), "{reported}");
        let process = nginx()
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log).unwrap())
            .spawn()
            .unwrap_or_else(|error| panic!("{}", Program::NGINX.missing(&error)));
        let mut nginx = Self { process, port };
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = nginx.process.try_wait().unwrap() {
                panic!("nginx ended with {status}: {}", fs::read_to_string(&log).unwrap());
            }
            thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    pub(crate) fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
