//! The modules that are made of the crate.

/// One module: a script, its types and a .wasm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Module {
    /// `orcamo-cert`: reads, judges and renews.
    Main,
    /// `orcamo-cert/tools`: writes the files of clients, and what people take with them.
    Tools,
}

impl Module {
    /// All of them, the one that is needed first at first.
    pub(crate) const ALL: [Self; 2] = [Self::Main, Self::Tools];

    /// The stem of its generated files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Main => "orcamo_cert",
            Self::Tools => "orcamo_cert_tools",
        }
    }

    /// Its place in the package, for `exports` of package.json.
    pub(crate) fn entry(self) -> &'static str {
        match self {
            Self::Main => ".",
            Self::Tools => "./tools",
        }
    }

    /// The arguments for cargo.
    pub(crate) fn features(self) -> [&'static str; 2] {
        match self {
            Self::Main => ["--no-default-features", "--features="],
            Self::Tools => ["--no-default-features", "--features=tools"],
        }
    }

    /// The script.
    pub(crate) fn script(self) -> String {
        format!("{}.js", self.name())
    }

    /// The types of what the script exports.
    pub(crate) fn types(self) -> String {
        format!("{}.d.ts", self.name())
    }

    /// The .wasm.
    pub(crate) fn wasm(self) -> String {
        format!("{}_bg.wasm", self.name())
    }
}
