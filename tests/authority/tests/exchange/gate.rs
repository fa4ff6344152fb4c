//! What nginx lets through to the authority, and what it writes down: the files of `deploy/nginx`, judged by curl and openssl.

use crate::support::{Answer, Curl, Deployment, Program, Site, World, until};
use renewal_authority::{
    Policy,
    fault::{Fault, On, Reply, Times},
};
use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::net::UnixListener,
    path::Path,
    process::Stdio,
};
use time::{Duration, OffsetDateTime};

const TOKEN: &str = "SecretTokenOfALink0123456789";

async fn start(deployment: Deployment) -> (World, Site) {
    let world = World::new();
    let site = deployment.start(&world, Policy::default()).await;
    (world, site)
}

/// A request of the site's own page, JSON, with the certificate.
fn page(world: &World, site: &Site, identity: &Path) -> Curl {
    world
        .curl()
        .certificate(identity)
        .option("--header", format!("Origin: {}", site.page))
        .option("--header", "Content-Type: application/json")
}

fn refusal(answer: &Answer) -> (u16, String) {
    let (status, code) = answer.refusal();
    (status, code)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_two_addresses_lead_to_the_authority_however_others_are_spelt() {
    for deployment in Deployment::BOTH {
        let (world, site) = start(deployment).await;
        let identity = world.client("client0001", -1, 45);
        for path in [
            "/api/cert/",
            "/api/cert%2f",
            "/api/cert%2F%2f",
            "/api//cert/",
            "/api/cert/.",
            "/api/cert/a/b",
            "/api/cert/a%2fb",
            "/api/cert/a/",
            "/api/cert/a%20b",
            "/api/cert/a%3fb",
            "/api/cert/a;b",
            "/api/cert/a%0d%0aX-Client-Verify:%20SUCCESS",
            "/api/cert/..",
            "/api/cert/../other",
            "/api/",
            "/api/other",
            "/api/certs",
        ] {
            for method in ["GET", "POST", "PUT"] {
                let answer = page(&world, &site, &identity)
                    .option("--data-binary", "{}")
                    .option("--request", method)
                    .send(&format!("{}{path}", site.auth));
                assert_eq!(refusal(&answer), (404, "not-found".to_owned()), "{method} {path}");
            }
        }
        for (path, allowed, methods) in [
            (
                "/api/cert",
                "POST",
                ["GET", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND"],
            ),
            (
                "/api/cert/a",
                "GET",
                ["POST", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND"],
            ),
            (
                "/api/cert%2fa",
                "GET",
                ["POST", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND"],
            ),
            (
                "/api//c%65rt",
                "POST",
                ["GET", "HEAD", "PUT", "DELETE", "PATCH", "PROPFIND"],
            ),
            (
                "/client-cert",
                "GET, HEAD",
                ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "MKCOL"],
            ),
            (
                "/reachable",
                "GET, HEAD",
                ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "MKCOL"],
            ),
        ] {
            for method in methods {
                let curl = page(&world, &site, &identity);
                let url = format!("{}{path}", site.auth);
                let answer = match method {
                    "HEAD" => curl.head(&url),
                    _ => curl
                        .option("--request", method)
                        .option("--data-binary", "{}")
                        .send(&url),
                };
                assert_eq!(answer.status, 405, "{method} {path}");
                assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
                if method != "HEAD" {
                    assert_eq!(refusal(&answer).1, "method-not-allowed", "{method} {path}");
                }
            }
        }
        assert_eq!(site.authority.transcript(), Vec::<String>::new(), "{deployment:?}");
    }
}

/// The same resource, so the same rules; and the authority sees one spelling.
#[tokio::test(flavor = "multi_thread")]
async fn the_authority_gets_the_address_in_one_spelling_and_the_verdict_of_nginx_alone() {
    let (world, mut site) = start(Deployment::SameOrigin).await;
    let identity = world.client("client0001", -1, 45);
    site.stop_authority().await;
    let listener = UnixListener::bind(world.path("authority.sock")).unwrap();
    for (path, post, line) in [
        ("/api//cert?a=/api/cert/b", true, "POST /api/cert HTTP/1.1"),
        ("/./api/c%65rt", true, "POST /api/cert HTTP/1.1"),
        ("/api/cert%2fa-b?c", false, "GET /api/cert/a-b HTTP/1.1"),
    ] {
        let curl = page(&world, &site, &identity)
            .option("--header", "X-Client-Verify: NONE")
            .option("--header", "X_Client_Verify: NONE")
            .option("--header", "X_Client_Cert: other")
            .option("--header", format!("Host: {}:1", host(&site.auth)));
        let curl = if post { curl.option("--data-binary", "{}") } else { curl };
        let running = curl.start(&format!("{}{path}", site.auth));
        let (mut connection, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.windows(4).any(|four| four == b"\r\n\r\n") {
            let mut octets = [0; 4096];
            let count = connection.read(&mut octets).unwrap();
            assert!(count > 0);
            head.extend_from_slice(&octets[..count]);
        }
        drop((connection, running));
        let head = String::from_utf8(head).unwrap();
        assert_eq!(head.lines().next(), Some(line), "{path}");
        let named = format!("Host: {}", host(&site.auth));
        assert!(head.lines().any(|line| line == named), "{path}: {head}");
        let facts: Vec<&str> = head
            .lines()
            .filter(|line| line.to_ascii_lowercase().replace('_', "-").starts_with("x-client-"))
            .map(|line| line.get(..24).unwrap_or(line))
            .collect();
        assert_eq!(
            facts,
            ["X-Client-Verify: SUCCESS", "X-Client-Cert: -----BEGI"],
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_reaches_nothing() {
    for deployment in Deployment::BOTH {
        let (world, site) = start(deployment).await;
        let identity = world.client("client0001", -1, 45);
        let http = site.page.replace("https:", "http:");
        let sub = format!("{}.evil.localhost", site.page);
        let send = |origin: Option<&str>, fetch_site: Option<&str>, post: bool, path: &str| {
            let mut curl = world.curl().certificate(&identity);
            if let Some(origin) = origin {
                curl = curl.option("--header", format!("Origin: {origin}"));
            }
            if let Some(site) = fetch_site {
                curl = curl.option("--header", format!("Sec-Fetch-Site: {site}"));
            }
            let url = format!("{}{path}", site.auth);
            if post { curl.post(&url, "{}") } else { curl.get(&url) }
        };
        for (origin, fetch_site) in [
            (Some("https://evil.localhost"), None),
            (Some("https://evil.localhost"), Some("cross-site")),
            // What a page writes into a header it cannot.
            (Some("https://evil.localhost"), Some("same-origin")),
            (Some("null"), None),
            (Some("null"), Some("cross-site")),
            (Some("null"), Some("same-site")),
            (Some(http.as_str()), Some("same-site")),
            (Some(sub.as_str()), Some("cross-site")),
            (Some("||"), None),
            (None, Some("cross-site")),
            (None, Some("same-site")),
            (None, Some("something-new")),
        ] {
            for (post, path) in [
                (true, "/api/cert"),
                (true, "/api//cert"),
                (false, "/api/cert/a"),
                (false, "/api/cert%2fa"),
                (false, "/client-cert"),
            ] {
                let answer = send(origin, fetch_site, post, path);
                let what = format!("{deployment:?} {origin:?} {fetch_site:?} {path}");
                assert_eq!(refusal(&answer), (403, "foreign-origin".to_owned()), "{what}");
                assert!(answer.headers_beginning("access-control-allow").is_empty(), "{what}");
            }
        }
        assert_eq!(site.authority.transcript(), Vec::<String>::new(), "{deployment:?}");
        for (origin, fetch_site) in [
            (None, None),
            (None, Some("none")),
            (None, Some("same-origin")),
            (Some(site.page.as_str()), None),
            (Some(site.page.as_str()), Some("same-origin")),
            (Some(site.page.as_str()), Some("cross-site")),
        ] {
            let answer = send(origin, fetch_site, false, "/api/cert/a");
            assert_eq!(
                refusal(&answer),
                (404, "unknown-link".to_owned()),
                "{origin:?} {fetch_site:?}"
            );
        }
        assert_eq!(site.authority.requests().len(), 6);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_certificate_cannot_ask_without_end() {
    for deployment in Deployment::BOTH {
        let (world, site) = start(deployment).await;
        let (identity, other) = (world.client("client0001", -1, 45), world.client("client0002", -1, 45));
        let busy = Fault::Before(Reply::status(403));
        site.authority.misbehave(On::Renewal, busy, Times::Always);
        let endpoint = format!("{}/api/cert", site.auth);
        let ask = |identity: &Path| page(&world, &site, identity).post(&endpoint, "{}");
        for _ in 0..21 {
            assert_eq!(ask(&identity).status, 403);
        }
        let answer = ask(&identity);
        assert_eq!(refusal(&answer), (429, "too-many-requests".to_owned()));
        assert_eq!(answer.header("retry-after"), Some("10"));
        if deployment == Deployment::CrossOrigin {
            assert_eq!(answer.header("access-control-allow-origin"), Some(site.page.as_str()));
        }
        assert_eq!(ask(&other).status, 403, "somebody else may");
        assert_eq!(site.authority.requests().len(), 22);

        // And no download is kept from anybody by it.
        let link = format!("{endpoint}/a");
        let statuses: Vec<u16> = (0..30)
            .map(|_| page(&world, &site, &identity).get(&link).status)
            .collect();
        assert!(statuses[..21].iter().all(|status| *status == 404), "{statuses:?}");
        assert!(statuses.contains(&429), "{statuses:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_certificate_cannot_hold_all_connections() {
    let (world, site) = start(Deployment::SameOrigin).await;
    let (identity, other) = (world.client("client0001", -1, 45), world.client("client0002", -1, 45));
    site.authority
        .misbehave(On::Renewal, Fault::Before(Reply::Silence), Times::First(4));
    let endpoint = format!("{}/api/cert", site.auth);
    let waiting: Vec<_> = (0..4)
        .map(|_| {
            page(&world, &site, &identity)
                .option("--data-binary", "{}")
                .start(&endpoint)
        })
        .collect();
    until(|| site.authority.requests().len() == 4);
    let answer = page(&world, &site, &identity).post(&endpoint, "{}");
    assert_eq!(refusal(&answer), (429, "too-many-requests".to_owned()));
    assert_eq!(answer.header("retry-after"), Some("10"));
    let answer = page(&world, &site, &identity).get(&format!("{endpoint}/a"));
    assert_eq!(refusal(&answer).0, 429);
    page(&world, &site, &other).post(&endpoint, "{}").renewal();
    drop(waiting);
}

/// openssl s_client with these options; what it says and what it got.
fn openssl(world: &World, site: &Site, host: &str, options: &[&str], request: &str) -> String {
    let mut command = Program::OPENSSL.command();
    command.args([
        "s_client",
        "-ign_eof",
        "-connect",
        &format!("127.0.0.1:{}", site.port()),
        "-servername",
        host,
    ]);
    command.arg("-CAfile").arg(world.path("ca.pem")).args(options);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{}", Program::OPENSSL.missing(&error)));
    // It may have ended without a connection.
    let _ = child.stdin.take().unwrap().write_all(request.as_bytes());
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn host(origin: &str) -> &str {
    origin.trim_start_matches("https://").split(':').next().unwrap()
}

fn get(host: &str, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_session_is_resumed_so_an_expired_certificate_is_seen_to_be_expired() {
    let (world, site) = start(Deployment::CrossOrigin).await;
    let host = host(&site.auth);
    let session = world.path("session").to_str().unwrap().to_owned();
    for protocol in ["-tls1_2", "-tls1_3"] {
        // Longer where the machine was too slow for it.
        for seconds in [3, 12, 48] {
            let now = OffsetDateTime::now_utc();
            let expiry = now + Duration::seconds(seconds);
            let identity = world
                .certificate_authority
                .client_certificate("client0001", now - Duration::DAY, expiry);
            let identity = world.identity(&identity.unwrap());
            let ask = |option: &str| {
                let options = [
                    protocol,
                    "-cert",
                    identity.to_str().unwrap(),
                    "-key",
                    identity.to_str().unwrap(),
                    option,
                    &session,
                ];
                openssl(&world, &site, host, &options, &get(host, "/client-cert"))
            };
            let _ = fs::remove_file(&session);
            let first = ask("-sess_out");
            if OffsetDateTime::now_utc() >= expiry {
                continue;
            }
            assert!(first.contains("SUCCESS -----BEGIN"), "{protocol}: {first}");
            until(|| OffsetDateTime::now_utc() > expiry + Duration::SECOND);
            // Without a ticket there may be none to come back with.
            let again = if fs::exists(&session).unwrap() {
                ask("-sess_in")
            } else {
                ask("-sess_out")
            };
            assert!(!again.contains("Reused, TLS"), "{protocol}: {again}");
            assert!(again.contains("FAILED:certificate has expired"), "{protocol}: {again}");
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_has_forward_secrecy_and_authenticated_encryption() {
    let (world, site) = start(Deployment::CrossOrigin).await;
    for host in [host(&site.page), host(&site.auth)] {
        let connects = |options: &[&str]| {
            let reported = openssl(&world, &site, host, options, &get(host, "/reachable"));
            reported.contains("HTTP/1.1 ")
        };
        for cipher in [
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-CHACHA20-POLY1305",
        ] {
            assert!(connects(&["-tls1_2", "-cipher", cipher]), "{cipher}");
        }
        assert!(connects(&["-tls1_3"]));
        for refused in [
            ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256"],
            ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0"],
            ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-CCM"],
            ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"],
            ["-tls1", "-cipher", "ALL:@SECLEVEL=0"],
        ] {
            assert!(!connects(&refused), "{refused:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_hosts_of_the_site_are_served() {
    for deployment in Deployment::BOTH {
        let (world, site) = start(deployment).await;
        let identity = world.client("client0001", -1, 45);
        let port = site.port();
        for other in ["elsewhere.localhost", "127.0.0.1"] {
            for path in ["/", "/client-cert", "/api/cert"] {
                let failure = world
                    .curl()
                    .certificate(&identity)
                    .option("--insecure", "--http1.1")
                    .option("--resolve", format!("{other}:{port}:127.0.0.1"))
                    .try_send(&format!("https://{other}:{port}{path}"))
                    .unwrap_err();
                // "SSL connect error" (man curl): no handshake.
                assert_eq!(failure.exit_code, 35, "{deployment:?} {other} {path}");
            }
        }
        for origin in [&site.page, &site.auth] {
            for other in ["elsewhere.localhost", "127.0.0.1", "cert.example.jp"] {
                let answer = world
                    .curl()
                    .certificate(&identity)
                    .option("--header", format!("Host: {other}"))
                    .get(&format!("{origin}/"));
                assert_eq!(answer.status, 421, "{deployment:?} {origin} {other}");
            }
        }
    }
}

/// In whatever way a request is refused.
#[tokio::test(flavor = "multi_thread")]
async fn no_link_is_in_any_log() {
    for deployment in Deployment::BOTH {
        let (world, mut site) = start(deployment).await;
        let good = world.client("client0001", -1, 45);
        let expired = world.client("client0004", -100, -10);
        let endpoint = format!("{}/api/cert", site.auth);
        let (link, _) = page(&world, &site, &good).post(&endpoint, "{}").renewal();
        let token = link.rsplit('/').next().unwrap().to_owned();
        assert_eq!(world.curl().certificate(&good).get(&link).status, 200);

        let path = format!("/api/cert/{TOKEN}");
        let url = format!("{}{path}", site.auth);
        for identity in [None, Some(&good), Some(&expired)] {
            let curl = || world.curl().presenting(identity.map(std::path::PathBuf::as_path));
            curl().get(&url);
            curl().head(&url);
            curl().post(&url, "{}");
            curl().option("--header", "Origin: https://evil.localhost").get(&url);
            curl().option("--header", "Sec-Fetch-Site: cross-site").get(&url);
            curl().option("--header", "Host: elsewhere.localhost").get(&url);
            curl()
                .option("--header", format!("Long: {}", "x".repeat(20_000)))
                .get(&url);
            curl()
                .option("--header", "Transfer-Encoding: identity")
                .post(&url, "{}");
            curl()
                .option("--header", format!("Referer: {url}"))
                .get(&format!("{}/missing", site.page));
            curl().post(&url, &"x".repeat(10_000));
            for other in [
                format!("/api/cert/{TOKEN}/"),
                format!("/api/cert/{TOKEN}%20"),
                format!("/api//cert//{TOKEN}"),
                format!("/api/cert%2f{TOKEN}"),
                format!("/api/c%65rt/{TOKEN}"),
                format!("/API/cert/{TOKEN}"),
                format!("/x/../api/cert/{TOKEN}"),
                format!("/api/cert?{TOKEN}"),
                format!("/api/cert/%00{TOKEN}"),
                format!("/api%252fcert/{TOKEN}"),
                format!("/api%25252Fcert%2F{TOKEN}"),
                format!("/apicert/{TOKEN}"),
                format!("/{TOKEN}"),
            ] {
                for origin in [&site.auth, &site.page] {
                    curl().get(&format!("{origin}{other}"));
                }
            }
        }
        for _ in 0..30 {
            world.curl().certificate(&good).get(&url);
        }
        for raw in [
            format!("GET {path} HTTP/1.1\r\n\r\n"),
            format!("GET {path} HTTP/1.0\r\n\r\n"),
            format!("GET {path} HTTP/3.9\r\n\r\n"),
            format!("GET {path} x HTTP/1.1\r\n\r\n"),
            format!("GET {path}\r\n\r\n"),
            format!("G(T {path} HTTP/1.1\r\n\r\n"),
            format!("GET {path} HTTP/1.1\r\nHost: a b\r\n\r\n"),
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n"),
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n"),
            format!("CONNECT {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            format!(
                "GET https://{}{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                host(&site.auth)
            ),
        ] {
            for origin in [&site.auth, &site.page] {
                openssl(
                    &world,
                    &site,
                    host(origin),
                    &["-quiet"],
                    &raw.replace("localhost", host(origin)),
                );
            }
            // Without TLS.
            let mut plain = TcpStream::connect(("127.0.0.1", site.port())).unwrap();
            plain.write_all(raw.as_bytes()).unwrap();
            let _ = plain.shutdown(std::net::Shutdown::Write);
            let _ = plain.read_to_end(&mut Vec::new());
        }
        site.authority
            .misbehave(On::Download, Fault::Before(Reply::HangUp), Times::Always);
        let other = world.client("client0005", -1, 45);
        assert_eq!(world.curl().certificate(&other).get(&url).status, 502);
        site.stop_authority().await;
        assert_eq!(world.curl().certificate(&other).get(&url).status, 502);
        assert_eq!(world.curl().certificate(&other).get(&link).status, 502);
        for endpoint in [
            endpoint.clone(),
            format!("{endpoint}?{TOKEN}"),
            format!("{endpoint}/{TOKEN}/../../cert"),
        ] {
            let curl = world.curl().certificate(&other).option("--path-as-is", "--silent");
            let curl = curl.option("--header", format!("Referer: {url}"));
            assert_eq!(curl.post(&endpoint, "{}").status, 502);
        }

        let mut logs = Vec::new();
        for entry in fs::read_dir(world.folder()).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|extension| extension == "log") {
                let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
                for line in text.lines() {
                    assert!(
                        !line.contains(&token) && !line.contains(TOKEN),
                        "{deployment:?} {}: {line}",
                        file.display()
                    );
                }
                logs.push(text);
            }
        }
        assert!(
            logs.len() >= 4,
            "of the site and of nginx, about requests and about errors"
        );
        let logs = logs.concat();
        for line in [
            "\"GET /api/...\" 200 200 ",
            "\"GET /api/...\" 403 - ",
            "\"POST /api/cert\" 200 200 ",
            "\"POST /api/cert\" 502 502 ",
            "\"GET -\" 404 - ",
        ] {
            assert!(logs.contains(line), "{line}: {logs}");
        }
    }
}
