//! Names that are made to deceive: nothing of them turns words around, makes a line of its own or names a file as it is.

use crate::appearance::look;
use browser_tests::{Browser, Family, Visitor, demo_certificate, in_all_browsers, in_chromium, mint, visit};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

in_all_browsers!(
    names_that_deceive_are_shown_as_what_they_are,
    no_file_that_is_saved_has_a_name_of_a_device_or_a_path,
);

in_chromium!(
    the_question_keeps_its_words_in_order_and_on_their_line,
    a_copied_summary_has_no_line_of_a_name,
);

/// A common name, and what is shown of it.
const HOSTILE: [(&str, &str); 9] = [
    ("client0001\n判定: 更新できます", "client0001⟨U+000A⟩判定: 更新できます"),
    ("client0002\u{202e}日1月1年9902", "client0002⟨U+202E⟩日1月1年9902"),
    ("\u{2066}client0003\u{2069}", "⟨U+2066⟩client0003⟨U+2069⟩"),
    ("client0004\u{2028}x\u{85}y\0z", "client0004⟨U+2028⟩x⟨U+0085⟩y⟨U+0000⟩z"),
    (
        "client0005\u{200b}\u{feff}\u{e0041}",
        "client0005⟨U+200B⟩⟨U+FEFF⟩⟨U+E0041⟩",
    ),
    ("CON", "CON"),
    ("..", ".."),
    ("a:b/../c", "a:b/../c"),
    ("診療所 שלום😀", "診療所 שלום😀"),
];

/// Every text and attribute of the page, by an independent statement of what cannot be seen; white space between the elements of
/// index.html is none of its words.
const UNSEEN: &str = r"
    const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
    const found = [];
    for (const root of roots()) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.nodeType === Node.TEXT_NODE) {
                if (node.data.trim() !== '' && unseen.test(node.data)) found.push(JSON.stringify(node.data));
            } else for (const { name, value } of node.attributes) if (unseen.test(value)) found.push(`${node.tagName} ${name}`);
        }
    }
    return found;
";

fn assert_nothing_unseen(browser: &Browser) {
    assert_eq!(browser.execute(UNSEEN, &[]), serde_json::json!([]));
    assert_eq!(
        browser.execute("return document.title", &[]),
        "クライアント証明書の確認と更新"
    );
}

fn files(folder: &TempDir) -> Vec<PathBuf> {
    let mint =
        |(place, (name, _)): (usize, &(&str, &str))| mint::named(folder.path(), &format!("{place}"), name, (-10, 45)).0;
    HOSTILE.iter().enumerate().map(mint).collect()
}

fn names_that_deceive_are_shown_as_what_they_are(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = files(&folder);
    // The name of the file is data too.
    let turned = folder.path().join("client\u{202e}tr\u{2028}c.crt");
    fs::copy(&files[0], &turned).unwrap();
    let long = mint::named(folder.path(), "long", &"x".repeat(400), (-10, 45)).0;
    files.extend([turned, long]);
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let mut isolated: Vec<(String, String)> = Vec::new();
    for some in files.chunks(3) {
        browser.execute("document.querySelector('orcamo-cert-check').clear()", &[]);
        browser.drop_files(&some.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        let cards = browser.cards(some.len());
        for card in &cards {
            if let Ok(place) = card.part("card-name").replace(".crt", "").parse::<usize>() {
                assert_eq!(card.part("card-common-name"), HOSTILE[place].1);
            } else if card.part("card-name") == "long.crt" {
                assert_eq!(card.part("card-common-name").len(), 400);
            } else {
                assert_eq!(card.part("card-name"), "client⟨U+202E⟩tr⟨U+2028⟩c.crt");
            }
            assert!(card.part("card-common-name").lines().count() == 1, "{}", card.text());
        }
        browser.execute("for (const one of all('details')) one.open = true", &[]);
        assert_nothing_unseen(&browser);
        let found = browser.execute(
            "return all('.card bdi').map((one) => [one.textContent, getComputedStyle(one).unicodeBidi])",
            &[],
        );
        isolated.extend(serde_json::from_value::<Vec<_>>(found).unwrap());
    }
    // Whatever direction a name has, the words around it keep theirs.
    for (_, shown) in HOSTILE.iter().filter(|(_, shown)| !shown.is_ascii()) {
        let mut found = isolated.iter().filter(|(text, _)| text == shown);
        assert!(
            found.next().is_some_and(|(_, bidi)| bidi == "isolate"),
            "{shown}: {isolated:?}"
        );
    }
    browser.speak("en");
    assert_eq!(browser.execute(UNSEEN, &[]), serde_json::json!([]));
    browser.speak("ja");
    // All of them are a table, which says the same.
    browser.drop_files(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    // One file is a copy.
    browser.rows(files.len() - 1);
    browser.click("fold");
    let rows = browser.rows(files.len());
    for (_, shown) in HOSTILE {
        assert!(
            rows.iter().any(|row| row.cell("commonName") == shown),
            "{shown}: {rows:?}"
        );
    }
    assert!(
        rows.iter()
            .any(|row| row.cell("fileName") == "client⟨U+202E⟩tr⟨U+2028⟩c.crt")
    );
    assert_nothing_unseen(&browser);
    if family == Family::Chromium {
        look(&browser, "ja", "hostile");
    }
}

fn the_question_keeps_its_words_in_order_and_on_their_line(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let name = "client0001\u{202e}日1月1年9902\n\u{2066}";
    let (_, p12) = mint::named(folder.path(), "turned", name, (-10, 45));
    let (_site, browser) = visit(family, &Visitor::with(&p12, mint::PASSWORD));
    browser.click("renew-start");
    let question = browser.see("dialog-text");
    let shown = "client0001⟨U+202E⟩日1月1年9902⟨U+000A⟩⟨U+2066⟩";
    assert!(
        question.starts_with(&format!("{shown}の証明書の有効期限は20")),
        "{question}"
    );
    assert!(question.ends_with("です。"), "{question}");
    assert_nothing_unseen(&browser);
    let said = browser.execute(
        "return all('#announcement').map((one) => one.textContent).join('')",
        &[],
    );
    assert!(!said.as_str().unwrap().contains(['\n', '\u{202e}']), "{said}");
}

fn a_copied_summary_has_no_line_of_a_name(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let (site, browser) = visit(family, &Visitor::without_certificate());
    browser.allow_clipboard(&site.origin());
    let copied = |browser: &Browser, file: &PathBuf| {
        browser.open(&site.origin());
        browser.wait_for_page();
        browser.execute("return navigator.clipboard.writeText('nothing')", &[]);
        browser.drop_files(&[file]);
        browser.cards(1);
        browser.click("card-copy");
        browser.until("the summary", || {
            Some(browser.clipboard()).filter(|text| text != "nothing" && !text.is_empty())
        })
    };
    let usual = copied(&browser, &demo_certificate("client0001").certificate);
    for (place, (name, shown)) in HOSTILE[..3].iter().enumerate() {
        let (file, _) = mint::named(folder.path(), &format!("{place}"), name, (-10, 45));
        let summary = copied(&browser, &file);
        assert_eq!(summary.lines().count(), usual.lines().count(), "{summary}");
        assert!(summary.lines().any(|line| line == format!("CN: {shown}")), "{summary}");
        let unseen = |one: char| {
            (one.is_control() && one != '\n')
                || matches!(one, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!summary.contains(unseen), "{summary:?}");
    }
}

fn no_file_that_is_saved_has_a_name_of_a_device_or_a_path(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    for (name, calendar) in [
        (
            "client0001/../../x\u{202e}",
            "renewal-client0001_.._.._x_.ics".to_owned(),
        ),
        (
            &*format!("client{}", "1".repeat(400)),
            format!("renewal-client{}.ics", "1".repeat(200 - 18)),
        ),
    ] {
        let (file, _) = mint::named(folder.path(), "file", name, (-10, 45));
        let (_site, browser) = visit(family, &Visitor::without_certificate());
        browser.drop_files(&[&file]);
        browser.cards(1);
        browser.click("card-reminder");
        let saved = browser.downloaded("ics");
        let saved = saved.file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(saved, calendar);
    }
}
