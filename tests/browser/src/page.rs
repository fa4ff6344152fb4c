//! What a visitor sees on the page and does with it.

use crate::card::{Card, READ_CARDS};
use crate::row::{READ_ROWS, Row};
use crate::webdriver::{Element, Failure};
use crate::{Browser, wait};
use serde_json::{Value, json};
use std::cell::RefCell;

/// The part of the page with this id that can be seen and, if that is asked, be used (what cannot be pressed yet says so), with its text and
/// an attribute (empty: not there).
const PART: &str = r#"
    const [id, usable, name] = arguments;
    const part = all(`[data-testid="${id}"]`).find((part) =>
        part.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && part.getClientRects().length > 0
        && (!usable || part.getAttribute("aria-disabled") !== "true"));
    // Of a list to choose from, browsers do not agree what its text is.
    const text = part instanceof HTMLSelectElement ? [...part.options].map((one) => one.text).join("\n") : part?.innerText.trim();
    return part && { part, text, attribute: part.getAttribute(name) ?? "" };
"#;

/// Whether there are so many cards and the page has made up its mind about all of them.
const SETTLED: &str = r#"
    const cards = all('[data-testid="card"]');
    return cards.length === arguments[0] && cards.every((card) => card.getAttribute("aria-busy") !== "true");
"#;

impl Browser {
    /// The text of the page that can be seen.
    #[must_use]
    pub fn text_of_page(&self) -> String {
        let text = self.execute("return text_of_page()", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Whether a part of the page can be seen at this moment.
    #[must_use]
    pub fn shows(&self, test_id: &str) -> bool {
        let look = format!("const seen = function () {{ {PART} }}; return seen(...arguments) !== undefined");
        self.execute(&look, &[json!(test_id), json!(false), json!("")]) == true
    }

    /// Waits until a part of the page can be seen, and gives its text.
    ///
    /// # Panics
    /// When it does not come.
    pub fn see(&self, test_id: &str) -> String {
        self.until(&format!("{test_id} to be seen"), || {
            let part = self.appears(test_id, false, "")?;
            part["text"].as_str().map(str::to_owned)
        })
    }

    /// Waits until a part of the page can be seen, and gives one of its attributes (empty: not there).
    ///
    /// # Panics
    /// When it does not come.
    pub fn attribute(&self, test_id: &str, name: &str) -> String {
        self.until(&format!("{test_id} to be seen"), || {
            let part = self.appears(test_id, false, name)?;
            part["attribute"].as_str().map(str::to_owned)
        })
    }

    /// Chooses a language, and waits until the page speaks it.
    ///
    /// # Panics
    /// When it never does.
    pub fn speak(&self, language: &str) {
        self.click(&format!("language-{language}"));
        self.until(&format!("the page to speak {language}"), || {
            (self.execute("return document.documentElement.lang", &[]) == language).then_some(())
        });
    }

    /// Clicks on a part of the page as soon as that is possible.
    ///
    /// # Panics
    /// When it is not, for too long.
    pub fn click(&self, test_id: &str) {
        self.act(test_id, true, |element| self.session().click(element));
    }

    /// Clicks twice in a row on a part of the page as soon as that is possible.
    ///
    /// # Panics
    /// When it is not, for too long.
    pub fn double_click(&self, test_id: &str) {
        self.act(test_id, true, |element| self.session().double_click(element));
    }

    /// Waits until a part of the page can be used.
    ///
    /// # Panics
    /// When it cannot, for too long.
    pub fn wait_until_usable(&self, test_id: &str) {
        self.act(test_id, true, |_| Ok(()));
    }

    /// Types into a field of the page.
    ///
    /// # Panics
    /// When it does not come.
    pub fn type_into(&self, test_id: &str, text: &str) {
        self.act(test_id, false, |element| self.session().type_into(element, text));
    }

    /// Presses keys wherever the focus is.
    ///
    /// # Panics
    /// When the driver refuses.
    pub fn press(&self, keys: &str) {
        self.session().press(keys).unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// Presses keys together, such as Ctrl and V.
    ///
    /// # Panics
    /// When the driver refuses.
    pub fn press_together(&self, keys: &str) {
        let pressed = self.session().press_together(keys);
        pressed.unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// The part of the page that has the focus; empty when it is none with an id, or nothing, or something of
    /// the browser around it: there Firefox goes at the end of the page.
    ///
    /// # Panics
    /// When the driver refuses.
    #[must_use]
    pub fn focus(&self) -> String {
        let focus = self.execute("return document.hasFocus() ? focused()?.dataset.testid ?? '' : ''", &[]);
        focus.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key (or keys together) until the part of the page with this id has the focus, and waits until it can be used.
    ///
    /// # Panics
    /// When the focus does not get there within a hundred presses.
    pub fn press_until_focus(&self, key: &str, test_id: &str) {
        for _ in 0..100 {
            if self.focus() == test_id {
                self.wait_until_usable(test_id);
                return;
            }
            self.press_together(key);
        }
        panic!("the keyboard does not reach {test_id}");
    }

    /// Waits until the page has made up its mind about so many files, and gives their cards in the page's order.
    ///
    /// # Panics
    /// When it does not.
    pub fn cards(&self, count: usize) -> Vec<Card> {
        self.until(&format!("{count} cards"), || {
            self.watch(SETTLED, &[json!(count)])?;
            let cards = Card::all(&self.execute(READ_CARDS, &[]));
            (cards.len() == count && cards.iter().all(Card::is_settled)).then_some(cards)
        })
    }

    /// The cards at this moment, in the page's order, where the page has made up its mind about all of them.
    #[must_use]
    pub fn cards_now(&self) -> Option<Vec<Card>> {
        Some(Card::all(&self.execute(READ_CARDS, &[]))).filter(|cards| cards.iter().all(Card::is_settled))
    }

    /// Waits until the table has so many rows, all of them read, and gives those in sight.
    ///
    /// # Panics
    /// When it does not.
    pub fn rows(&self, count: usize) -> Vec<Row> {
        self.until(&format!("{count} rows"), || {
            let rows = self.watch(READ_ROWS, &[json!(count)])?;
            Some(Row::all(&rows))
        })
    }

    /// Waits until a card has this code (empty: until it has none) and gives it. For pages with one card.
    ///
    /// # Panics
    /// When it does not come.
    pub fn card_with_code(&self, code: &str) -> Card {
        self.until(&format!("the card to have the code {code:?}"), || {
            let card = self.cards(1).into_iter().next()?;
            (card.code() == code).then_some(card)
        })
    }

    /// Waits until there is a value; the page's text says why there is none.
    ///
    /// # Panics
    /// When there is none within a minute.
    pub fn until<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        wait::until_or(look, || format!("{what}; the page: {}", self.text_of_page()))
    }

    /// Every part of the page with this id, whether it can be seen or not.
    pub(crate) fn parts(&self, test_id: &str) -> Vec<Element> {
        let found = self.execute("return all(`[data-testid=\"${arguments[0]}\"]`)", &[json!(test_id)]);
        found.as_array().into_iter().flatten().filter_map(Element::of).collect()
    }

    /// A part of the page with its text and an attribute, if it can be seen before long.
    fn appears(&self, test_id: &str, usable: bool, attribute: &str) -> Option<Value> {
        self.watch(PART, &[json!(test_id), json!(usable), json!(attribute)])
    }

    /// Tries until it works: the page may redraw itself, or something may still lie above the element.
    fn act(&self, test_id: &str, usable: bool, action: impl Fn(&Element) -> Result<(), Failure>) {
        let last = RefCell::new("it was never seen, or never usable".to_owned());
        wait::until_or(
            || match action(&Element::of(&self.appears(test_id, usable, "")?["part"])?) {
                Ok(()) => Some(()),
                Err(failure) => {
                    last.replace(failure.to_string());
                    None
                }
            },
            || {
                format!(
                    "{test_id} to be usable: {}; the page: {}",
                    last.borrow(),
                    self.text_of_page()
                )
            },
        );
    }
}
