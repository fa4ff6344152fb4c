//! A visitor renews the certificate in his browser, or learns why he cannot.

use browser_tests::key::{BACK_TAB, ENTER, TAB};
use browser_tests::{
    Browser, Deployment, Family, Saved, Scene, Setup, Site, Visitor, assert_nothing_was_asked_for, demo_certificate,
    in_both_browsers, in_both_browsers_and_deployments, in_either_deployment, mint, project, wait,
};
use renewal_authority::{Encryption, Policy};
use serde_json::{Value, json};

in_both_browsers!(
    what_serve_shows_renews_too,
    a_new_certificate_that_is_valid_for_less_time_is_reported_before_it_is_done
);

in_both_browsers_and_deployments!(
    a_certificate_is_renewed_and_saved,
    without_a_certificate_the_page_says_what_is_missing_and_asks_for_nothing,
    a_certificate_the_server_does_not_trust_is_reported_and_not_offered_for_renewal,
    a_revoked_certificate_is_reported_and_not_offered_for_renewal,
    a_refusal_of_the_authority_is_reported_with_what_it_means,
    an_authority_that_went_down_is_reported_and_a_second_try_works_once_it_is_back,
    a_host_that_cannot_be_reached_is_reported_as_that_before_and_after_yes,
);

in_either_deployment!(
    of_several_certificates_the_chosen_one_is_renewed,
    with_an_expired_certificate_in_the_browser_the_page_names_that_possibility,
    a_bundle_in_the_old_encryption_is_renewed_too,
    a_certificate_that_is_not_due_can_still_be_renewed_where_the_server_agrees,
    the_steps_are_shown_in_their_order,
    the_new_password_is_shown_only_when_asked_for_and_kept_nowhere,
    the_new_password_is_copied_without_being_shown,
    a_finished_renewal_lets_go_of_the_new_certificate,
    an_api_certificate_is_reported_and_not_offered_for_renewal,
    the_keyboard_alone_does_the_whole_job,
    back_and_forward_again_do_not_renew_twice,
);

fn a_certificate_is_renewed_and_saved(scene: Scene) {
    let site = scene.site();
    let old = demo_certificate("client0001");
    let browser = Browser::visit(scene.family, &site, &Visitor::holding(old.name));

    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "client0001");
    assert!(browser.see("presented-sentence").contains("有効期限が近づいています"));
    let expiry = browser.see("presented-expiry").replace('\n', " ");
    let question = browser.see("dialog");
    assert!(
        question.contains("client0001") && question.contains(&expiry),
        "{expiry} in {question}"
    );
    browser.click("dialog-yes");

    // Old beside new: the expiry of the old one as before, that of the new one another.
    let (before, after) = (browser.see("old-certificate"), browser.see("new-certificate"));
    assert!(
        before.contains("client0001") && before.contains(&expiry),
        "{expiry} in {before}"
    );
    assert!(
        after.contains("client0001") && !after.contains(&expiry),
        "{expiry} not in {after}"
    );
    // Back up, import, restart.
    let next = browser.see("next-steps");
    for words in ["バックアップ", "登録します", "開き直します"] {
        assert!(next.contains(words), "{words} in {next}");
    }

    let saved = browser.save();
    saved.assert_renews(old);
    let [p12_name, pass_name] =
        [&saved.p12, &saved.pass].map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let stem = p12_name.strip_suffix(".p12").unwrap();
    assert!(
        stem.len() == 14 && stem.bytes().all(|byte| byte.is_ascii_digit()),
        "{p12_name}"
    );
    assert_eq!(pass_name, format!("{stem}.pass"));
    let password = saved.password();
    assert!(
        !password.is_empty() && !password.contains(['\n', '\r']),
        "no line end in the .pass file"
    );
    assert_eq!(browser.downloads().len(), 2);
    assert_eq!((site.answered("POST /api/cert 200"), site.answered("POST")), (1, 1));
    assert_eq!(browser.console(), [""; 0]);
}

fn what_serve_shows_renews_too(family: Family) {
    let site = Site::start(Setup {
        deployment: Deployment::AuthorityAlone,
        root: Some(project::plain_page()),
        ..Setup::default()
    });
    let browser = Browser::visit(family, &site, &Visitor::holding("client0001").reading_english());
    browser.renew();
    browser.save().assert_renews(demo_certificate("client0001"));
    assert_eq!(browser.console(), [""; 0]);
}

fn a_bundle_in_the_old_encryption_is_renewed_too(scene: Scene) {
    let site = Site::start(Setup {
        deployment: scene.deployment,
        policy: Policy {
            encryption: Encryption::Legacy,
            ..Policy::default()
        },
        ..Setup::default()
    });
    let browser = Browser::visit(scene.family, &site, &Visitor::holding("db0002"));
    browser.renew();
    browser.save().assert_renews(demo_certificate("db0002"));
}

fn of_several_certificates_the_chosen_one_is_renewed(scene: Scene) {
    let names = ["client0001", "db0002"];
    for chosen in names {
        let (_site, browser) = scene.visit(&Visitor::choosing(chosen, &names));
        browser.click("renew-start");
        assert_eq!(browser.see("presented-common-name"), chosen);
        browser.click("dialog-yes");
        browser.see("new-certificate");
        browser.save().assert_renews(demo_certificate(chosen));
    }
}

fn a_certificate_that_is_not_due_can_still_be_renewed_where_the_server_agrees(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0003"));
    browser.click("renew-start");
    assert!(
        browser
            .see("presented-sentence")
            .contains("まだ更新の時期ではありません")
    );
    browser.click("renew-proceed");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0003"));
}

fn the_steps_are_shown_in_their_order(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    // They are too fast to be asked for: what was on the page for an instant is written down.
    browser.execute(
        "window.steps = [];
         const observer = new MutationObserver((changes) => {
           for (const { addedNodes } of changes) for (const node of addedNodes) {
             const steps = node.querySelectorAll ? [...node.querySelectorAll('[data-step]')] : [];
             if (node.matches?.('[data-step]')) steps.push(node);
             for (const { dataset } of steps) if (dataset.state !== 'pending') window.steps.push(`${dataset.step} ${dataset.state}`);
           }
         });
         for (const root of roots()) observer.observe(root, { childList: true, subtree: true });",
        &[],
    );
    browser.renew();
    let steps: Vec<String> = serde_json::from_value(browser.execute("return window.steps", &[])).unwrap();
    let mut seen = Vec::new();
    for step in steps {
        if !seen.contains(&step) {
            seen.push(step);
        }
    }
    assert_eq!(
        seen,
        [
            "request active",
            "request done",
            "download active",
            "download done",
            "check active",
            "check done",
        ]
    );
}

fn the_new_password_is_shown_only_when_asked_for_and_kept_nowhere(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.renew();
    let password = browser.save().password();
    // Only once the user says that both files are there is the kept renewal let go of.
    browser.click("save-confirm");
    wait::until("the kept renewal to be gone", || {
        let databases = browser.execute("return indexedDB.databases().then(JSON.stringify)", &[]);
        (databases == json!("[]")).then_some(())
    });

    let everywhere = |browser: &Browser| {
        let found = browser.execute(
            "const fields = all('input, textarea').map(({ value }) => value);
             const store = (storage) => JSON.stringify(Object.entries(storage));
             return indexedDB.databases().then(async (databases) => ({
               html: html_of_page(),
               text: roots().map((root) => (root === document ? root.documentElement : root).textContent).join(' '),
               fields: fields.join(' '),
               local: store(localStorage),
               session: store(sessionStorage),
               databases: JSON.stringify(databases),
               caches: JSON.stringify(await caches.keys()),
               cookies: document.cookie,
               title: document.title,
               address: location.href,
               history: JSON.stringify(history.state),
               requests: JSON.stringify(performance.getEntriesByType('resource').map(({ name }) => name)),
             }))",
            &[],
        );
        let places: serde_json::Map<String, Value> = serde_json::from_value(found).unwrap();
        assert_eq!(places.len(), 12);
        assert_eq!((&places["databases"], &places["caches"]), (&json!("[]"), &json!("[]")));
        places
            .into_iter()
            .filter(|(_, value)| value.as_str().unwrap().contains(&password))
            .map(|(place, _)| place)
            .collect::<Vec<_>>()
    };
    assert_eq!(everywhere(&browser), [""; 0]);

    browser.click("password-show");
    assert_eq!(browser.see("password-text"), password);
    assert_eq!(everywhere(&browser), ["html", "text"]);
    let attributes = browser.execute(
        "return all('*').flatMap((node) => [...node.attributes].map(({ value }) => value)).join(' ')",
        &[],
    );
    assert!(
        !attributes.as_str().unwrap().contains(&password),
        "the password is in an attribute"
    );

    browser.click("password-show");
    wait::until("the password to be hidden again", || {
        (!browser.shows("password-text")).then_some(())
    });
    assert_eq!(everywhere(&browser), [""; 0]);
    assert_eq!(browser.console(), [""; 0]);
}

fn the_new_password_is_copied_without_being_shown(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.allow_clipboard(&site.origin());
    browser.renew();
    let saved = browser.save();
    browser.click("password-copy");
    browser.until("the word that it was copied", || {
        browser
            .text_of_page()
            .contains("パスワードをコピーしました")
            .then_some(())
    });
    assert_eq!(browser.clipboard(), saved.password());
    assert!(!browser.shows("password-text"));
}

fn a_finished_renewal_lets_go_of_the_new_certificate(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    browser.renew();
    assert!(!browser.shows("renew-finish"), "nothing is let go before it is saved");
    browser.save();
    browser.click("renew-finish");
    browser.see("renew-start");
    assert!(!browser.shows("new-certificate"));
}

fn without_a_certificate_the_page_says_what_is_missing_and_asks_for_nothing(scene: Scene) {
    let site = scene.site();
    for (visitor, phrase) in [
        (Visitor::without_certificate(), "証明書を提示しませんでした"),
        (
            Visitor::without_certificate().reading_english(),
            "presented no certificate",
        ),
    ] {
        let browser = Browser::visit(scene.family, &site, &visitor);
        browser.click("renew-start");
        assert!(
            browser.see("presented-sentence").contains(phrase),
            "{}",
            browser.text_of_page()
        );
        assert!(browser.shows("renew-retry") && !browser.shows("renew-proceed"));
        assert_nothing_was_asked_for(&site, &browser);
    }
}

/// Chromium presents no expired certificate: it goes on without one, and the page must think of that.
fn with_an_expired_certificate_in_the_browser_the_page_names_that_possibility(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0004"));
    browser.click("renew-start");
    assert!(browser.see("presented-sentence").contains("証明書を提示しませんでした"));
    assert!(
        browser.text_of_page().contains("有効期限の切れた証明書は"),
        "{}",
        browser.text_of_page()
    );
    assert_nothing_was_asked_for(&site, &browser);
}

fn a_certificate_the_server_does_not_trust_is_reported_and_not_offered_for_renewal(scene: Scene) {
    let site = scene.site();
    let folder = tempfile::tempdir().unwrap();
    let (_, p12) = mint::foreign_certificate(folder.path(), "client0001");
    let browser = Browser::visit(scene.family, &site, &Visitor::with(&p12, mint::PASSWORD));
    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "client0001");
    assert!(
        browser.see("presented-sentence").contains("信頼できない"),
        "{}",
        browser.text_of_page()
    );
    assert!(!browser.shows("renew-proceed"));
    assert_nothing_was_asked_for(&site, &browser);
}

fn a_revoked_certificate_is_reported_and_not_offered_for_renewal(scene: Scene) {
    let folder = tempfile::tempdir().unwrap();
    let revoked = demo_certificate("client0001");
    let site = Site::start(Setup {
        deployment: scene.deployment,
        revocation_list: Some(mint::revocation_list(folder.path(), &revoked.certificate)),
        ..Setup::default()
    });
    let browser = Browser::visit(scene.family, &site, &Visitor::holding(revoked.name));
    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "client0001");
    let sentence = browser.see("presented-sentence");
    assert!(sentence.contains("失効"), "{sentence}");
    assert!(!browser.shows("renew-proceed"));
    assert_nothing_was_asked_for(&site, &browser);
}

fn a_new_certificate_that_is_valid_for_less_time_is_reported_before_it_is_done(family: Family) {
    let site = Site::same_origin();
    let folder = tempfile::tempdir().unwrap();
    // Five years; the authority issues for three.
    let (_, p12) = mint::certificate(folder.path(), "client0007", (-1795, 30));
    let browser = Browser::visit(family, &site, &Visitor::with(&p12, mint::PASSWORD));
    browser.click("renew-start");
    browser.click("dialog-yes");
    let reported = browser.see("notice-shorter");
    assert!(reported.contains("（5年 → 3年）"), "{reported}");
    let comes_first = "const [notice, files] = ['notice-shorter', 'save-p12'].map((id) => one(`[data-testid=${id}]`));
        return (notice.compareDocumentPosition(files) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0";
    assert_eq!(browser.execute(comes_first, &[]), true);
    assert!(!browser.shows("notice-weak-key") && !browser.shows("notice-same-key"));
    assert!(browser.see("validity-length").contains("3年"));
}

fn an_api_certificate_is_reported_and_not_offered_for_renewal(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("api0005"));
    browser.click("renew-start");
    assert_eq!(browser.see("presented-common-name"), "api0005");
    assert!(
        browser
            .see("presented-sentence")
            .contains("API用の証明書は更新できません")
    );
    assert!(!browser.shows("renew-proceed"));
    assert_nothing_was_asked_for(&site, &browser);
}

fn the_keyboard_alone_does_the_whole_job(scene: Scene) {
    let (_site, browser) = scene.visit(&Visitor::holding("client0001"));
    let press_by = |key: &str, test_id: &str| {
        browser.see(test_id);
        browser.press_until_focus(key, test_id);
        browser.press(ENTER);
    };
    let press = |test_id: &str| press_by(TAB, test_id);
    press("renew-start");
    // The focus is on no, which comes after yes.
    press_by(BACK_TAB, "dialog-yes");
    press("save-p12");
    let p12 = browser.downloaded("p12");
    press("save-pass");
    let pass = browser.downloaded("pass");
    let saved = Saved { p12, pass };
    saved.assert_renews(demo_certificate("client0001"));
    press("password-show");
    assert_eq!(browser.see("password-text"), saved.password());
}

fn a_refusal_of_the_authority_is_reported_with_what_it_means(scene: Scene) {
    let site = Site::start(Setup {
        deployment: scene.deployment,
        policy: Policy {
            days_before_expiry: 10,
            ..Policy::default()
        },
        ..Setup::default()
    });
    let browser = Browser::visit(scene.family, &site, &Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
    let error = browser.see("renew-error");
    assert!(error.contains("新しい証明書は発行されていません"), "{error}");
    assert!(browser.shows("renew-retry"));
    assert_eq!(
        (site.answered("POST /api/cert 403"), site.answered("GET /api/cert/")),
        (1, 0)
    );
}

fn an_authority_that_went_down_is_reported_and_a_second_try_works_once_it_is_back(scene: Scene) {
    let mut site = scene.site();
    let browser = Browser::visit(scene.family, &site, &Visitor::holding("client0001"));
    browser.click("renew-start");
    browser.see("dialog-yes");
    site.stop_authority();
    browser.click("dialog-yes");
    assert_eq!(browser.attribute("renew-error", "data-code"), "refused");
    site.start_authority();
    browser.click("renew-retry");
    browser.click("dialog-yes");
    browser.see("new-certificate");
    browser.save().assert_renews(demo_certificate("client0001"));
}

fn a_host_that_cannot_be_reached_is_reported_as_that_before_and_after_yes(scene: Scene) {
    for asked in [false, true] {
        let (mut site, browser) = scene.visit(&Visitor::holding("client0001"));
        if asked {
            browser.click("renew-start");
            browser.see("dialog-yes");
        }
        site.stop_nginx();
        browser.click(if asked { "dialog-yes" } else { "renew-start" });
        assert_eq!(browser.attribute("renew-error", "data-code"), "unreachable");
        let reported = browser.see("renew-error");
        let host = site.auth_origin().replace("https://", "");
        assert!(reported.contains(&host), "{host} in {reported}");
        assert_eq!(site.authority().transcript(), [""; 0]);
    }
}

fn back_and_forward_again_do_not_renew_twice(scene: Scene) {
    let (site, browser) = scene.visit(&Visitor::holding("client0001"));
    let before = format!("{}/favicon.svg", site.origin());
    browser.open(&before);
    browser.open_page(&site);
    browser.renew();
    // Later, since the answer to this very command would wait for the answer to the question.
    let go = |step: i32| {
        browser.execute(
            "const [step] = arguments; setTimeout(() => history.go(step))",
            &[json!(step)],
        );
    };
    let until_there = |is_before: bool| {
        wait::until("the other entry of the history", || {
            let address = browser.session().execute("return location.href", &json!([])).ok()?;
            ((address == before.as_str()) == is_before).then_some(())
        });
    };
    go(-1);
    wait::until("the page to ask before it is left", || browser.session().dialog().ok());
    browser.answer_dialog(true);
    until_there(true);
    go(1);
    until_there(false);
    browser.wait_for_page();
    // A browser may have kept the page as it was left; otherwise it is a new one, and finds what was kept.
    let as_it_was = browser.until("the renewal again", || {
        let as_it_was = browser.shows("new-certificate");
        (as_it_was || browser.shows("pending")).then_some(as_it_was)
    });
    if !as_it_was {
        browser.click("renew-resume");
        browser.see("new-certificate");
    }
    browser.save().assert_renews(demo_certificate("client0001"));
    assert_eq!(site.exchange(), ["POST /api/cert 200", "GET /api/cert/… 200"]);
}
