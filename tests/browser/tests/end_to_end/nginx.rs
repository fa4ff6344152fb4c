//! The files of `deploy/nginx`, judged by curl: what each kind of client certificate is answered with.

use browser_tests::{Deployment, Setup, Site, demo, demo_certificate, mint, output};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The client certificate that curl presents.
enum Presented<'a> {
    None,
    Pkcs12(&'a Path, &'a str),
}

struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The value of a header, its name in lower case; empty when there is none.
    fn header(&self, name: &str) -> &str {
        let mut lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    }
}

fn curl(site: &Site, presented: &Presented<'_>, path: &str, arguments: &[&str]) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    let (headers, body) = (folder.path().join("headers"), folder.path().join("body"));
    fs::write(&body, "").unwrap();
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--show-error", "--write-out", "%{http_code}", "--cacert"])
        .arg(demo().certificate_authority_file())
        .arg("--dump-header")
        .arg(&headers)
        .arg("--output")
        .arg(&body)
        .args(arguments);
    if let Presented::Pkcs12(file, password) = presented {
        let file = file.to_str().unwrap();
        curl.args(["--cert-type", "P12", "--cert", &format!("{file}:{password}")]);
    }
    let status = output(curl.arg(format!("{}{path}", site.origin())));
    Answer {
        status: String::from_utf8(status).unwrap().parse().unwrap(),
        headers: fs::read_to_string(headers).unwrap(),
        body: fs::read(body).unwrap(),
    }
}

const POST: [&str; 4] = ["--data", "{}", "--header", "Content-Type: application/json"];

fn good() -> Presented<'static> {
    let certificate = demo_certificate("client0001");
    Presented::Pkcs12(&certificate.pkcs12, &certificate.password)
}

fn expired() -> Presented<'static> {
    let certificate = demo_certificate("client0004");
    Presented::Pkcs12(&certificate.pkcs12, &certificate.password)
}

/// What a client certificate is answered with, everywhere.
fn assert_answers(site: &Site, presented: &Presented<'_>, verdict: &str, code: &str) {
    let page = curl(site, presented, "/", &[]);
    assert_eq!(page.status, 200);
    assert_eq!(
        page.body,
        fs::read(browser_tests::project::built_page().join("index.html")).unwrap()
    );
    assert_eq!(page.header("X-Content-Type-Options"), "nosniff");

    let found = curl(site, presented, "/client-cert", &[]);
    assert_eq!((found.status, found.header("Cache-Control")), (200, "no-store"));
    assert!(
        found.header("Content-Type").starts_with("text/plain"),
        "{}",
        found.headers
    );
    assert!(
        found.text().starts_with(verdict),
        "{} does not begin with {verdict}",
        found.text()
    );
    let certificate = found.text().split_once("-----BEGIN%20CERTIFICATE-----").is_some();
    assert_eq!(certificate, matches!(presented, Presented::Pkcs12(..)));

    for (path, arguments) in [("/api/cert", POST.as_slice()), ("/api/cert/unknown", &[])] {
        let refused = curl(site, presented, path, arguments);
        assert_eq!(refused.status, 403, "{path}: {}", refused.text());
        assert!(
            refused.header("Content-Type").starts_with("application/json"),
            "{}",
            refused.headers
        );
        assert_eq!(refused.json()["code"], code, "{path}");
        assert_ne!(refused.json()["message"].as_str().unwrap(), "", "{path}");
    }
}

#[test]
fn without_a_certificate_the_page_loads_and_a_renewal_is_refused() {
    let site = Site::same_origin();
    assert_answers(&site, &Presented::None, "NONE ", "certificate-required");
}

#[test]
fn with_an_expired_certificate_the_page_loads_and_a_renewal_is_refused() {
    let site = Site::same_origin();
    let verdict = "FAILED:certificate has expired ";
    assert_answers(&site, &expired(), verdict, "certificate-expired");
}

#[test]
fn with_a_certificate_of_another_authority_the_page_loads_and_a_renewal_is_refused() {
    let site = Site::same_origin();
    let folder = tempfile::tempdir().unwrap();
    let (_, p12) = mint::foreign_certificate(folder.path(), "client0001");
    assert_answers(
        &site,
        &Presented::Pkcs12(&p12, mint::PASSWORD),
        "FAILED:",
        "certificate-refused",
    );
}

#[test]
fn a_good_certificate_is_renewed_and_its_link_is_in_no_log() {
    let site = Site::same_origin();
    let found = curl(&site, &good(), "/client-cert", &[]);
    assert!(
        found.text().starts_with("SUCCESS -----BEGIN%20CERTIFICATE-----"),
        "{}",
        found.text()
    );

    let answer = curl(&site, &good(), "/api/cert", &POST);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("Cache-Control"), "no-store");
    let link = answer.json()["uri"].as_str().unwrap().to_owned();
    let path = link
        .strip_prefix(&site.origin())
        .expect("a link to the same host")
        .to_owned();

    let other = demo_certificate("db0002");
    let other = curl(&site, &Presented::Pkcs12(&other.pkcs12, &other.password), &path, &[]);
    assert_eq!(
        (other.status, other.json()["code"].as_str()),
        (403, Some("other-certificate"))
    );

    let bundle = curl(&site, &good(), &path, &[]);
    assert_eq!(bundle.status, 200, "{}", bundle.text());
    assert_eq!(bundle.header("Content-Type"), "application/x-pkcs12");
    let folder = tempfile::tempdir().unwrap();
    let (p12, pass) = (folder.path().join("new.p12"), folder.path().join("new.pass"));
    fs::write(&p12, &bundle.body).unwrap();
    fs::write(&pass, answer.json()["pass"].as_str().unwrap()).unwrap();
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-noout", "-in"]).arg(&p12).arg("-passin");
    output(openssl.arg(format!("file:{}", pass.display())));

    let token = path.rsplit('/').next().unwrap();
    let log = site.nginx().everything_logged();
    assert_eq!(site.answered("POST /api/cert 200"), 1, "{log}");
    // The link in place of which this stands: of the other certificate, and of the good one.
    assert_eq!(site.answered("GET /api/... 403"), 1, "{log}");
    assert_eq!(site.answered("GET /api/... 200"), 1, "{log}");
    assert!(!log.contains(token), "the link is in nginx's log");
}

#[test]
fn certificate_headers_sent_by_a_client_are_not_believed() {
    let site = Site::same_origin();
    let pem = fs::read_to_string(&demo_certificate("client0001").certificate).unwrap();
    let escaped = pem.replace('\n', "%0A").replace(' ', "%20").replace('+', "%2B");
    let certificate = format!("X-Client-Cert: {escaped}");
    let arguments = [
        &POST[..],
        &["--header", "X-Client-Verify: SUCCESS", "--header", &certificate],
    ]
    .concat();
    let answer = curl(&site, &Presented::None, "/api/cert", &arguments);
    assert_eq!(
        (answer.status, answer.json()["code"].as_str()),
        (403, Some("certificate-required"))
    );

    // Somebody with a certificate of his own cannot pass for somebody else either.
    let api = demo_certificate("api0005");
    let answer = curl(
        &site,
        &Presented::Pkcs12(&api.pkcs12, &api.password),
        "/api/cert",
        &arguments,
    );
    assert_eq!(
        (answer.status, answer.json()["code"].as_str()),
        (403, Some("not-renewable"))
    );
}

#[test]
fn an_authority_that_is_down_is_reported_as_json() {
    let mut site = Site::same_origin();
    site.stop_authority();
    let certificate = good();
    assert_eq!(curl(&site, &certificate, "/", &[]).status, 200);
    for (path, arguments) in [("/api/cert", POST.as_slice()), ("/api/cert/secret-token", &[])] {
        let answer = curl(&site, &certificate, path, arguments);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (502, Some("authority-unavailable"))
        );
    }
    let log = site.nginx().everything_logged();
    // The error log would have the address as it came; the access log says that the authority gave no answer.
    assert_eq!(site.answered("POST /api/cert 502"), 1, "{log}");
    assert!(!log.contains("secret-token"), "a link is in nginx's log: {log}");
}

#[test]
fn every_kind_of_file_has_its_type_and_all_security_headers() {
    let site = Site::same_origin();
    let files = [
        ("/", "text/html; charset=utf-8"),
        ("/main.js", "text/javascript; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
        ("/module/orcamo_cert.js", "text/javascript; charset=utf-8"),
        ("/module/orcamo_cert_bg.wasm", "application/wasm"),
    ];
    for (path, content_type) in files {
        let answer = curl(&site, &Presented::None, path, &[]);
        assert_eq!(
            (answer.status, answer.header("Content-Type")),
            (200, content_type),
            "{path}"
        );
        assert_eq!(answer.header("Cache-Control"), "no-cache", "{path}");
    }
    for path in ["/", "/missing", "/client-cert", "/api/cert"] {
        let answer = curl(&site, &Presented::None, path, &[]);
        let policy = answer.header("Content-Security-Policy");
        let directives: Vec<_> = policy.split("; ").collect();
        assert_eq!(
            directives,
            [
                "default-src 'none'",
                "script-src 'self' 'wasm-unsafe-eval'",
                "style-src 'self'",
                "img-src 'self' data:",
                "connect-src 'self'",
                "worker-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            ],
            "{path}"
        );
        for (name, value) in [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Strict-Transport-Security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
    }
}

#[test]
fn the_module_is_compressed_and_answers_about_people_are_not() {
    let site = Site::same_origin();
    let gzip = ["--header", "Accept-Encoding: gzip"];
    let module = curl(&site, &Presented::None, "/module/orcamo_cert_bg.wasm", &gzip);
    let size = fs::metadata(browser_tests::project::built_page().join("module/orcamo_cert_bg.wasm"));
    assert_eq!(module.header("Content-Encoding"), "gzip");
    assert!(
        module.body.len() * 2 < usize::try_from(size.unwrap().len()).unwrap(),
        "{}",
        module.body.len()
    );

    let arguments = [&POST[..], &gzip].concat();
    let answer = curl(&site, &good(), "/api/cert", &arguments);
    assert_eq!((answer.status, answer.header("Content-Encoding")), (200, ""));
}

#[test]
fn the_authority_alone_answers_as_it_does_behind_nginx() {
    let kinds = |site: &Site| {
        let paths: [(&str, &[&str]); 3] = [("/client-cert", &[]), ("/api/cert", &POST), ("/api/cert/unknown", &[])];
        let mut answers = Vec::new();
        for presented in [Presented::None, good(), expired()] {
            for (path, arguments) in paths {
                let answer = curl(site, &presented, path, arguments);
                let kind = match serde_json::from_slice::<Value>(&answer.body) {
                    Ok(json) => json["code"].as_str().unwrap_or_default().to_owned(),
                    Err(_) => answer.text(),
                };
                answers.push((path, answer.status, kind));
            }
        }
        answers
    };
    let behind_nginx = {
        let site = Site::same_origin();
        kinds(&site)
    };
    let alone = Site::start(Setup {
        deployment: Deployment::AuthorityAlone,
        ..Setup::default()
    });
    assert_eq!(kinds(&alone), behind_nginx);
}

/// Keeps the list of files in the README honest.
#[test]
fn the_readme_names_every_file() {
    let folder: PathBuf = browser_tests::project::root().join("deploy/nginx");
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    for entry in fs::read_dir(folder.join("orcamo-cert")).unwrap() {
        let name = format!("`orcamo-cert/{}`", entry.unwrap().file_name().to_str().unwrap());
        assert!(readme.contains(&name), "{name}");
    }
}
