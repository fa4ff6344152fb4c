//! Downloads that do not come at once: nothing is lost, and nothing is asked for twice.

use super::{PASSWORD, PASSWORDS, Setting, files_of, words};
use renewal_authority::{
    Policy,
    fault::{Content, Explanation, Fault, Framing, On, Reply, Times},
};
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
    time::Duration,
};

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

/// A quote in the path would end a word, or begin one.
#[tokio::test(flavor = "multi_thread")]
async fn the_words_that_go_on_with_a_renewal_can_be_typed_as_they_are() {
    for name in ["clinic's", "a b", "'; exit 3; '", "$(exit 3)", "\\'\"`"] {
        let setting = Setting::start(PASSWORD).await;
        let folder = setting.path(name);
        fs::create_dir(&folder).unwrap();
        let gone = Fault::Before(Reply::status(404));
        setting.authority.misbehave(On::Download, gone, Times::Always);
        let output = setting.renew(&["--directory", &folder]);
        assert_eq!(output.status.code(), Some(7), "{name}: {}", words(&output));
        setting.authority.behave();
        let reported = words(&output);
        let (_, option) = reported.split_once("同じコマンドに ").unwrap();
        let (option, _) = option.split_once(" を付けると").unwrap();
        let options = setting.options();
        let options: Vec<&str> = options
            .iter()
            .map(String::as_str)
            .chain(["--directory", &folder])
            .collect();
        let command = setting.script(&["dash"], &options);
        let output = Command::new("dash")
            .args(["-c", &format!("\"$@\" {option}"), "dash"])
            .arg(command.get_program())
            .args(command.get_args())
            .output()
            .unwrap();
        assert!(output.status.success(), "{name}: {}", words(&output));
        assert_eq!(files_of(Path::new(&folder)).len(), 2, "{name}");
        assert_eq!(setting.asked("POST"), 1, "{name}");
    }
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
    let reported = words(&output);
    let waits: Vec<&str> = reported
        .lines()
        .filter_map(|line| line.strip_prefix("slept "))
        .collect();
    assert_eq!(waits, ["1", "2", "4"]);
    setting.kept(&["answer.json"]);
}

/// The statuses of the module (`is_busy` in src/renewal/exchange.rs), and no others.
#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_tried_again_where_the_same_request_may_succeed_later() {
    let setting = Setting::start(PASSWORD).await;
    let path = setting.program("sleep", "#!/bin/sh\n");
    let kept = setting.interrupted();
    let options = setting.options();
    let mut options: Vec<&str> = options.iter().map(String::as_str).collect();
    options.extend(["--resume", kept.to_str().unwrap()]);
    for (status, times) in [
        (429, 4),
        (500, 4),
        (502, 4),
        (503, 4),
        (504, 4),
        (501, 1),
        (505, 1),
        (507, 1),
        (511, 1),
        (302, 1),
        (408, 1),
        (425, 1),
    ] {
        let fault = Fault::Before(Reply::status(status));
        setting.authority.misbehave(On::Download, fault, Times::Always);
        let before = setting.asked("GET");
        let output = setting.script(&["dash"], &options).env("PATH", &path).output().unwrap();
        assert_eq!(output.status.code(), Some(7), "{status}: {}", words(&output));
        assert_eq!(setting.asked("GET") - before, times, "{status}");
        setting.authority.behave();
    }
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
    let output = setting.resume(&setting.kept(&["answer.json", "new.p12"]));
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
    // The answer, and what was begun.
    let kept = setting.new_files().remove(0);
    let begun = files_of(&kept);
    assert!(begun.contains(&kept.join("answer.json")), "{begun:?}");
    let output = setting.resume(&kept);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(setting.asked("POST"), 1);
}

/// The shell waits for curl, so that the download comes whole; the link then does not work again.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_told_to_end_during_the_download_loses_nothing_and_says_how_to_go_on() {
    for shell in ["dash", "bash"] {
        let policy = Policy {
            link_uses: Some(1),
            ..Policy::default()
        };
        let setting = Setting::with(PASSWORD, policy).await;
        let late = Fault::Late(Duration::from_millis(900));
        setting.authority.misbehave(On::Download, late, Times::Always);
        let output = ended(&setting, shell, "GET");
        assert_eq!(output.status.code(), Some(143), "{shell}: {}", words(&output));
        let kept = setting.new_files();
        let reported = words(&output);
        assert!(
            reported.contains("中断しました") && reported.contains(kept[0].to_str().unwrap()),
            "{reported}"
        );
        let output = setting.resume(&kept[0]);
        assert!(output.status.success(), "{shell}: {}", words(&output));
        setting.assert_renewed();
        assert_eq!((setting.asked("POST"), setting.asked("GET")), (1, 1), "{shell}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_told_to_end_during_the_request_goes_on_with_the_answer() {
    let setting = Setting::start(PASSWORD).await;
    let late = Fault::Late(Duration::from_millis(900));
    setting.authority.misbehave(On::Renewal, late, Times::Always);
    let output = ended(&setting, "dash", "POST");
    assert_eq!(output.status.code(), Some(143), "{}", words(&output));
    assert!(words(&output).contains("--resume"), "{}", words(&output));
    let output = setting.resume(&setting.new_files()[0]);
    assert!(output.status.success(), "{}", words(&output));
    setting.assert_renewed();
    assert_eq!(setting.asked("POST"), 1);
}

/// A renewal that is sent SIGTERM while this request is under way.
fn ended(setting: &Setting, shell: &str, request: &str) -> Output {
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let mut command = setting.script(&[shell], &options);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    crate::support::until(|| setting.asked(request) == 1);
    let sent = Command::new("kill")
        .args(["-TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    child.wait_with_output().unwrap()
}
