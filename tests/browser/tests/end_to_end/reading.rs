//! Files are dropped, chosen or pasted, and the page says what they are.

use browser_tests::key::ENTER;
use browser_tests::openssl::CertificateFile;
use browser_tests::{
    Browser, Card, Family, Setup, Site, Visitor, demo_certificate, in_all_browsers, in_both_browsers,
    in_chromium_and_webkit, mint, project, visit, wait,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use time::{Duration, OffsetDateTime, UtcOffset};

/// What the page must say of a demo certificate: the decision, and phrases of the sentence and of the next step.
struct Told {
    name: &'static str,
    decision: &'static str,
    japanese: [&'static str; 2],
    english: [&'static str; 2],
}

const DEMO: [Told; 6] = [
    Told {
        name: "client0001",
        decision: "renewable",
        japanese: ["今すぐ更新できます", "「更新」"],
        english: ["can be renewed now", "“Renew”"],
    },
    Told {
        name: "db0002",
        decision: "renewable",
        japanese: ["急ぎではありません", "「更新」"],
        english: ["no hurry", "“Renew”"],
    },
    Told {
        name: "client0003",
        decision: "too-early",
        japanese: ["まだ更新の時期ではありません", "何もする必要はありません"],
        english: ["too early", "Nothing needs to be done"],
    },
    Told {
        name: "client0004",
        decision: "expired",
        japanese: ["有効期限が切れている", "手作業で入れ直し"],
        english: ["has expired", "by hand"],
    },
    Told {
        name: "api0005",
        decision: "not-renewable",
        japanese: ["API用の証明書は更新できません", "clientXXX"],
        english: ["API certificates cannot be renewed", "clientXXX"],
    },
    Told {
        name: "backup0006",
        decision: "not-renewable",
        japanese: ["バックアップ用の証明書は更新できません", "clientXXX"],
        english: ["Backup certificates cannot be renewed", "clientXXX"],
    },
];

/// An instant as the page writes it for a visitor in Japan: the day, and the time with its zone.
fn japanese(instant: OffsetDateTime) -> [String; 2] {
    let local = instant.to_offset(UtcOffset::from_hms(9, 0, 0).unwrap());
    let (year, month, day) = (local.year(), u8::from(local.month()), local.day());
    [
        format!("{year}年{month}月{day}日"),
        format!("{:02}:{:02} JST", local.hour(), local.minute()),
    ]
}

fn english(instant: OffsetDateTime) -> [String; 2] {
    let local = instant.to_offset(UtcOffset::from_hms(9, 0, 0).unwrap());
    [
        format!("{} {} {}", local.day(), local.month(), local.year()),
        format!("{:02}:{:02} Japan Standard Time", local.hour(), local.minute()),
    ]
}

/// Asserts CN, expiry and days of a card against what openssl reads in the file.
fn assert_facts(card: &Card, file: &Path, written: fn(OffsetDateTime) -> [String; 2], asked: OffsetDateTime) {
    let certificate = CertificateFile(file);
    assert_eq!(card.part("card-common-name"), certificate.common_name());
    for part in written(certificate.not_after()) {
        assert!(
            card.part("card-expiry").contains(&part),
            "{part} in {}",
            card.part("card-expiry")
        );
    }
    // Whole days, before or after the expiry. One more may have passed since the page looked at the clock.
    let possible = [asked, OffsetDateTime::now_utc()]
        .map(|now| (certificate.not_after() - now).whole_days().unsigned_abs().to_string());
    let said: String = card.part("card-days").chars().filter(char::is_ascii_digit).collect();
    assert!(
        possible.contains(&said),
        "{said} is one of {possible:?}: {}",
        card.part("card-days")
    );
}

fn demo_files() -> Vec<PathBuf> {
    DEMO.iter()
        .map(|reported| demo_certificate(reported.name).certificate.clone())
        .collect()
}

fn paths(files: &[PathBuf]) -> Vec<&Path> {
    files.iter().map(PathBuf::as_path).collect()
}

fn texts(cards: &[Card]) -> Vec<&str> {
    cards.iter().map(Card::text).collect()
}

#[test]
fn each_demo_certificate_is_described_in_the_visitors_language() {
    let site = Site::same_origin();
    let files = demo_files();
    for (visitor, in_english) in [
        (Visitor::without_certificate(), false),
        (Visitor::without_certificate().reading_english(), true),
    ] {
        let browser = Browser::visit(Family::Chromium, &site, &visitor);
        let asked = OffsetDateTime::now_utc();
        for (reported, file) in DEMO.iter().zip(&files) {
            browser.execute("document.querySelector('orcamo-cert-check').clear()", &[]);
            browser.drop_files(&[file]);
            let card = &browser.cards(1)[0];
            assert_eq!(card.part("card-name"), format!("{}.crt", reported.name));
            assert_eq!(card.decision(), reported.decision, "{}", reported.name);
            assert_facts(card, file, if in_english { english } else { japanese }, asked);
            let [sentence, next] = if in_english {
                reported.english
            } else {
                reported.japanese
            };
            assert!(card.part("card-sentence").contains(sentence), "{}", card.text());
            assert!(card.part("card-next").contains(next), "{}", card.text());
            assert!(
                card.part("card-issuer").contains("orcamo-cert demo CA"),
                "{}",
                card.text()
            );
        }
        assert_eq!(browser.console(), [""; 0]);
    }
}

fn a_certificate_that_is_not_due_says_from_when_each_native_client_reminds(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let file = &demo_certificate("client0003").certificate;
    browser.drop_files(&[file]);
    browser.cards(1);
    browser.click("card-details-summary");
    browser.see("card-clients");
    let card = &browser.cards(1)[0];
    let clients = card.part("card-clients");
    let expiry = CertificateFile(file).not_after();
    // Two or three calendar months are so many days, and the 60 days of the other begin with the next second.
    for (client, least, most) in [("monsiaj", 58, 62), ("glclient2", 59, 60), ("レセ電ビューア", 88, 92)] {
        let row = clients.lines().find(|line| line.contains(client)).unwrap_or_default();
        let days = |days: i64| japanese(expiry - Duration::days(days))[0].clone();
        let near = (least..=most).any(|count| row.contains(&days(count)));
        assert!(
            near,
            "{client} reminds {least} to {most} days before {expiry}: {clients}"
        );
    }
}

fn choosing_files_shows_what_dropping_them_shows(family: Family) {
    let files = demo_files();
    let (site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&paths(&files[..3]));
    // With the bars of time, which come a little later.
    let cards = || {
        browser.until("three bars", || {
            (browser.execute("return all('[data-testid=time-bar]').length", &[]) == 3).then_some(())
        });
        browser.cards(3)
    };
    let dropped = cards();
    browser.drop_files(&paths(&files[3..]));
    let dropped_rows = browser.rows(files.len());
    browser.open_page(&site);
    browser.choose_files(&paths(&files[..3]));
    let chosen = cards();
    assert_eq!(texts(&chosen), texts(&dropped));
    browser.choose_files(&paths(&files[3..]));
    assert_eq!(format!("{:?}", browser.rows(files.len())), format!("{dropped_rows:?}"));
}

fn pasted_text_is_read_like_a_file(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let file = &demo_certificate("db0002").certificate;
    let asked = OffsetDateTime::now_utc();
    browser.execute("one('details.paste').open = true", &[]);
    browser.type_into("paste-input", &fs::read_to_string(file).unwrap());
    browser.click("paste-read");
    let card = &browser.cards(1)[0];
    assert_eq!(card.decision(), "renewable");
    assert_facts(card, file, japanese, asked);
}

fn a_wrong_password_is_said_and_the_right_one_opens_the_file(family: Family) {
    let site = Site::start(Setup::of(family));
    // The one in modern encryption, the other in the old one.
    for name in ["client0001", "db0002"] {
        let certificate = demo_certificate(name);
        let browser = Browser::visit(family, &site, &Visitor::without_certificate());
        let asked = OffsetDateTime::now_utc();
        browser.drop_files(&[&certificate.pkcs12]);
        let card = browser.card_with_code("password-required");
        assert!(card.text().contains("パスワード"), "{}", card.text());

        browser.type_into("card-password", "not the password");
        browser.click("card-password-submit");
        let card = browser.card_with_code("wrong-password");
        assert!(
            card.part("card-error").contains("パスワードが違います"),
            "{}",
            card.text()
        );
        // The field is kept, and what is in it is typed over.
        assert_eq!(browser.focus(), "card-password");
        browser.press(&certificate.password);
        browser.press(ENTER);
        let card = browser.card_with_code("");
        assert_eq!(card.decision(), "renewable");
        assert_facts(&card, &certificate.certificate, japanese, asked);
        let html = browser.execute("return html_of_page()", &[]);
        assert!(
            !html.as_str().unwrap().contains(&certificate.password),
            "the password is in the page"
        );
    }
}

fn a_certificate_of_another_kind_and_one_not_yet_valid_are_reported_as_such(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let (unknown, _) = mint::certificate(folder.path(), "reception", (-10, 45));
    let (early, _) = mint::certificate(folder.path(), "client0010", (5, 1000));
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let asked = OffsetDateTime::now_utc();
    browser.drop_files(&[&unknown, &early]);
    let cards = browser.cards(2);
    // The more urgent one stands first.
    let [early_card, unknown_card] = &cards[..] else {
        unreachable!()
    };
    assert_eq!(
        (unknown_card.decision(), early_card.decision()),
        ("unknown-kind", "not-yet-valid")
    );
    assert!(
        unknown_card.part("card-sentence").contains("「reception」"),
        "{}",
        unknown_card.text()
    );
    assert!(
        early_card.part("card-sentence").contains("まだ有効になっていません"),
        "{}",
        early_card.text()
    );
    assert_facts(unknown_card, &unknown, japanese, asked);
    assert_facts(early_card, &early, japanese, asked);
}

fn what_is_no_certificate_is_reported_and_harms_no_other_file(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let (note, half) = (folder.path().join("note.crt"), folder.path().join("half.p12"));
    fs::write(&note, "これは証明書ではありません。<img src=x onerror=alert(1)>").unwrap();
    let whole = fs::read(&demo_certificate("client0001").pkcs12).unwrap();
    fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    let good = &demo_certificate("client0001").certificate;
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&note, &half, good]);
    // What is due stands before what cannot be read.
    let cards = browser.cards(3);
    let [good_card, note_card, half_card] = &cards[..] else {
        unreachable!()
    };
    assert_eq!(note_card.code(), "unsupported-format");
    assert!(
        note_card.part("card-error").contains("証明書のファイルではない"),
        "{}",
        note_card.text()
    );
    assert_eq!((half_card.code(), half_card.decision()), ("truncated-file", ""));
    assert!(
        half_card.part("card-error").contains("途中で切れています"),
        "{}",
        half_card.text()
    );
    assert_eq!((good_card.code(), good_card.decision()), ("", "renewable"));
    assert_eq!(browser.console(), [""; 0]);
}

fn a_file_name_is_text_and_nothing_else(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let name = "<img src=x onerror=document.title='hit'>.crt";
    let file = folder.path().join(name);
    fs::copy(&demo_certificate("client0001").certificate, &file).unwrap();
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&file]);
    assert_eq!(browser.cards(1)[0].part("card-name"), name);
    assert_eq!(browser.execute("return all('img').length", &[]), 0);
}

fn the_language_can_be_switched_with_files_on_the_page(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&demo_certificate("client0004").certificate]);
    let card = &browser.cards(1)[0];
    assert!(
        card.part("card-sentence").contains("有効期限が切れている"),
        "{}",
        card.text()
    );
    for (language, phrase) in [("en", "has expired"), ("ja", "有効期限が切れている")] {
        browser.speak(language);
        let card = &browser.cards(1)[0];
        assert!(card.part("card-sentence").contains(phrase), "{}", card.text());
    }
}

in_all_browsers!(the_language_that_was_chosen_is_spoken_the_next_time);

// WebKit may read that file within a frame.
in_both_browsers!(a_file_that_takes_long_is_shown_as_being_read);

fn the_language_that_was_chosen_is_spoken_the_next_time(family: Family) {
    let (site, browser) = visit(family, &Visitor::without_certificate());
    let spoken = || browser.execute("return [document.documentElement.lang, one('h1').textContent]", &[]);
    assert_eq!(spoken()[0], "ja");
    browser.speak("en");
    browser.open(&site.origin());
    browser.wait_for_page();
    assert_eq!(
        spoken(),
        serde_json::json!(["en", "Check and renew client certificates"])
    );
    // What is no language is passed over.
    browser.execute("localStorage.setItem('orcamo-cert-language', 'xx')", &[]);
    browser.open(&site.origin());
    browser.wait_for_page();
    assert_eq!(spoken()[0], "ja");
    assert_eq!(browser.console(), [""; 0]);
}

fn a_file_that_takes_long_is_shown_as_being_read(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    // Its keys take hundreds of thousands of iterations of a function that no browser has.
    let file = project::root().join("tests/fixtures/pkcs12/nss-legacy.p12");
    browser.drop_files(&[&file]);
    browser.cards(1);
    browser.type_into("card-password", "fixture");
    let drawn = "window.drawn = [];
        const look = () => {
            const button = one('[data-testid=card-password-submit]');
            window.drawn.push(button ? button.disabled : 'read');
            if (button) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);";
    browser.execute(drawn, &[]);
    browser.click("card-password-submit");
    let drawn = wait::until("the file to open", || {
        let drawn = browser.execute("return window.drawn;", &[]);
        let drawn = drawn.as_array()?.clone();
        (drawn.last()? == "read").then_some(drawn)
    });
    assert!(drawn.contains(&true.into()), "{drawn:?}");
}

in_all_browsers!(the_details_of_a_card_tell_every_extension_of_its_certificate,);

fn the_details_of_a_card_tell_every_extension_of_its_certificate(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let protected = demo_certificate("client0001");
    browser.drop_files(&[&protected.certificate]);
    browser.cards(1);
    browser.drop_files(&[&protected.pkcs12]);
    browser.cards(2);
    browser.type_into("card-password", &protected.password);
    browser.click("card-password-submit");
    wait::until("the .p12 to open", || {
        let cards = browser.cards(2);
        cards.iter().all(|card| card.code().is_empty()).then_some(())
    });
    let opened = "all('[data-testid=card-details]').forEach((details) => { details.open = true; });";
    browser.execute(opened, &[]);
    let extensions = "return all('[data-description]')
        .map((list) => [...list.querySelectorAll('[data-extension]')].map((one) => [one.dataset.extension, one.innerText]))";
    let reported = wait::until("the extensions of both cards", || {
        let reported = browser.execute(extensions, &[]);
        let lists = reported.as_array().unwrap();
        let are_there = lists.len() == 2 && lists.iter().all(|list| !list.as_array().unwrap().is_empty());
        are_there.then_some(reported.clone())
    });
    // The .p12 has the same certificate, and needed no password again.
    assert_eq!(reported[0], reported[1]);
    let list = reported[0].as_array().unwrap();
    let usage = list.iter().find(|one| one[0] == "2.5.29.37").unwrap();
    assert!(usage[1].as_str().unwrap().contains("clientAuth"), "{usage}");
    // What is open stays open in the other language.
    browser.speak("en");
    wait::until("the details in English", || {
        browser
            .text_of_page()
            .contains("Extension extendedKeyUsage")
            .then_some(())
    });
}

#[test]
fn no_request_leaves_the_browser_while_files_are_checked() {
    let (site, browser) = visit(Family::Chromium, &Visitor::without_certificate());
    let loading = browser.requests();
    assert!(
        loading.iter().any(|request| request.url.ends_with(".wasm")),
        "the log works: {loading:?}"
    );
    let icon = |line: &String| !line.contains("/favicon.svg");
    let served = || site.nginx().access_log().iter().filter(|line| icon(line)).count();
    // The page fetches what it may need when it is idle: the workers' scripts are the last.
    let mut quiet = (0, Instant::now());
    let served = wait::until("the page to have all that it fetches", || {
        let count = served();
        if count != quiet.0 {
            quiet = (count, Instant::now());
        }
        (quiet.1.elapsed().as_secs() >= 2).then_some(count)
    });
    assert!(
        site.nginx()
            .access_log()
            .iter()
            .any(|line| line.contains("/check-worker.js"))
    );
    drop(browser.requests());

    let files = demo_files();
    let protected = demo_certificate("client0001");
    browser.drop_files(&[&files[2], &files[3], &protected.pkcs12]);
    browser.cards(3);
    browser.type_into("card-password", &protected.password);
    browser.click("card-password-submit");
    wait::until("the .p12 to open", || {
        let cards = browser.cards(3);
        cards.iter().all(|card| card.code().is_empty()).then_some(())
    });
    browser.speak("en");
    // Nor where they are so many that workers read them.
    let many = tempfile::tempdir().unwrap();
    let copies: Vec<_> = (0..25).map(|place| many.path().join(format!("{place}.crt"))).collect();
    for copy in &copies {
        fs::copy(&files[0], copy).unwrap();
    }
    browser.drop_files(&paths(&copies));
    wait::until("all to be read", || {
        let total = browser.execute("return one('orcamo-cert-check').results.length", &[]);
        (total == 28).then_some(())
    });

    assert_eq!(browser.requests(), []);
    let log = site.nginx().access_log();
    assert_eq!(log.iter().filter(|line| icon(line)).count(), served, "{log:?}");
}

in_chromium_and_webkit!(
    a_certificate_that_is_not_due_says_from_when_each_native_client_reminds,
    choosing_files_shows_what_dropping_them_shows,
    pasted_text_is_read_like_a_file,
    a_wrong_password_is_said_and_the_right_one_opens_the_file,
    a_certificate_of_another_kind_and_one_not_yet_valid_are_reported_as_such,
    what_is_no_certificate_is_reported_and_harms_no_other_file,
    a_file_name_is_text_and_nothing_else,
    the_language_can_be_switched_with_files_on_the_page,
);
