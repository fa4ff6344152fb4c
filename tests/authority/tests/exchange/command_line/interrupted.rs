//! Downloads that do not come at once: nothing is lost, and nothing is asked for twice.

use super::{PASSWORD, PASSWORDS, Setting, words};
use renewal_authority::{
    Policy,
    fault::{Content, Explanation, Fault, Framing, On, Reply, Times},
};
use std::{fs, process::Stdio};

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_download_and_one_that_broke_off_are_tried_again() {
    let setting = Setting::start(PASSWORDS[1]).await;
    let busy = Fault::Before(Reply::Status {
        status: 503,
        explanation: Explanation::Nothing,
        retry_after: None,
    });
    setting.authority.misbehave(On::Download, busy, Times::First(1));
    let cut_off = Fault::Truncated(Framing::ContentLength);
    setting.authority.misbehave(On::Download, cut_off, Times::First(1));
    let output = setting.renew(&[]);
    assert!(output.status.success(), "{}", words(&output));
    assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 3));
    setting.assert_renewed();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_failed_can_be_gone_on_with() {
    let setting = Setting::start(PASSWORDS[1]).await;
    let kept = setting.interrupted();
    let output = setting.resume(&kept);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(setting.asked("POST"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_tried_four_times_and_no_more_than_a_mebibyte_is_taken() {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("sleep", "#!/bin/sh\necho \"slept $1\" >&2\n");
    let endless = Fault::Before(Reply::Content(Content::Huge(Framing::Chunked)));
    setting.authority.misbehave(On::Download, endless, Times::Always);
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting.script(&["dash"], &options).env("PATH", path).output().unwrap();
    assert_eq!(output.status.code(), Some(7), "{}", words(&output));
    assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 4));
    let told = words(&output);
    let waits: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("slept ")).collect();
    assert_eq!(waits, ["1", "2", "4"]);
    assert_eq!(
        setting.new_files().len(),
        1,
        "the answer alone: {:?}",
        setting.new_files()
    );
}

/// Whether a link works more than once is not known.
#[tokio::test(flavor = "multi_thread")]
async fn what_came_whole_is_not_asked_for_again() {
    let policy = Policy {
        link_uses: Some(1),
        ..Policy::default()
    };
    let setting = Setting::with(PASSWORD, policy).await;
    // Of a clock that stands still, so that the new one cannot be saved under its name.
    let path = setting.program("date", "#!/bin/sh\necho 20291122101500\n");
    let taken = setting.world.write("new/20291122101500.p12", "somebody's");
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting.script(&["dash"], &options).env("PATH", path).output().unwrap();
    assert_eq!(output.status.code(), Some(9), "{}", words(&output));
    assert_eq!(fs::read(&taken).unwrap(), b"somebody's");
    fs::remove_file(taken).unwrap();
    let output = setting.resume(setting.new_files().first().unwrap());
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_killed_before_the_download_can_be_gone_on_with() {
    let setting = Setting::start(PASSWORD).await;
    setting
        .authority
        .misbehave(On::Download, Fault::Before(Reply::Silence), Times::First(1));
    let (certificate, password) = (setting.path("old: one.p12"), setting.path("password"));
    let options = ["--cert", &certificate, "--password-file", &password, "--yes"];
    let mut child = setting
        .script(&["dash"], &options)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    crate::support::until(|| setting.asked("GET") == 1);
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = setting.new_files();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let output = setting.resume(&kept[0]);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(setting.asked("POST"), 1);
}
