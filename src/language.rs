//! The languages in which people read.

use serde::Serialize;

/// The language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Japanese.
    #[default]
    Japanese,
    /// English.
    English,
}

impl Language {
    /// `ja` or `en`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "ja" => Some(Self::Japanese),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// A name for people, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Name {
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}
