//! What a server, a certificate or an option can write on the terminal.

use super::{PASSWORD, Setting, words};
use renewal_authority::fault::{Content, Fault, On, Reply, Times};

/// The authority's refusal comes with this message, written as JSON has it.
async fn told(message: &str) -> String {
    let setting = Setting::start(PASSWORD).await;
    let json = format!(r#"{{"message":"{message}"}}"#);
    let refusal = Fault::Before(Reply::Content(Content::Json(json)));
    // Any answer other than 200 is told; curl is made to say so.
    setting.authority.misbehave(On::Renewal, refusal, Times::Always);
    let path = setting.program("curl", "#!/bin/sh\n/usr/bin/curl \"$@\" >/dev/null; printf '403 0.1'\n");
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting.script(&["dash"], &options).env("PATH", path).output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", words(&output));
    words(&output)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_move_the_cursor_or_turn_the_text_is_shown_as_its_number() {
    let mut message = String::new();
    let mut shown = String::new();
    let ranges = [
        (0x1, 0x1f),
        (0x7f, 0x9f),
        (0x61c, 0x61c),
        (0x200e, 0x200f),
        (0x2028, 0x202e),
        (0x2066, 0x2069),
    ];
    for code in ranges.into_iter().flat_map(|(from, to)| from..=to) {
        message += &format!("\\u{code:04x}");
        shown += &format!("⟨U+{code:04X}⟩");
    }
    let told = told(&message).await;
    assert!(told.contains(&shown), "{told}");
    let raw = |character: char| character != '\n' && message_of(character);
    assert!(!told.chars().any(raw), "{told:?}");
}

fn message_of(character: char) -> bool {
    matches!(u32::from(character), 0..=0x1f | 0x7f..=0x9f | 0x61c | 0x200e | 0x200f | 0x2028..=0x202e | 0x2066..=0x2069)
}

#[tokio::test(flavor = "multi_thread")]
async fn other_text_is_shown_as_it_is_and_no_more_than_300_characters_of_it() {
    let beside = "a é 日本語 😀 \u{a0}\u{2027}\u{202f}\u{2065}\u{206a}\u{61b}";
    assert!(told(beside).await.contains(beside));
    let long = "更".repeat(1000);
    let told = told(&long).await;
    assert_eq!(
        told.matches('更').count(),
        600 + told.matches("更新").count(),
        "once in each language"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_option_with_a_control_character_is_refused_and_not_shown() {
    let setting = Setting::start(PASSWORD).await;
    let certificate = setting.path("old: one.p12");
    for character in ["\n", "\r", "\t", "\u{1b}[2J", "\u{7f}"] {
        for option in [
            "--cert",
            "--key",
            "--password-file",
            "--directory",
            "--resume",
            "--cacert",
            "--endpoint",
        ] {
            let value = format!("https://localhost/a{character}b");
            let output = setting.run(&["--cert", &certificate, option, &value]);
            assert_eq!(output.status.code(), Some(2), "{option}: {}", words(&output));
            assert!(words(&output).contains("制御文字"), "{option}: {}", words(&output));
            assert!(!words(&output).contains(&value), "{option}");
        }
        let output = setting.run(&[&format!("--what{character}")]);
        assert!(words(&output).contains("制御文字"), "{}", words(&output));
    }
    assert_eq!(setting.asked("POST"), 0);
}
