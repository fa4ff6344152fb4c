//! What `serve` prints: the link, and how to get a certificate into one's own browser.

use crate::project::Project;

/// The text, for the page at `origin`.
pub(crate) fn text(project: &Project, origin: &str) -> String {
    let demo = project.demo();
    let demo = demo.display();
    let (ca, p12) = (format!("{demo}/ca.pem"), format!("{demo}/client0001.p12"));
    format!(
        "
The page: {origin}

Checking files works at once; take them from {demo}
(passwords: {demo}/passwords.txt). To renew one, your browser must
  trust   {ca}
  and hold {p12}
`cargo xtask serve --browser` opens a browser that does. In your own:
  Chromium, Linux  certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n orcamo-demo -i {ca}
                   pk12util -d sql:$HOME/.pki/nssdb -i {p12}
  Firefox          Settings → Privacy & Security → View Certificates: Authorities → Import,
                   then Your Certificates → Import
  Windows          certutil -user -addstore Root ca.pem, then double-click the .p12
  macOS            double-click both; in Keychain Access set the authority to Always Trust
Restart the browser then. Remove the authority when you are done: its key lies beside it.

Ctrl-C ends this.
"
    )
}
