//! What a server, a certificate or an option can write on the terminal.

use super::{FOLDER, PASSWORD, Setting, words};
use std::{collections::BTreeSet, fs, ops::RangeInclusive};

/// The authority's refusal comes with this message, written as JSON has it.
fn reported(setting: &Setting, message: impl AsRef<[u8]>) -> String {
    let body = [br#"{"message":""#, message.as_ref(), br#""}"#].concat();
    let body = setting.world.write("body", body);
    let curl = format!(
        "#!/bin/sh\ncat >/dev/null\ncat {} > answer.json\nprintf '403 0.1'\n",
        body.display()
    );
    let path = setting.program("curl", &curl);
    let options = setting.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let output = setting.script(&["dash"], &options).env("PATH", path).output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", words(&output));
    String::from_utf8(output.stderr).expect("nothing but text is shown")
}

/// The table of the module: `is_hidden` in src/text/printable.rs.
fn hidden_ranges() -> Vec<RangeInclusive<u32>> {
    let source = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/text/printable.rs")).unwrap();
    let (_, table) = source.split_once("fn is_hidden(").unwrap();
    let (table, _) = table.split_once("\n}\n").unwrap();
    let (_, table) = table.split_once("matches!(").unwrap();
    let code = |text: &str| {
        let digits = text.trim().strip_prefix(r"'\u{").unwrap().strip_suffix("}'").unwrap();
        u32::from_str_radix(digits, 16).unwrap()
    };
    let (_, table) = table.split_once("character,").unwrap();
    let ranges = table.trim().trim_end_matches(')').split('|');
    let range = |text: &str| match text.split_once("..=") {
        Some((from, to)) => code(from)..=code(to),
        None => code(text)..=code(text),
    };
    ranges.map(range).collect()
}

fn is_variation_selector(code: u32) -> bool {
    matches!(code, 0xfe00..=0xfe0f | 0xe0100..=0xe01ef)
}

/// What `printable` in src/text/printable.rs makes of it.
fn printable(text: &str, hidden: &[RangeInclusive<u32>]) -> String {
    let mut shown = String::new();
    let mut has_variants = false;
    for character in text.chars() {
        let code = u32::from(character);
        let seen = if is_variation_selector(code) {
            std::mem::take(&mut has_variants)
        } else {
            let is_hidden =
                character.is_control() || code & 0xfffe == 0xfffe || hidden.iter().any(|range| range.contains(&code));
            has_variants = !is_hidden && !character.is_ascii() && !character.is_whitespace();
            !is_hidden
        };
        if seen {
            shown.push(character);
        } else {
            shown += &format!("⟨U+{code:04X}⟩");
        }
    }
    shown
}

/// Both ends of every range of the table and what is beside them, and everything else that is decided by itself.
fn characters_that_matter(hidden: &[RangeInclusive<u32>]) -> Vec<char> {
    let edges = hidden
        .iter()
        .flat_map(|range| [range.start() - 1, *range.start(), *range.end(), range.end() + 1]);
    let selectors = [0xfdff, 0xfe00, 0xfe0f, 0xfe10, 0xe00ff, 0xe0100, 0xe01ef, 0xe01f0];
    let last_of_planes = (0..=0x10).flat_map(|plane| [0xfffd, 0xfffe, 0xffff].map(|last| plane * 0x10000 + last));
    let edges_of_lengths = [0x7ff, 0x800, 0xd7ff, 0xe000, 0x10000, 0xfffff, 0x10_0000];
    let spaces = (0..0x10000).filter(|code| char::from_u32(*code).is_some_and(char::is_whitespace));
    let codes: BTreeSet<u32> = (1..=0xa0)
        .chain(edges)
        .chain(selectors)
        .chain(last_of_planes)
        .chain(edges_of_lengths)
        .chain(spaces)
        .collect();
    codes.into_iter().filter_map(char::from_u32).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_seen_is_shown_as_its_number_as_the_module_does() {
    let setting = Setting::start(PASSWORD).await;
    let hidden = hidden_ranges();
    assert!(hidden.len() > 20 && hidden.contains(&(0x2028..=0x202e)), "{hidden:?}");
    // Each behind something without variants, and before a selector and something that has some.
    let texts = characters_that_matter(&hidden)
        .into_iter()
        .map(|character| format!("a{character}\u{fe0f}"));
    let texts: Vec<String> = texts.collect();
    // No more than 300 characters are shown.
    for text in texts.chunks(99).map(|texts| texts.concat() + "葛\u{e0100}") {
        let escaped: String = text
            .chars()
            .map(|character| match character {
                '"' | '\\' => format!("\\{character}"),
                '\u{1}'..='\u{1f}' => format!("\\u{:04x}", u32::from(character)),
                _ => character.to_string(),
            })
            .collect();
        let (reported, shown) = (reported(&setting, escaped), printable(&text, &hidden));
        assert!(reported.contains(&shown), "{shown}\nin\n{reported}");
    }
}

/// The table stands once in each script, and both are the module's.
#[test]
fn the_tables_of_both_scripts_are_the_module_s() {
    let ranges = hidden_ranges().into_iter().map(|range| {
        let (from, to) = range.into_inner();
        if from == to {
            format!("{from:X}")
        } else {
            format!("{from:X}-{to:X}")
        }
    });
    let table = ranges.collect::<Vec<_>>().join(" ");
    for (script, quote) in [("renew.sh", '"'), ("renew.ps1", '\'')] {
        let text = fs::read_to_string(format!("{FOLDER}/{script}")).unwrap();
        let quoted = format!("{quote}{table}{quote}");
        assert_eq!(text.matches(&quoted).count(), 1, "{script}: {table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_text_is_shown_as_it_is_and_no_more_than_300_characters_of_it() {
    let setting = Setting::start(PASSWORD).await;
    let beside = "a é 日本語 😀 \u{a0}\u{2027}\u{202f}\u{205f}\u{2070}\u{61b}";
    assert!(reported(&setting, beside).contains(beside));
    let long = "更".repeat(1000);
    let reported = reported(&setting, &long);
    assert_eq!(
        reported.matches('更').count(),
        600 + reported.matches("更新").count(),
        "once in each language"
    );
}

/// A terminal would begin again with the next octet, and so does the script.
#[tokio::test(flavor = "multi_thread")]
async fn octets_that_are_no_text_are_shown_as_their_numbers_and_hide_nothing_behind_them() {
    let cases: [(&[u8], &str); 16] = [
        // Leads alone.
        (b"A\xe2\\u001b[31mB", "A⟨0xE2⟩⟨U+001B⟩[31mB"),
        (b"A\xc3\\u001bB", "A⟨0xC3⟩⟨U+001B⟩B"),
        (b"A\xf0\x9f\\u001bB", "A⟨0xF0⟩⟨0x9F⟩⟨U+001B⟩B"),
        (b"A\xe3\x81\\u009bB", "A⟨0xE3⟩⟨0x81⟩⟨U+009B⟩B"),
        (b"A\xe2\xe2\x80\xaeB", "A⟨0xE2⟩⟨U+202E⟩B"),
        (b"A\xe3\xe3\x81\x82B", "A⟨0xE3⟩あB"),
        // Continuations alone.
        (b"A\x9bB\x80\xbfC", "A⟨0x9B⟩B⟨0x80⟩⟨0xBF⟩C"),
        // Overlong: a slash, ESC, U+202E.
        (b"A\xc0\xafB", "A⟨0xC0⟩⟨0xAF⟩B"),
        (b"A\xe0\x80\x9bB", "A⟨0xE0⟩⟨0x80⟩⟨0x9B⟩B"),
        (b"A\xf0\x82\x80\xaeB", "A⟨0xF0⟩⟨0x82⟩⟨0x80⟩⟨0xAE⟩B"),
        // Surrogates; beyond the last code point; octets that never occur.
        (b"A\xed\xa0\xbd\xed\xb8\x80B", "A⟨0xED⟩⟨0xA0⟩⟨0xBD⟩⟨0xED⟩⟨0xB8⟩⟨0x80⟩B"),
        (b"A\xf4\x90\x80\x80B", "A⟨0xF4⟩⟨0x90⟩⟨0x80⟩⟨0x80⟩B"),
        (b"A\xf5\x80\x80\x80\xfe\xffB", "A⟨0xF5⟩⟨0x80⟩⟨0x80⟩⟨0x80⟩⟨0xFE⟩⟨0xFF⟩B"),
        // Cut off at the end.
        (b"A\xe3\x81", "A⟨0xE3⟩⟨0x81⟩"),
        (b"A\xf0\x9f\x98", "A⟨0xF0⟩⟨0x9F⟩⟨0x98⟩"),
        // Two octets, two numbers; no variant behind what is no text.
        (b"A\xff\xef\xb8\x8fB", "A⟨0xFF⟩⟨U+FE0F⟩B"),
    ];
    let setting = Setting::start(PASSWORD).await;
    for (message, shown) in cases {
        let reported = reported(&setting, message);
        assert!(reported.contains(&format!("{shown}\n")), "{message:x?}: {reported}");
    }
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
