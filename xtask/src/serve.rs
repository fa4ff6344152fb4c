//! `cargo xtask serve`: the page and the renewal authority on https://localhost.

mod browser;
mod instructions;
mod listen;

use crate::interrupt::Interrupt;
use crate::project::Project;
use crate::{build, demo};
pub(crate) use browser::Launch;

/// Builds, serves until a signal comes or the browser is closed, and leaves nothing running.
///
/// # Errors
/// A taken port, a missing program, a failed build, in one line each.
pub(crate) async fn serve(
    project: &Project,
    port: u16,
    launch: Option<Launch>,
    interrupt: &mut Interrupt,
) -> anyhow::Result<()> {
    // What would fail after the build is better said before it.
    listen::check(port)?;
    let program = launch.map(browser::find).transpose()?;
    build::plain_page(project, interrupt).await?;
    let demo = demo::prepare(project)?;
    let servers = listen::Servers::start(&demo, port, project.plain_page()).await?;
    let origin = servers.origin();

    let outcome = match (launch, program) {
        (Some(launch), Some(program)) => {
            println!("\nThe page: {origin}");
            browser::open(launch, &program, &demo, &origin, interrupt).await
        }
        (None, _) | (_, None) => {
            print!("{}", instructions::text(project, &origin));
            let _ = interrupt.wait().await;
            Ok(())
        }
    };
    println!("\nStopping.");
    servers.stop().await;
    outcome
}
