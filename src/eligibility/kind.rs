//! What a certificate is for, by its common name.

use serde::Serialize;

/// The kind of certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `clientXXX`: terminals, and today API and backup use too.
    Client,
    /// `dbXXX`: the database connection service.
    Db,
    /// `apiXXX`: no longer issued, not renewed.
    Api,
    /// `backupXXX`: no longer issued, not renewed.
    Backup,
    /// Anything else.
    Unknown,
}

const PREFIXES: &[(&str, Kind)] = &[
    ("client", Kind::Client),
    ("db", Kind::Db),
    ("api", Kind::Api),
    ("backup", Kind::Backup),
];

impl Kind {
    /// The prefix, then at least one digit (public file names show four; the exact shape is not published).
    pub fn of(common_name: Option<&str>) -> Self {
        let digit_follows = |rest: &str| rest.starts_with(|character: char| character.is_ascii_digit());
        PREFIXES
            .iter()
            .find(|(prefix, _)| {
                common_name
                    .and_then(|name| name.strip_prefix(prefix))
                    .is_some_and(digit_follows)
            })
            .map_or(Self::Unknown, |(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_known_prefix_and_a_digit_decide_the_kind() {
        for (name, kind) in [
            ("client0001", Kind::Client),
            ("client1", Kind::Client),
            ("client0001-2", Kind::Client),
            ("db0002", Kind::Db),
            ("api0005", Kind::Api),
            ("backup0006", Kind::Backup),
        ] {
            assert_eq!(Kind::of(Some(name)), kind, "{name}");
        }
    }

    #[test]
    fn anything_else_is_of_unknown_kind() {
        for name in [
            "",
            "client",
            "clientA",
            "Client0001",
            " client0001",
            "clienteling1",
            "dbx",
            "auth.example",
            "client１",
        ] {
            assert_eq!(Kind::of(Some(name)), Kind::Unknown, "{name}");
        }
        assert_eq!(Kind::of(None), Kind::Unknown);
    }
}
