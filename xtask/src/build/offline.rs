//! The page as one file, which needs no server: its scripts, words, style and modules are in it, renewal is left out. What may run in it
//! is named by its hash.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::bundle;
use super::comments::without_html_comments;
use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::tool;

/// What the page places and this one does not.
const LEFT_OUT: [&str; 3] = [
    "  <script type=\"module\" src=\"first-language.js\"></script>\n",
    "  <script type=\"module\" src=\"main.js\"></script>\n",
    "    <orcamo-cert-renewal config=\"config.json\"></orcamo-cert-renewal>\n",
];
const STYLE: &str = "<link rel=\"stylesheet\" href=\"page.css\">";
const ICON: &str = "href=\"favicon.svg\"";
/// Until the words are there.
const TITLES: [&str; 2] = [
    "<title>クライアント証明書の確認と更新</title>",
    "<title>クライアント証明書の確認</title>",
];
/// What comes after it may be refused.
const FIRST: &str = "  <meta charset=\"utf-8\">\n";

/// Writes the page as one file, made of the unbundled page in `plain`.
///
/// # Errors
/// As those of the bundle; the page has another form.
pub(super) async fn write(
    project: &Project,
    plain: &Path,
    file: &Path,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    let bundler = bundle::install(project, interrupt).await?;
    let mut esbuild = tool::command(project, "node");
    esbuild.arg(bundler.join("offline.js")).arg(plain);
    let joined: Value = serde_json::from_str(&tool::output(esbuild, interrupt).await?).context("not JSON")?;
    let text = |field| {
        joined
            .get(field)
            .and_then(Value::as_str)
            .context("the bundler gave no such text")
    };
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let page = page(&Parts {
        html: &without_html_comments(&read(&plain.join("index.html"))?),
        style: text("style")?,
        icon: &read(&plain.join("favicon.svg"))?,
        script: text("script")?,
    })?;
    fs::write(file, page).with_context(|| format!("cannot write {}", file.display()))
}

/// What the file is made of.
struct Parts<'a> {
    html: &'a str,
    style: &'a str,
    icon: &'a str,
    script: &'a str,
}

fn page(parts: &Parts<'_>) -> anyhow::Result<String> {
    let mut html = parts.html.to_owned();
    for part in LEFT_OUT {
        html = replaced(&html, part, "")?;
    }
    html = replaced(&html, TITLES[0], TITLES[1])?;
    ensure!(!parts.style.contains("</"), "the style would end early");
    html = replaced(&html, STYLE, &format!("<style>{}</style>", parts.style))?;
    let icon = BASE64_STANDARD.encode(parts.icon);
    html = replaced(&html, ICON, &format!("href=\"data:image/svg+xml;base64,{icon}\""))?;
    let policy = [
        "default-src 'none'",
        &format!("script-src {} 'wasm-unsafe-eval'", hash(parts.script)?),
        &format!("style-src {}", hash(parts.style)?),
        // The code of the modules, and the icon.
        "connect-src data:",
        "img-src data:",
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ");
    let policy = format!("  <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
    html = replaced(&html, FIRST, &[FIRST, &policy].concat())?;
    let script = format!("  <script type=\"module\">{}</script>\n</head>", parts.script);
    replaced(&html, "</head>", &script)
}

/// The text with its one such part replaced.
fn replaced(html: &str, part: &str, with: &str) -> anyhow::Result<String> {
    let (before, after) = html
        .split_once(part)
        .with_context(|| format!("the page lacks {part}"))?;
    ensure!(!after.contains(part), "the page has {part} more than once");
    Ok([before, with, after].concat())
}

/// As a Content-Security-Policy names what stands between two tags.
fn hash(text: &str) -> anyhow::Result<String> {
    // A browser reads a line feed in its place, and hashes that.
    ensure!(!text.contains('\r'), "a carriage return");
    Ok(format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::{FIRST, ICON, LEFT_OUT, Parts, STYLE, TITLES, page};

    fn html() -> String {
        [
            "<head>\n",
            FIRST,
            TITLES[0],
            "\n  <link ",
            ICON,
            ">\n  ",
            STYLE,
            "\n",
            LEFT_OUT[0],
            LEFT_OUT[1],
            "</head>\n<body>\n",
            LEFT_OUT[2],
            "</body>\n",
        ]
        .concat()
    }

    #[test]
    fn what_runs_is_in_the_file_and_named_by_its_hash() {
        let html = html();
        let parts = |html| Parts {
            html,
            style: "p{}",
            icon: "<svg/>",
            script: "run()",
        };
        // printf 'run()' | openssl dgst -sha256 -binary | base64
        assert_eq!(
            page(&parts(&html)).unwrap(),
            "<head>\n  <meta charset=\"utf-8\">\n  <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src 'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ=' 'wasm-unsafe-eval'; \
             style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; connect-src data:; img-src data:; \
             worker-src blob:; base-uri 'none'; form-action 'none'\">\n<title>クライアント証明書の確認</title>\n  <link href=\"data:image/svg+xml;base64,PHN2Zy8+\">\n  \
             <style>p{}</style>\n  <script type=\"module\">run()</script>\n</head>\n<body>\n</body>\n"
        );
        assert!(page(&parts("<head></head>")).is_err());
        let twice = [&html, LEFT_OUT[2]].concat();
        assert!(page(&parts(&twice)).is_err());
        for script in ["a\r\nb", "\r"] {
            assert!(page(&Parts { script, ..parts(&html) }).is_err());
        }
    }
}
