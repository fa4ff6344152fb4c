//! A page of another site in a browser that holds the certificate: it gets nothing issued and reads nothing, whatever it sends.

use browser_tests::{Browser, Scene, Site, Visitor, in_both_browsers_and_deployments, wait};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

in_both_browsers_and_deployments!(
    a_hostile_page_gets_nothing_issued_and_reads_nothing,
    a_hostile_page_that_leads_its_visitor_there_gets_nothing_issued
);

/// The renewal's address, in every spelling that nginx or a program behind it could take for it.
const PATHS: [&str; 6] = [
    "/api/cert",
    "/api/cert/",
    "/api/cert%2f",
    "/api//cert",
    "/api/cert/a",
    "/api/cert?a",
];
/// What a form can say that its body is; no browser asks first.
const FORMS: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/// The page of another site, without any policy of its own.
fn hostile_page() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            // Browsers open connections that they may need, and are silent on them.
            std::thread::spawn(move || answer(&connection.unwrap()));
        }
    });
    format!("http://{address}/")
}

fn answer(mut connection: &TcpStream) {
    let mut lines = BufReader::new(connection).lines();
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let page = "<!DOCTYPE html><title>hostile</title>";
    let _ = write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
}

/// The page, in a browser that is used to presenting its certificate to the site.
fn visit(scene: Scene) -> (Site, Browser, String) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    let page = hostile_page();
    browser.open(&page);
    (site, browser, page)
}

/// Requests that nginx saw with the good certificate, as `METHOD /path`, whatever became of them.
fn with_certificate(site: &Site) -> usize {
    let log = site.nginx().everything_logged();
    let api = |line: &&str| line.contains(" /api/") && line.contains("\"SUCCESS\"");
    log.lines().filter(api).count()
}

/// Nothing reached the authority; and the refusals are those of nginx, of requests that came with the certificate.
fn assert_nothing_issued(site: &Site, scene: Scene, sent: usize) {
    wait::until("the requests to be answered", || {
        (with_certificate(site) >= sent).then_some(())
    });
    assert_eq!(site.exchange(), Vec::<String>::new(), "{scene}");
    assert_eq!(site.authority().issued().len(), 0, "{scene}");
    for line in site.nginx().access_log() {
        let passed = line.contains(" /api/") && !line.starts_with("OPTIONS") && !line.ends_with(" 403");
        assert!(!passed || line.ends_with(" 404"), "{scene}: {line}");
    }
}

fn a_hostile_page_gets_nothing_issued_and_reads_nothing(scene: Scene) {
    let (site, browser, _) = visit(scene);
    let script = r#"
        const [auth, paths, forms] = arguments;
        const read = [];
        const ask = async (what, url, options) => {
            try {
                const response = await fetch(url, { credentials: "include", ...options });
                const text = await response.text();
                if (response.type !== "opaque" || text !== "" || [...response.headers].length > 0) read.push([what, response.type, text]);
            } catch {
                // Nothing came, or nothing that this page may know.
            }
        };
        const loaded = (element) => new Promise((done) => {
            element.onload = element.onerror = done;
            document.body.append(element);
        });
        return (async () => {
            for (const path of paths) {
                const url = auth + path;
                for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
                    await ask(`no-cors ${type} ${path}`, url, { mode: "no-cors", method: "POST", body: "{}", headers: { "Content-Type": type } });
                }
                await ask(`no-cors GET ${path}`, url, { mode: "no-cors" });
                await ask(`no-cors no-referrer ${path}`, url, { mode: "no-cors", method: "POST", body: "{}", referrerPolicy: "no-referrer" });
                await ask(`cors GET ${path}`, url, {});
                await ask(`cors text ${path}`, url, { method: "POST", body: "{}" });
                await ask(`cors JSON ${path}`, url, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } });
                for (const method of ["PUT", "DELETE", "PATCH"]) await ask(`${method} ${path}`, url, { method, body: "{}" });
                navigator.sendBeacon(url, "{}");
                navigator.sendBeacon(url, new Blob(["{}"], { type: "text/plain" }));
                for (const name of ["img", "script"]) await loaded(Object.assign(document.createElement(name), { src: url }));
                for (const enctype of forms) {
                    const frame = Object.assign(document.createElement("iframe"), { name: `${enctype}${path}` });
                    document.body.append(frame);
                    const form = Object.assign(document.createElement("form"), { action: url, method: "post", enctype, target: frame.name });
                    form.append(Object.assign(document.createElement("input"), { name: '{"a":"', value: '"}' }));
                    document.body.append(form);
                    form.submit();
                }
            }
            await ask("client-cert", `${auth}/client-cert`, {});
            await ask("no-cors client-cert", `${auth}/client-cert`, { mode: "no-cors" });
            return read;
        })();
    "#;
    let arguments = [json!(site.auth_origin()), json!(PATHS), json!(FORMS)];
    let read = browser.execute(script, &arguments);
    assert_eq!(read, Value::Array(Vec::new()), "{scene}");
    // Of each address at least what a form sends in three ways, and fetch without asking in three.
    assert_nothing_issued(&site, scene, PATHS.len() * 6);
    let verdict = browser.execute(
        "return all('iframe').map((frame) => { try { return frame.contentDocument?.body.textContent ?? '' } catch { return '' } }).join('')",
        &[],
    );
    assert_eq!(verdict, json!(""), "{scene}");
}

/// The address bar then shows the renewal's address.
fn a_hostile_page_that_leads_its_visitor_there_gets_nothing_issued(scene: Scene) {
    let (site, browser, page) = visit(scene);
    let auth = site.auth_origin();
    let mut sent = 0;
    for path in PATHS {
        for (method, enctype) in [
            ("get", FORMS[0]),
            ("post", FORMS[0]),
            ("post", FORMS[1]),
            ("post", FORMS[2]),
        ] {
            browser.open(&page);
            let script = r#"
                const [action, method, enctype] = arguments;
                const form = Object.assign(document.createElement("form"), { action, method, enctype });
                if (method === "post") form.append(Object.assign(document.createElement("input"), { name: '{"a":"', value: '"}' }));
                document.body.append(form);
                setTimeout(() => form.submit());
            "#;
            let action = format!("{auth}{path}");
            browser.execute(script, &[json!(action), json!(method), json!(enctype)]);
            sent += 1;
            wait::until("the request to be answered", || {
                (with_certificate(&site) >= sent).then_some(())
            });
            // Nginx has logged the answer before the browser shows it, and what it then shows would end what comes next.
            browser.wait_for_address(&auth);
        }
    }
    assert_nothing_issued(&site, scene, sent);
}
