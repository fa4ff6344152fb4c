//! What the page says of one file.

use serde_json::Value;

/// A card of the page as it was at one instant.
#[derive(Debug, Clone)]
pub struct Card(Value);

/// All cards, read in one go: the page may redraw itself between two questions.
pub(crate) const READ_CARDS: &str = r#"
    return all('[data-testid="card"]').map((card) => ({
        decision: card.dataset.decision ?? "",
        code: card.dataset.code ?? "",
        recognized: card.dataset.recognized ?? "",
        busy: card.getAttribute("aria-busy") === "true",
        text: card.innerText,
        parts: Object.fromEntries([...card.querySelectorAll("[data-testid]")]
            .map((part) => [part.dataset.testid, part.innerText])),
    }));
"#;

impl Card {
    pub(crate) fn all(cards: &Value) -> Vec<Self> {
        cards.as_array().into_iter().flatten().cloned().map(Self).collect()
    }

    /// Whether the page has made up its mind about the file.
    pub(crate) fn is_settled(&self) -> bool {
        self.0["busy"] == Value::Bool(false)
    }

    /// `data-decision`; empty when the file could not be read.
    #[must_use]
    pub fn decision(&self) -> &str {
        self.0["decision"].as_str().unwrap_or_default()
    }

    /// `data-code`; empty when the file could be read.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0["code"].as_str().unwrap_or_default()
    }

    /// `data-recognized`: what a file is that is no certificate and nothing wrong; empty for any other.
    #[must_use]
    pub fn recognized(&self) -> &str {
        self.0["recognized"].as_str().unwrap_or_default()
    }

    /// Everything on it that can be seen.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0["text"].as_str().unwrap_or_default()
    }

    /// The text of the part with this `data-testid`; empty when there is none.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        self.0["parts"][name].as_str().unwrap_or_default()
    }
}
