//! `cargo xtask demo`: the demo authority and its certificates.

use renewal_authority::demo::Demo;

use crate::project::Project;

/// Makes the demo folder or brings it up to date. The authority in it is kept.
///
/// # Errors
/// The folder cannot be written, or the kept authority is broken.
pub(crate) fn prepare(project: &Project) -> anyhow::Result<Demo> {
    Demo::prepare(&project.demo()).map_err(crate::flattened)
}

/// Prepares the folder and lists what is in it.
///
/// # Errors
/// As [`prepare`].
pub(crate) fn demo(project: &Project) -> anyhow::Result<()> {
    let demo = prepare(project)?;
    println!("{}", project.short(&project.demo()));
    println!("  {:<32} the demo authority", "ca.pem");
    for certificate in demo.certificates() {
        let files = format!("{0}.p12, {0}.crt", certificate.name);
        println!("  {files:<32} {}", certificate.shows);
    }
    println!("  {:<32} the passwords of the .p12 files", "passwords.txt");
    Ok(())
}
