//! What people take along of the table, and the pictures of time.

use crate::many::{clinic, drop};
use browser_tests::key::{ARROW_RIGHT, END, ENTER, HOME};
use browser_tests::{
    Browser, Family, Site, Visitor, demo_certificate, in_all_browsers, in_both_browsers, in_chromium, output, visit,
};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

in_all_browsers!(
    what_is_visible_is_saved_as_csv_json_and_calendar,
    a_month_filters_by_click_and_by_the_keyboard,
    a_card_shows_the_validity_as_a_picture_with_words,
    the_digits_of_a_public_name_open_its_file,
);

in_both_browsers!(the_whole_list_is_on_paper_and_nothing_else);

// Only there a test reads the clipboard without a question.
in_chromium!(what_is_visible_is_copied_for_a_ticket);

fn table(family: Family) -> (Site, Browser, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (site, browser) = visit(family, &Visitor::without_certificate());
    drop(&browser, &clinic(&folder));
    browser.rows(6);
    (site, browser, folder)
}

/// As Python's reader of CSV reads it.
fn csv(path: &Path) -> Vec<Vec<String>> {
    let script = "import csv, json, sys\n\
        with open(sys.argv[1], encoding='utf-8-sig', newline='') as file: print(json.dumps(list(csv.reader(file))))";
    let mut python = Command::new("python3");
    serde_json::from_slice(&output(python.args(["-c", script]).arg(path))).unwrap()
}

fn what_is_visible_is_saved_as_csv_json_and_calendar(family: Family) {
    let (_site, browser, _folder) = table(family);
    browser.type_into("many-text", "client0002");
    browser.rows(1);
    browser.execute("one('[data-testid=fold]').click()", &[]);
    browser.rows(2);
    browser.click("take-csv");
    let path = browser.downloaded("csv");
    assert!(fs::read(&path).unwrap().starts_with(b"\xef\xbb\xbf"));
    let records = csv(&path);
    assert_eq!(records[0][..2], ["判定", "CN"]);
    let read: Vec<_> = records[1..].iter().map(|record| [&*record[0], &*record[1]]).collect();
    assert_eq!(
        read,
        [["更新はまだ先です", "client0002"], ["置き換え済み", "client0002"]]
    );

    browser.click("take-json");
    let read: Value = serde_json::from_slice(&fs::read(browser.downloaded("json")).unwrap()).unwrap();
    let decisions: Vec<_> = read["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| &file["decision"])
        .collect();
    assert_eq!(decisions, ["too-early", "expired"]);
    assert_eq!(read["files"][1]["replaced"], "older");

    browser.click("take-calendar");
    let calendar = fs::read_to_string(browser.downloaded("ics")).unwrap();
    // Of the newest, not of what it has replaced.
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3);
    assert_eq!(calendar.matches("BEGIN:VCALENDAR").count(), 1);
    assert!(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{calendar}");

    // A note has no days.
    browser.execute("one('[data-testid=many-text]').value = ''", &[]);
    browser.type_into("many-text", "note");
    browser.rows(1);
    browser.click("take-calendar");
    browser.until("a word of it", || {
        browser
            .text_of_page()
            .contains("更新の予定がある証明書は、表示中の一覧にありません")
            .then_some(())
    });
    assert_eq!(browser.downloads().len(), 3);
    assert_eq!(browser.console(), [""; 0]);
}

fn what_is_visible_is_copied_for_a_ticket(family: Family) {
    let (site, browser, _folder) = table(family);
    browser.allow_clipboard(&site.origin());
    browser.execute("one('[data-testid=many-due]').click()", &[]);
    browser.rows(1);
    browser.click("take-copy");
    browser.until("it to be copied", || {
        browser.text_of_page().contains("コピーしました").then_some(())
    });
    let text = browser.clipboard();
    for words in [
        "1件を確認しました。更新してください：1件",
        "CN: client0001",
        "判定: 更新してください。",
        "次にすること: ",
        "フィンガープリント (SHA-256): ",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert_eq!(browser.console(), [""; 0]);
}

fn the_whole_list_is_on_paper_and_nothing_else(family: Family) {
    let (_site, browser, _folder) = table(family);
    // After the page's own listener.
    browser.execute(
        "addEventListener('beforeprint', () => { window.paper = one('[data-testid=many-paper]').innerHTML; \
         window.printedRows = all('.printed tbody tr').length; })",
        &[],
    );
    let pdf = browser.session().print().unwrap();
    assert!(pdf.len() > 10_000, "{} octets", pdf.len());
    assert_eq!(browser.execute("return window.printedRows", &[]), 6);
    let paper = browser.execute("return window.paper", &[]);
    for words in ["6件を確認しました", "有効期限の月別の件数", "client0002"] {
        assert!(paper.as_str().unwrap().contains(words), "{words} in {paper}");
    }
    // Afterwards it is gone.
    browser.until("the paper to be gone", || {
        (browser.execute("return one('[data-testid=many-paper]').innerHTML", &[]) == "").then_some(())
    });
    assert_eq!(browser.console(), [""; 0]);
}

fn a_month_filters_by_click_and_by_the_keyboard(family: Family) {
    let (_site, browser, _folder) = table(family);
    let count = || browser.execute("return all('[data-testid=month]').length", &[]);
    // The due one, the three far ones with the renewed one; what expired long ago has been replaced.
    assert_eq!(count(), 2);
    let pressed = || browser.execute("return all('[data-testid=month][aria-pressed=true]').length", &[]);
    let label = |place: u32| {
        let label = browser.execute(
            "return all('[data-testid=month]')[arguments[0]].querySelector('.visually-hidden').textContent",
            &[json!(place)],
        );
        label.as_str().unwrap_or_default().to_owned()
    };
    assert!(label(0).ends_with("月：1件"), "{}", label(0));
    assert!(label(1).ends_with("月：4件"), "{}", label(1));
    browser.click("month");
    let rows = browser.rows(1);
    assert_eq!(rows[0].look(), "due");
    assert_eq!(pressed(), 1);
    // The focus stays at it, and the arrows go on from there.
    assert_eq!(browser.focus(), "month");
    browser.press(ARROW_RIGHT);
    browser.press(ENTER);
    browser.rows(4);
    browser.press(HOME);
    assert_eq!(
        browser.execute("return focused().querySelector('.visually-hidden').textContent", &[]),
        label(0)
    );
    browser.press(END);
    browser.press(ENTER);
    browser.rows(6);
    assert_eq!(pressed(), 0);
    // Where the last one of a month is taken away, so is the filter.
    browser.click("month");
    browser.rows(1);
    browser.execute("one('[data-testid=row]').click()", &[]);
    browser.cards(1);
    browser.click("card-remove");
    browser.rows(5);
    assert_eq!(pressed(), 0);
    let stops = browser.execute("return all('[data-testid=month][tabindex=\"0\"]').length", &[]);
    assert_eq!(stops, 1);
    assert_eq!(browser.console(), [""; 0]);
}

fn a_card_shows_the_validity_as_a_picture_with_words(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    browser.cards(1);
    browser.see("time-bar");
    let words = browser.execute("return one('.time-track').ariaLabel", &[]);
    let words = words.as_str().unwrap();
    assert!(words.contains("まで有効で、") && words.contains("今日は"), "{words}");
    let parts = "return all('.time-part').map(({ dataset }) => dataset.part).join(' ')";
    assert_eq!(browser.execute(parts, &[]), "wait open due last");
    // Half as high as the card was that this replaced, of 800 pixels; the picture included.
    let height = browser.execute("return one('[data-testid=card]').getBoundingClientRect().height", &[]);
    assert!(height.as_f64().unwrap() <= 410.0, "{height}");
    // What is never renewed has no window.
    browser.click("card-remove");
    browser.cards(0);
    browser.drop_files(&[&demo_certificate("api0005").certificate]);
    browser.cards(1);
    browser.see("time-bar");
    assert_eq!(browser.execute(parts, &[]), "wait last");
    // No client will remind of it.
    browser.click("card-details-summary");
    browser.see("card-serial");
    assert!(!browser.shows("card-clients"));
    // In the details the year is that of the era too.
    let era = browser.see("card-expiry-era");
    assert!(era.contains("JST（令和") || era.contains("（令和"), "{era}");
    assert_eq!(browser.console(), [""; 0]);
}

fn the_digits_of_a_public_name_open_its_file(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let demo = demo_certificate("client0001");
    let pem = folder.path().join("identity.pem");
    let named = folder.path().join("202501__JP_u12345678_client0001.p12");
    let mut open = Command::new("openssl");
    open.args(["pkcs12", "-nodes", "-passin", &format!("pass:{}", demo.password), "-in"])
        .arg(&demo.pkcs12)
        .arg("-out")
        .arg(&pem);
    output(&mut open);
    let mut close = Command::new("openssl");
    close
        .args(["pkcs12", "-export", "-passout", "pass:12345678", "-in"])
        .arg(&pem)
        .arg("-out")
        .arg(&named);
    output(&mut close);
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.drop_files(&[&named]);
    let card = &browser.cards(1)[0];
    assert_eq!(card.decision(), "renewable");
    assert!(
        card.part("card-companions")
            .contains("ファイル名の数字をパスワードとして開きました"),
        "{}",
        card.text()
    );
    // Many are opened by their names too, and their cards are opened again.
    let many: Vec<_> = (0..24)
        .map(|place| {
            let path = folder.path().join(format!("{place}__JP_u12345678_client0001.p12"));
            fs::copy(&named, &path).unwrap();
            path
        })
        .collect();
    drop(&browser, &many);
    browser.until("all to be open", || {
        let open = "return one('orcamo-cert-check').results.filter(({ decision }) => decision === 'renewable').length";
        (browser.execute(open, &[]) == 25).then_some(())
    });
    browser.execute("one('[data-testid=row]').click()", &[]);
    assert_eq!(browser.cards(1)[0].decision(), "renewable");
    assert_eq!(browser.console(), [""; 0]);
}
