//! What other users of the machine can see.

use super::{PASSWORD, Setting, words};
use renewal_authority::fault::{Fault, On, Times};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Child, Stdio},
    time::Duration,
};

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_the_list_of_processes_or_their_environment() {
    let setting = Setting::start("Secret-of-the-old-one").await;
    let late = || Fault::Late(Duration::from_millis(700));
    setting.authority.misbehave(On::Renewal, late(), Times::Always);
    setting.authority.misbehave(On::Download, late(), Times::Always);
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    // A shell hands on what it takes from an exported variable, and shows what it does where that is switched on.
    let mut command = setting.script(&["dash", "-ax"], &options);
    for name in [
        "password", "pass", "link", "address", "one", "found", "answer", "answered", "rest",
    ] {
        command.env(name, "exported");
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut seen = BTreeSet::new();
    while child.try_wait().unwrap().is_none() {
        seen.extend(descendants(&child));
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
    let [_, pass] = setting.assert_renewed();
    let new_password = fs::read_to_string(pass).unwrap();
    let reported = format!("{seen:?}{}", words(&output));
    assert!(
        seen.iter().any(|one| one.contains("curl")),
        "the look at the processes sees curl"
    );
    let requests = setting.authority.requests();
    let link = requests.iter().find(|request| request.method == "GET").unwrap();
    let token = link.path.rsplit('/').next().unwrap();
    for secret in [&setting.password, &new_password, token] {
        assert!(!reported.contains(secret), "{secret}: {reported}");
    }
}

/// Arguments and environment of a process and all below it.
fn descendants(child: &Child) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![child.id().to_string()];
    while let Some(process) = waiting.pop() {
        let folder = Path::new("/proc").join(&process);
        let read =
            |name: &str| String::from_utf8_lossy(&fs::read(folder.join(name)).unwrap_or_default()).replace('\0', " ");
        found.push(format!("{}{}", read("cmdline"), read("environ")));
        let children = fs::read_to_string(folder.join("task").join(&process).join("children")).unwrap_or_default();
        waiting.extend(children.split_whitespace().map(str::to_owned));
    }
    found
}

/// Some shells have no printf of their own, and would show its arguments in the list of processes.
#[tokio::test(flavor = "multi_thread")]
async fn a_shell_without_a_printf_of_its_own_is_refused() {
    let setting = Setting::start(PASSWORD).await;
    let without = setting.world.write("without", "enable -n printf\n");
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting
        .script(&["bash"], &options)
        .env("BASH_ENV", without)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", words(&output));
    assert_eq!(setting.asked("POST"), 0);
}
