//! The page's files, as a browser needs them.

use crate::support::{World, origin};
use renewal_authority::{Options, Policy, Server};
use std::fs;

/// A site in `site/`, and a file outside of it.
async fn serve(world: &World) -> Server {
    fs::create_dir_all(world.path("site/module")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>"),
        ("main.js", "//"),
        ("style.css", "/**/"),
        ("module/orcamo_cert_bg.wasm", "\0asm"),
        ("app.webmanifest", "{}"),
        ("icon.svg", "<svg/>"),
    ] {
        fs::write(world.path("site").join(name), text).unwrap();
    }
    world.write("outside.txt", "outside");
    #[cfg(unix)]
    std::os::unix::fs::symlink(world.path("outside.txt"), world.path("site/link.txt")).unwrap();
    let options = Options {
        static_folder: Some(world.path("site")),
        ..Options::default()
    };
    Server::tls(world.authority(Policy::default()), options).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_with_their_type_without_a_client_certificate() {
    let world = World::new();
    let server = serve(&world).await;
    for (path, content_type, text) in [
        ("/", "text/html; charset=utf-8", "<!doctype html>"),
        ("/index.html?lang=ja", "text/html; charset=utf-8", "<!doctype html>"),
        ("/main.js", "text/javascript; charset=utf-8", "//"),
        ("/style.css", "text/css; charset=utf-8", "/**/"),
        ("/module/orcamo_cert_bg.wasm", "application/wasm", "\0asm"),
        ("/app.webmanifest", "application/manifest+json", "{}"),
        ("/icon.svg", "image/svg+xml", "<svg/>"),
    ] {
        let answer = world.curl().get(&format!("{}{path}", origin(&server)));
        assert_eq!((answer.status, answer.text().as_str()), (200, text), "{path}");
        assert_eq!(answer.header("content-type"), Some(content_type), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
    }
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let world = World::new();
    let server = serve(&world).await;
    for path in ["/", "/client-cert", "/api/cert", "/nothing"] {
        let answer = world.curl().get(&format!("{}{path}", origin(&server)));
        let policy = answer.header("content-security-policy").unwrap();
        for directive in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.split("; ").any(|found| found == directive), "{path}: {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
    }
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_out_of_the_folder() {
    let world = World::new();
    let server = serve(&world).await;
    for path in [
        "/../outside.txt",
        "/module/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/link.txt",
        "/module",
        "/nothing",
    ] {
        let answer = world.curl().get(&format!("{}{path}", origin(&server)));
        assert_eq!(answer.refusal(), (404, "not-found".to_owned()), "{path}");
    }
    server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn head_tells_the_length_and_sends_nothing() {
    let world = World::new();
    let server = serve(&world).await;
    let answer = world.curl().head(&format!("{}/style.css", origin(&server)));
    assert_eq!((answer.status, answer.header("content-length")), (200, Some("4")));
    server.shutdown().await;
}
