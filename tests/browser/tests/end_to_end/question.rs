//! はい / いいえ: when the question comes by itself, when a warning comes first, and where the focus is.

use browser_tests::key::{BACK_TAB, ENTER, ESCAPE, TAB};
use browser_tests::{
    Browser, Family, Scene, Visitor, assert_nothing_was_asked_for, demo_certificate, in_both_browsers_and_deployments,
    in_both_browsers_at_one_origin, in_either_deployment, visit, wait,
};
use serde_json::json;

in_both_browsers_and_deployments!(the_whole_job_is_two_clicks);

in_either_deployment!(
    a_double_click_renews_once,
    the_question_names_cn_and_expiry_above_the_certificate_it_is_about,
    no_means_that_nothing_is_asked_for_and_leaves_the_button_that_asks_again,
    after_yes_the_focus_is_where_the_steps_begin_and_then_where_the_files_are,
    a_dropped_file_that_is_the_presented_certificate_changes_nothing,
    another_certificate_than_the_dropped_one_is_warned_of_before_the_question,
    another_certificate_dropped_while_the_question_is_open_is_warned_of_in_it,
    a_dropped_file_that_is_still_locked_keeps_the_question_waiting,
    a_certificate_that_is_not_due_is_reported_before_the_question,
);

in_both_browsers_at_one_origin!(
    the_focus_is_on_no_and_goes_back_to_the_button_that_asks_again,
    somebody_who_types_elsewhere_gets_the_focus_back_there,
    a_click_that_began_before_the_question_could_be_read_answers_nothing_and_is_reported,
    a_page_in_the_background_takes_no_yes,
    a_key_that_is_held_down_says_no_yes,
    a_question_that_says_something_else_takes_a_yes_only_after_a_while,
);

fn wait_until_closed(browser: &Browser) {
    wait::until("the question to close", || (!browser.shows("dialog")).then_some(()));
}

/// Waits until the page has looked up the certificate, and says whether the question came with it: both are drawn at once.
fn question_came_by_itself(browser: &Browser) -> bool {
    browser.see("presented-common-name");
    browser.shows("dialog")
}

fn the_whole_job_is_two_clicks(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    assert_eq!(site.answered("POST /api/cert 200"), 1);
}

fn the_question_names_cn_and_expiry_above_the_certificate_it_is_about(scene: Scene) {
    let site = scene.site();
    for (visitor, words) in [
        (
            Visitor::holding("client0001"),
            ["の有効期限は", " JST", "はい", "いいえ"],
        ),
        (
            Visitor::holding("client0001").reading_english(),
            ["expires on", "Japan Standard Time", "Yes", "No"],
        ),
    ] {
        let browser = Browser::visit(scene.family, &site, &visitor);
        browser.click("renew-start");
        let question = browser.see("dialog");
        let expiry = browser.see("presented-expiry").replace('\n', " ");
        assert_eq!(browser.see("presented-common-name"), "client0001");
        for part in ["client0001", &expiry].into_iter().chain(words) {
            assert!(question.contains(part), "{part} in {question}");
        }
    }
}

fn no_means_that_nothing_is_asked_for_and_leaves_the_button_that_asks_again(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.click("dialog-no");
    wait_until_closed(&browser);
    assert_eq!(browser.see("presented-common-name"), "client0001");
    assert_nothing_was_asked_for(&site, &browser);

    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    assert_eq!(site.answered("POST"), 1);
}

fn the_focus_is_on_no_and_goes_back_to_the_button_that_asks_again(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.press_until_focus(TAB, "renew-start");
    browser.press(ENTER);
    browser.see("dialog");
    assert_eq!(browser.focus(), "dialog-no");
    // A hand that presses Enter once too often issues nothing.
    browser.press(ENTER);
    wait_until_closed(&browser);
    assert_eq!(browser.focus(), "renew-proceed");

    browser.press(ENTER);
    browser.see("dialog");
    assert_eq!(browser.focus(), "dialog-no");
    browser.press(ESCAPE);
    wait_until_closed(&browser);
    assert_eq!(browser.focus(), "renew-proceed");

    // The mouse leaves it there too.
    browser.click("renew-again");
    browser.click("dialog-no");
    wait_until_closed(&browser);
    assert_eq!(browser.focus(), "renew-proceed");
    assert_nothing_was_asked_for(&site, &browser);
}

fn after_yes_the_focus_is_where_the_steps_begin_and_then_where_the_files_are(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.press_until_focus(TAB, "renew-start");
    browser.press(ENTER);
    browser.see("dialog");
    browser.press_until_focus(BACK_TAB, "dialog-yes");
    browser.press(ENTER);
    browser.see("new-certificate");
    let heading = browser.execute("return focused().matches('#renewal [data-phase-heading]')", &[]);
    assert_eq!(heading, true);
    // The next stop is the first thing to do.
    browser.press(TAB);
    assert_eq!(browser.focus(), "save-p12");
}

fn somebody_who_types_elsewhere_gets_the_focus_back_there(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.execute("one('details.paste').open = true", &[]);
    browser.type_into("paste-input", "-----BEGIN");
    // The answer of a slow server comes while somebody types.
    browser.execute("one('[data-testid=renew-start]').click()", &[]);
    browser.see("dialog");
    browser.press(ENTER);
    wait_until_closed(&browser);
    assert_eq!(browser.focus(), "paste-input");
}

fn a_dropped_file_that_is_the_presented_certificate_changes_nothing(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    let [same, other] = ["client0001", "db0002"].map(|name| demo_certificate(name).certificate.as_path());
    browser.drop_files(&[other, same]);
    browser.cards(2);
    browser.click("renew-start");
    assert!(question_came_by_itself(&browser));
}

fn another_certificate_than_the_dropped_one_is_warned_of_before_the_question(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.drop_files(&[&demo_certificate("db0002").certificate]);
    browser.cards(1);
    browser.click("renew-start");
    let warning = browser.see("presented-warning");
    let names_both = warning.contains("client0001") && warning.contains("db0002");
    assert!(names_both, "{warning}");
    assert!(!question_came_by_itself(&browser));
    browser.click("renew-proceed");
    let question = browser.see("dialog");
    assert!(question.contains("別の証明書"), "{question}");
    browser.click("dialog-no");

    // The very certificate that is presented needs no warning.
    browser.drop_files(&[&demo_certificate("client0001").certificate]);
    browser.cards(2);
    wait::until("the warning to go", || {
        (!browser.shows("presented-warning")).then_some(())
    });
}

fn another_certificate_dropped_while_the_question_is_open_is_warned_of_in_it(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.press_until_focus(TAB, "renew-start");
    browser.press(ENTER);
    assert!(!browser.see("dialog").contains("別の証明書"));
    browser.drop_files(&[&demo_certificate("db0002").certificate]);
    browser.until("the question to warn", || {
        browser.see("dialog").contains("別の証明書").then_some(())
    });
    browser.press(ESCAPE);
    wait_until_closed(&browser);
    browser.see("presented-warning");
    // The panel was drawn anew under the question; the focus is not lost.
    browser.until("the focus to be back", || {
        (browser.focus() == "renew-proceed").then_some(())
    });
    assert_nothing_was_asked_for(&site, &browser);
}

fn a_dropped_file_that_is_still_locked_keeps_the_question_waiting(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.drop_files(&[&demo_certificate("db0002").pkcs12]);
    browser.card_with_code("password-required");
    browser.click("renew-start");
    assert!(!question_came_by_itself(&browser));
    browser.click("renew-proceed");
    browser.see("dialog");
}

fn a_certificate_that_is_not_due_is_reported_before_the_question(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0003"));
    browser.click("renew-start");
    assert!(!question_came_by_itself(&browser));
    let sentence = browser.see("presented-sentence");
    assert!(sentence.contains("まだ更新の時期ではありません"), "{sentence}");
    browser.click("renew-proceed");
    browser.see("dialog");
}

fn a_double_click_renews_once(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.double_click("renew-start");
    browser.see("dialog");
    assert_eq!((site.answered("GET /client-cert"), site.answered("POST")), (1, 0));
    browser.double_click("dialog-yes");
    browser.see("new-certificate");
    assert_eq!(site.answered("POST"), 1);
}

/// Does something with はい as soon as the question is there, before anybody can have read it.
fn at_once(browser: &Browser, act: &str) {
    let watch = format!(
        "const dialog = one('#dialog'), yes = one('[data-testid=dialog-yes]');
         new MutationObserver((_changes, observer) => {{
             if (!dialog.open) return;
             observer.disconnect();
             {act}
         }}).observe(dialog, {{ attributes: true }});"
    );
    browser.execute(&watch, &[]);
}

fn is_armed(browser: &Browser) -> bool {
    let script = "return one('[data-testid=dialog-yes]').getAttribute('aria-disabled') === 'false'";
    browser.execute(script, &[]) == true
}

const PRESS: &str = "one('[data-testid=dialog-yes]').click()";

fn a_click_that_began_before_the_question_could_be_read_answers_nothing_and_is_reported(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    // The whole click comes too early.
    at_once(&browser, "yes.click();");
    browser.click("renew-start");
    let reported = browser.see("dialog-early");
    assert!(reported.contains("もう一度押してください"), "{reported}");
    assert_eq!(browser.focus(), "dialog-no");
    browser.wait_until_usable("dialog-yes");
    assert!(browser.shows("dialog"));
    browser.click("dialog-no");
    wait_until_closed(&browser);

    // Only its beginning does.
    at_once(&browser, "yes.dispatchEvent(new PointerEvent('pointerdown'));");
    browser.click("renew-proceed");
    browser.wait_until_usable("dialog-yes");
    browser.execute(PRESS, &[]);
    browser.see("dialog-early");
    assert!(browser.shows("dialog"));
    assert_nothing_was_asked_for(&site, &browser);
    browser.click("dialog-yes");
    browser.see("new-certificate");
    assert_eq!(site.answered("POST"), 1);
}

fn a_page_in_the_background_takes_no_yes(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.wait_until_usable("dialog-yes");
    // Another window comes to the front.
    browser.execute(
        "document.hasFocus = () => false; dispatchEvent(new FocusEvent('blur'));",
        &[],
    );
    assert!(!is_armed(&browser));
    browser.execute(PRESS, &[]);
    assert!(browser.shows("dialog"));
    // The click that brings this one back is none.
    browser.execute(
        &format!("delete document.hasFocus; dispatchEvent(new FocusEvent('focus')); {PRESS}"),
        &[],
    );
    assert!(browser.shows("dialog"));
    assert_nothing_was_asked_for(&site, &browser);
    browser.click("dialog-yes");
    browser.see("new-certificate");
}

fn a_key_that_is_held_down_says_no_yes(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    at_once(
        &browser,
        "yes.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }));",
    );
    browser.click("renew-start");
    browser.wait_until_usable("dialog-yes");
    // A browser clicks for each repetition of Enter, unless that is prevented, and where Space is let go.
    let prevented = browser.execute(
        "const yes = one('[data-testid=dialog-yes]');
         return ['Enter', ' '].map((key) => {
             const repeated = new KeyboardEvent('keydown', { key, repeat: true, bubbles: true, cancelable: true });
             yes.dispatchEvent(repeated);
             return repeated.defaultPrevented;
         });",
        &[],
    );
    assert_eq!(prevented, json!([true, true]));
    browser.execute(PRESS, &[]);
    assert!(browser.shows("dialog"));
    assert_nothing_was_asked_for(&site, &browser);
    browser.press_until_focus(BACK_TAB, "dialog-yes");
    browser.press(ENTER);
    browser.see("new-certificate");
}

fn a_question_that_says_something_else_takes_a_yes_only_after_a_while(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.wait_until_usable("dialog-yes");
    // Whoever reads on when the warning appears answers another question, and the buttons have moved.
    browser.execute(
        "const other = one('#dialog-other');
         new MutationObserver((_changes, observer) => {
             if (other.hidden) return;
             observer.disconnect();
             one('[data-testid=dialog-yes]').click();
         }).observe(other, { attributes: true });",
        &[],
    );
    browser.drop_files(&[&demo_certificate("db0002").certificate]);
    browser.see("dialog-early");
    assert!(browser.see("dialog").contains("別の証明書"));
    assert_nothing_was_asked_for(&site, &browser);
}

/// The question may come up under the pointer between the two clicks of a double click on 更新. Chromium only: no WebDriver
/// makes a second click without a first one at the same place.
#[test]
fn the_second_click_of_a_double_click_is_no_answer() {
    let (site, browser) = visit(Family::Chromium, &Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.wait_until_usable("dialog-yes");
    let place = browser.execute(
        "const { x, y, width, height } = one('[data-testid=dialog-yes]').getBoundingClientRect();
         window.clicks = [];
         addEventListener('click', (event) => window.clicks.push([event.composedPath()[0].dataset.testid, event.detail]));
         return { x: x + width / 2, y: y + height / 2 };",
        &[],
    );
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 2 });
        browser.devtools("Input.dispatchMouseEvent", &event);
    }
    assert_eq!(browser.execute("return window.clicks", &[]), json!([["dialog-yes", 2]]));
    assert!(browser.shows("dialog"));
    assert_nothing_was_asked_for(&site, &browser);
    // A click of its own is one.
    browser.click("dialog-yes");
    browser.see("new-certificate");
}
