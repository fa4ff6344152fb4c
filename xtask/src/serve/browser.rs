//! A browser on a throwaway profile that trusts the demo authority and holds the due certificate.

use std::process::Stdio;

use anyhow::{Context, bail};
use browser_profile::{Browser, Certificate, Presentation, Profile, Program, Settings};
use renewal_authority::demo::Demo;

use crate::interrupt::{Interrupt, Interrupted};
use crate::tool;

/// Which browser was asked for, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Launch {
    /// `None`: whichever is installed.
    pub(crate) browser: Option<Browser>,
    /// Without a window, for trials by machine.
    pub(crate) headless: bool,
}

/// Finds the browser and all that a profile needs.
///
/// # Errors
/// A program or the display is missing.
pub(crate) fn find(launch: Launch) -> anyhow::Result<Program> {
    let program = match launch.browser {
        Some(browser) => browser_profile::find_program_of(browser),
        None => browser_profile::find_program(),
    }
    .map_err(crate::flattened)?;
    for name in ["certutil", "pk12util"] {
        if tool::find(name).is_none() {
            bail!("{name} is not installed; on Debian: apt install libnss3-tools");
        }
    }
    let displays = ["DISPLAY", "WAYLAND_DISPLAY"];
    let has_display = displays.iter().any(|name| std::env::var_os(name).is_some());
    if cfg!(target_os = "linux") && !launch.headless && !has_display {
        bail!(
            "there is no display to open a browser on (neither DISPLAY nor WAYLAND_DISPLAY is set): run this on a desktop, or `cargo xtask serve` without --browser"
        );
    }
    Ok(program)
}

/// Opens the page and waits until the browser is closed or a signal comes; either way the browser
/// is ended and its profile removed.
///
/// # Errors
/// The profile cannot be made, or the browser does not run.
pub(crate) async fn open(
    launch: Launch,
    program: &Program,
    demo: &Demo,
    origin: &str,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    let due = demo.certificates().first().context("the demo has no certificate")?;
    let profile = Profile::create(&Settings {
        authorities: vec![demo.certificate_authority_file()],
        certificates: vec![Certificate {
            p12: &due.pkcs12,
            password: &due.password,
        }],
        present: vec![Presentation {
            origin,
            common_name: None,
        }],
        ..Settings::new(program.browser)
    })
    .map_err(crate::flattened)?;

    let mut command: tokio::process::Command = profile.command(program, origin).into();
    if cfg!(target_os = "linux") {
        // A browser that is ended leaves temporary files: they go with the profile.
        command.env("TMPDIR", profile.home());
    }
    if launch.headless {
        command.arg("--headless");
    }
    // Browsers talk to themselves on the terminal.
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    println!(
        "Opening it in {}, which holds {} and trusts the demo authority. Close the browser or press Ctrl-C to end.",
        program.path.display(),
        due.name
    );
    let status = tool::Group::start(&mut command)?.wait(interrupt).await;
    drop(profile);
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("{} ended badly ({status})", program.path.display()),
        Err(error) if error.is::<Interrupted>() => Ok(()),
        Err(error) => Err(error),
    }
}
