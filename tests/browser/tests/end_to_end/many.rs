//! Many files: a table, filled by workers.

use browser_tests::key::{ARROW_DOWN, ARROW_LEFT, ARROW_RIGHT, END, ENTER, ESCAPE, HOME};
use browser_tests::{Browser, Family, Row, Visitor, demo_certificate, in_all_browsers, in_chromium, mint, visit};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

in_all_browsers!(
    many_files_are_a_table_that_is_sorted_filtered_and_folded,
    a_row_is_opened_by_the_keyboard_and_left_again,
    locked_files_are_opened_together,
    reading_is_stopped_and_what_was_read_stays,
);

// Only there a driver chooses folders, and a test sees what the page sends its workers.
in_chromium!(a_folder_is_chosen_and_workers_read_it);

/// Dropped as a user's files are; the names are those of the files.
pub(crate) fn drop(browser: &Browser, files: &[PathBuf]) {
    browser.drop_files(&files.iter().map(PathBuf::as_path).collect::<Vec<&Path>>());
}

/// Thirty certificates that are far from their end, one that is due, one that has expired and its newer one, one that is none.
pub(crate) fn clinic(folder: &TempDir) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = (0..3)
        .map(|place| {
            mint::named(
                folder.path(),
                &format!("far{place}"),
                &format!("client10{place}"),
                (-10, 900),
            )
            .0
        })
        .collect();
    for place in 3..30 {
        let copy = folder.path().join(format!("copy{place}.crt"));
        fs::copy(&files[place % 3], &copy).unwrap();
        files.push(copy);
    }
    files.push(mint::named(folder.path(), "due", "client0001", (-900, 20)).0);
    files.push(mint::named(folder.path(), "old", "client0002", (-1200, -100)).0);
    files.push(mint::named(folder.path(), "new", "client0002", (-10, 900)).0);
    let note = folder.path().join("note.crt");
    fs::write(&note, "no certificate").unwrap();
    files.push(note);
    files
}

fn column(rows: &[Row], name: &str) -> Vec<String> {
    rows.iter().map(|row| row.cell(name).to_owned()).collect()
}

fn many_files_are_a_table_that_is_sorted_filtered_and_folded(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    drop(&browser, &clinic(&folder));
    // Of each name one row: three far ones, the due one, the renewed one, and the note. The most urgent first.
    let rows = browser.rows(6);
    assert_eq!(
        rows.iter().map(Row::look).collect::<Vec<_>>(),
        ["due", "failed", "too-early", "too-early", "too-early", "too-early"]
    );
    assert_eq!(rows[0].cell("commonName"), "client0001");
    let totals = browser.see("totals");
    assert!(
        totals.starts_with("6件を確認しました。更新してください：1件、読み取れませんでした：1件、"),
        "{totals}"
    );
    // 27 copies, and the one that was renewed.
    assert!(totals.contains("28件"), "{totals}");

    browser.click("look-too-early");
    assert_eq!(browser.rows(4).len(), 4);
    browser.click("look-all");
    browser.type_into("many-text", "ｃｌｉｅｎｔ１０");
    assert_eq!(
        column(&browser.rows(3), "commonName"),
        ["client100", "client101", "client102"]
    );
    browser.click("sort-commonName");
    browser.click("sort-commonName");
    browser.until("the other order", || {
        (column(&browser.rows(3), "commonName") == ["client102", "client101", "client100"]).then_some(())
    });
    // The older one is found under its newer one.
    browser.execute("const field = one('[data-testid=many-text]'); field.value = ''; field.dispatchEvent(new InputEvent('input', { bubbles: true }))", &[]);
    browser.rows(6);
    browser.type_into("many-text", "old.crt");
    let rows = browser.rows(1);
    assert_eq!(
        (rows[0].cell("commonName"), rows[0].expanded()),
        ("client0002", "false")
    );
    browser.click("fold");
    let rows = browser.rows(2);
    assert_eq!((rows[1].level(), rows[1].cell("decision")), (2, "置き換え済み"));
    assert_eq!(rows[1].cell("fileName"), "old.crt");

    browser.execute("one('[data-testid=many-columns]').open = true", &[]);
    browser.click("column-issuer");
    assert!(browser.rows(2)[0].cell("issuer").contains("orcamo-cert demo CA"));
    browser.click("column-fileName");
    browser.until("a column less", || {
        browser.rows(2)[0].cell("fileName").is_empty().then_some(())
    });
    assert_eq!(browser.console(), [""; 0]);
}

fn a_row_is_opened_by_the_keyboard_and_left_again(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    drop(&browser, &clinic(&folder));
    browser.rows(6);
    let place = || browser.execute("return Number(focused()?.getAttribute('aria-rowindex')) - 2", &[]);
    browser.execute("one('[data-testid=row]').focus()", &[]);
    browser.press(ARROW_DOWN);
    assert_eq!(place(), 1);
    browser.press(END);
    assert_eq!(place(), 5);
    browser.press(HOME);
    assert_eq!(place(), 0);
    browser.press(ENTER);
    let card = &browser.cards(1)[0];
    assert_eq!(
        (card.decision(), card.part("card-common-name")),
        ("renewable", "client0001")
    );
    assert_eq!(browser.focus(), "card-name");
    browser.press(ESCAPE);
    browser.cards(0);
    assert_eq!(place(), 0);
    // The renewed one is folded, wherever it stands.
    for _ in 0..6 {
        let expanded = browser.execute("return focused().getAttribute('aria-expanded')", &[]);
        let name = browser.execute("return focused().innerText.includes('client0002')", &[]);
        if expanded == "false" && name == true {
            break;
        }
        browser.press(ARROW_DOWN);
    }
    browser.press(ARROW_RIGHT);
    browser.rows(7);
    browser.press(ARROW_DOWN);
    assert_eq!(browser.execute("return focused().getAttribute('aria-level')", &[]), "2");
    browser.press(ENTER);
    assert_eq!(browser.cards(1)[0].decision(), "expired");
    // Taken away, it is in neither.
    browser.click("card-remove");
    browser.cards(0);
    let rows = browser.rows(6);
    assert!(rows.iter().all(|row| row.expanded() != "true"), "{rows:?}");
    browser.press(ARROW_LEFT);
    assert_eq!(browser.console(), [""; 0]);
}

fn locked_files_are_opened_together(family: Family) {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (place, name) in ["client0001", "db0002"].into_iter().enumerate() {
        for copy in 0..12 {
            let path = folder.path().join(format!("{name}-{place}-{copy}.p12"));
            fs::copy(&demo_certificate(name).pkcs12, &path).unwrap();
            files.push(path);
        }
    }
    // Its password is beside it.
    let beside = folder.path().join("beside.p12");
    fs::copy(&demo_certificate("client0001").pkcs12, &beside).unwrap();
    fs::write(
        folder.path().join("beside.pass"),
        &demo_certificate("client0001").password,
    )
    .unwrap();
    files.extend([beside, folder.path().join("beside.pass")]);
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    drop(&browser, &files);
    let locked = |browser: &Browser| {
        browser.execute(
            "return one('orcamo-cert-check').results.filter(({ decision }) => decision === 'locked').length",
            &[],
        )
    };
    browser.until("all to be read", || {
        (browser.execute("return one('orcamo-cert-check').results.length", &[]) == 25).then_some(())
    });
    assert_eq!(locked(&browser), 24);
    browser.type_into("many-password", "not the password");
    browser.click("many-try");
    browser.until("a word of it", || {
        browser
            .text_of_page()
            .contains("開けるファイルはありませんでした")
            .then_some(())
    });
    assert_eq!(locked(&browser), 24);
    browser.execute("one('[data-testid=many-password]').value = ''", &[]);
    browser.type_into("many-password", &demo_certificate("client0001").password);
    browser.click("many-add-password");
    browser.execute("all('[data-testid=many-password]')[1].focus()", &[]);
    browser.press(&demo_certificate("db0002").password);
    browser.click("many-try");
    browser.until("all to be open", || (locked(&browser) == 0).then_some(()));
    // Two certificates in all, and no password is anywhere.
    let rows = browser.rows(2);
    assert_eq!(rows.iter().map(Row::look).collect::<Vec<_>>(), ["due", "renewable"]);
    browser.until("the form to go", || (!browser.shows("many-locked")).then_some(()));
    for name in ["client0001", "db0002"] {
        let html = browser.execute("return html_of_page()", &[]);
        assert!(!html.as_str().unwrap().contains(&demo_certificate(name).password));
    }
    // What a password has opened needs it no more.
    browser.execute("one('[data-testid=row]').focus()", &[]);
    browser.press(ENTER);
    assert_eq!(browser.cards(1)[0].decision(), "renewable");
    assert_eq!(browser.console(), [""; 0]);
}

fn reading_is_stopped_and_what_was_read_stays(family: Family) {
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    let p12 = fs::read(&demo_certificate("client0001").pkcs12).unwrap();
    let script = "
        const check = one('orcamo-cert-check');
        const bytes = Uint8Array.from(arguments[0]);
        const add = () => {
            window.added = false;
            const files = Array.from({ length: 600 }, (_, place) =>
                new File([bytes], `${place}.p12`, { lastModified: place }));
            check.add(files).then(() => { window.added = true; });
        };
        add();
        window.again = add;
    ";
    browser.execute(script, &[p12.into()]);
    browser.until("some to be read", || {
        let some = browser.execute("return one('orcamo-cert-check').results.length", &[]);
        some.as_u64().filter(|count| *count > 0)
    });
    browser.click("many-cancel");
    browser.until("it to be over", || {
        (browser.execute("return window.added", &[]) == true).then_some(())
    });
    let count = || {
        browser
            .execute("return one('orcamo-cert-check').results.length", &[])
            .as_u64()
            .unwrap()
    };
    let left = count();
    assert!(left > 0 && left < 600, "{left}");
    assert!(!browser.shows("many-progress"));
    // The others are read when they come again, and what was read is not read twice.
    browser.execute("window.again()", &[]);
    browser.until("the others to be read", || {
        (browser.execute("return window.added", &[]) == true).then_some(())
    });
    assert_eq!(count(), 600);
    assert_eq!(browser.console(), [""; 0]);
}

fn a_folder_is_chosen_and_workers_read_it(family: Family) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("clinics");
    fs::create_dir(&folder).unwrap();
    for number in 0..30 {
        let inner = folder.join(format!("clinic{number}"));
        fs::create_dir(&inner).unwrap();
        fs::copy(&demo_certificate("client0001").pkcs12, inner.join("T.p12")).unwrap();
        fs::write(inner.join("T.pass"), &demo_certificate("client0001").password).unwrap();
        fs::write(inner.join("memo.txt"), "a memo").unwrap();
    }
    let (_site, browser) = visit(family, &Visitor::without_certificate());
    browser.execute(
        "window.lots = 0;
         const post = Worker.prototype.postMessage;
         Worker.prototype.postMessage = function (...parameters) {
             if (parameters[0].units) window.lots += 1;
             return post.apply(this, parameters);
         };",
        &[],
    );
    browser.choose_files_for("folder-input", &[&folder]);
    // The first of them comes before the others are folded under it.
    let rows = browser.until("all to be folded under one", || {
        let rows = browser.rows(1);
        (rows[0].expanded() == "false").then_some(rows)
    });
    assert_eq!((rows[0].look(), rows[0].cell("folder")), ("due", "clinics"));
    assert!(browser.see("fold").starts_with('+'));
    browser.until("all to be read", || {
        let totals = browser.see("totals");
        totals.contains("証明書ではないファイルは30件です。").then_some(())
    });
    let lots = browser.execute("return window.lots", &[]);
    assert!(lots.as_u64().is_some_and(|lots| lots >= 2), "{lots}");
    browser.click("fold");
    let names = column(&browser.rows(30), "fileName");
    assert!(names.iter().all(|name| name.ends_with("/T.p12")), "{names:?}");
    assert_eq!(browser.console(), [""; 0]);
}
