//! JavaScript as it is served: without comments, white space and long names of its own. Nothing else is changed.

use anyhow::bail;
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::Mangler;
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A module of JavaScript.
#[derive(Debug)]
pub(super) struct Script {
    /// What is served.
    pub(super) code: String,
    /// What it imports as it is loaded, in no order: the specifiers of static imports. Those in comments are types, and none.
    pub(super) imports: Vec<String>,
}

impl Script {
    /// Reads the source of an ES module.
    ///
    /// # Errors
    /// It cannot be parsed.
    pub(super) fn read(source: &str) -> anyhow::Result<Self> {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
        if parsed.panicked || !parsed.diagnostics.is_empty() {
            bail!("{:?}", parsed.diagnostics);
        }
        let imports = parsed.module_record.requested_modules.keys();
        let imports = imports.map(|specifier| specifier.to_string()).collect();
        let names = Mangler::new().build(&parsed.program);
        let code = Codegen::new()
            .with_options(CodegenOptions::minify())
            .with_scoping(Some(names.scoping))
            .with_private_member_mappings(Some(names.class_private_mappings))
            .build(&parsed.program)
            .code;
        Ok(Self { code, imports })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::Script;

    #[test]
    fn what_is_served_has_no_comments_and_short_names_and_exports_what_it_did() {
        let source = "// a comment\nimport { first } from \"./first.js\";\n/** @typedef {import(\"./types.js\").Type} Type */\nexport function second(argument) { const long = argument; return first(long, `a  b`); }\n";
        let script = Script::read(source).unwrap();
        assert_eq!(script.imports, ["./first.js"]);
        assert!(
            !script.code.contains("comment") && !script.code.contains("long"),
            "{}",
            script.code
        );
        assert!(script.code.contains("`a  b`"), "{}", script.code);
        assert!(
            script.code.contains("second") && script.code.contains("first"),
            "{}",
            script.code
        );
    }

    #[test]
    fn what_is_no_javascript_is_refused() {
        assert!(Script::read("export const = 1;").is_err());
    }
}
