//! The script that makes the objects of JavaScript from the fields that `src/web/main/objects.rs` sends, in their order: written from the
//! types that wasm-bindgen declares, which are derived from the same Rust structures.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail, ensure};

/// What is made: `make<Name>` is exported of each.
const ROOTS: [&str; 4] = ["Certificate", "Eligibility", "Inspection", "Presented"];

/// Reads fields; the same whatever they are.
const READER: &str = include_str!("objects/reader.js");

/// Writes the script from the declarations, where it is another one. Gives whether it was: the module is built anew then.
///
/// # Errors
/// A declaration has a form that is not expected here, or the script cannot be written.
pub(super) fn write(declarations: &Path, script: &Path) -> anyhow::Result<bool> {
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let made = made(&read(declarations)?)?;
    if read(script)? == made {
        return Ok(false);
    }
    std::fs::write(script, made).with_context(|| format!("cannot write {}", script.display()))?;
    Ok(true)
}

/// A field of an interface.
struct Field<'a> {
    name: &'a str,
    kind: &'a str,
}

/// An interface, with the fields of the one that it extends behind its own, as serde flattens them.
struct Interface<'a> {
    base: Option<&'a str>,
    fields: Vec<Field<'a>>,
    /// A member that is no field with a type.
    unexpected: Option<&'a str>,
}

fn made(declarations: &str) -> anyhow::Result<String> {
    let interfaces = interfaces(declarations);
    let mut order = Vec::new();
    for root in ROOTS {
        visit(root, &interfaces, &mut order)?;
    }
    let mut script = String::from(
        "// @ts-check
// Makes objects from fields in the order of the Rust structures. `cargo xtask build` writes this file
// from the declarations that are derived from those.

",
    );
    for name in &order {
        writeln!(
            script,
            "/** @typedef {{import(\"../../../dist/npm/orcamo_cert.js\").{name}}} {name} */"
        )?;
    }
    write!(script, "\n{READER}")?;
    for name in &order {
        write!(
            script,
            "\n/** @param {{Fields}} fields @returns {{{name}}} */\nconst {} = (fields) => ({{\n",
            function(name)
        )?;
        for Field { name, kind } in fields(name, &interfaces)? {
            writeln!(script, "  {name}: {},", reading(kind, &interfaces)?)?;
        }
        script.push_str("});\n");
    }
    for root in ROOTS {
        write!(
            script,
            "\n/** @param {{string}} texts @param {{Int32Array}} numbers */\nexport const make{root} = (texts, numbers) =>\n  {}(new Fields(texts, numbers));\n",
            function(root)
        )?;
    }
    Ok(script)
}

/// Puts an interface behind those that it needs.
fn visit<'a>(
    name: &'a str,
    interfaces: &BTreeMap<&'a str, Interface<'a>>,
    order: &mut Vec<&'a str>,
) -> anyhow::Result<()> {
    if order.contains(&name) {
        return Ok(());
    }
    for Field { kind, .. } in fields(name, interfaces)? {
        let kind = kind.trim_end_matches(" | null").trim_end_matches("[]");
        if interfaces.contains_key(kind) {
            visit(kind, interfaces, order)?;
        }
    }
    order.push(name);
    Ok(())
}

fn fields<'i, 'a>(name: &str, interfaces: &'i BTreeMap<&'a str, Interface<'a>>) -> anyhow::Result<Vec<&'i Field<'a>>> {
    let interface = interfaces
        .get(name)
        .with_context(|| format!("no interface {name} is declared"))?;
    if let Some(member) = interface.unexpected {
        bail!("{name} has a member of an unexpected form: {member}");
    }
    let mut all: Vec<&Field<'a>> = interface.fields.iter().collect();
    if let Some(base) = interface.base {
        all.extend(fields(base, interfaces)?);
    }
    let names: BTreeSet<&str> = all.iter().map(|field| field.name).collect();
    ensure!(names.len() == all.len(), "{name} has a field twice");
    Ok(all)
}

/// How a field of this type is read.
fn reading(kind: &str, interfaces: &BTreeMap<&str, Interface<'_>>) -> anyhow::Result<String> {
    if let Some(item) = kind.strip_suffix("[]") {
        return Ok(match item {
            "string" => "fields.texts()".to_owned(),
            item if interfaces.contains_key(item) => format!("fields.list({})", function(item)),
            item => {
                ensure!(
                    is_name(item) && item != "number" && item != "boolean",
                    "a list of {item}"
                );
                "fields.names()".to_owned()
            }
        });
    }
    let (kind, or_null) = match kind.strip_suffix(" | null") {
        Some(kind) => (kind, "OrNull"),
        None => (kind, ""),
    };
    Ok(match kind {
        "string" => format!("fields.text{or_null}()"),
        "number" => format!("fields.number{or_null}()"),
        "boolean" => format!("fields.boolean{or_null}()"),
        kind if interfaces.contains_key(kind) && or_null.is_empty() => format!("{}(fields)", function(kind)),
        kind if interfaces.contains_key(kind) => format!("fields.objectOrNull({})", function(kind)),
        kind => {
            ensure!(is_name(kind), "a field of the type {kind}");
            format!("fields.name{or_null}()")
        }
    })
}

/// The function that makes an object of this interface.
fn function(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn is_name(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric)
}

/// The interfaces with their fields in their order. What may be missing is set elsewhere, and is none of them.
fn interfaces(declarations: &str) -> BTreeMap<&str, Interface<'_>> {
    let mut found: BTreeMap<&str, Interface<'_>> = BTreeMap::new();
    let mut lines = declarations.lines();
    while let Some(line) = lines.next() {
        let Some(head) = line
            .strip_prefix("export interface ")
            .and_then(|rest| rest.strip_suffix(" {"))
        else {
            continue;
        };
        let (name, base) = match head.split_once(" extends ") {
            Some((name, base)) => (name, Some(base)),
            None => (head, None),
        };
        let mut fields = Vec::new();
        let mut unexpected = None;
        for line in lines.by_ref().take_while(|line| *line != "}") {
            let line = line.trim();
            if line.starts_with("/*") || line.starts_with('*') {
                continue;
            }
            let member = line.strip_suffix(';').and_then(|line| line.split_once(": "));
            let Some((field, kind)) = member.filter(|(field, _)| is_name(field.trim_end_matches('?'))) else {
                unexpected = Some(line);
                continue;
            };
            if !field.ends_with('?') {
                fields.push(Field { name: field, kind });
            }
        }
        let known = found.entry(name).or_insert(Interface {
            base: None,
            fields: Vec::new(),
            unexpected,
        });
        known.base = known.base.or(base);
        known.fields.extend(fields);
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::{interfaces, reading};

    const DECLARATIONS: &str =
        "export interface Key {\n    /**\n     * Its size: in bits.\n     */\n    bits: number | null;\n}\n
export interface Base {\n    kind: Kind;\n    keys: Key[];\n    extra?: Uint8Array;\n}\n
export interface Whole extends Base {\n    name: string | null;\n    key: Key | null;\n}\n";

    #[test]
    fn a_base_is_read_behind_what_extends_it() {
        let found = interfaces(DECLARATIONS);
        let names: Vec<&str> = super::fields("Whole", &found)
            .unwrap()
            .iter()
            .map(|field| field.name)
            .collect();
        assert_eq!(names, ["name", "key", "kind", "keys"]);
    }

    #[test]
    fn each_type_is_read_in_its_way() {
        let found = interfaces(DECLARATIONS);
        for (kind, expected) in [
            ("string | null", "fields.textOrNull()"),
            ("boolean", "fields.boolean()"),
            ("Kind", "fields.name()"),
            ("Kind[]", "fields.names()"),
            ("Key", "key(fields)"),
            ("Key | null", "fields.objectOrNull(key)"),
            ("Key[]", "fields.list(key)"),
        ] {
            assert_eq!(reading(kind, &found).unwrap(), expected);
        }
        assert!(reading("string | Date", &found).is_err());
    }

    #[test]
    fn a_member_of_another_form_is_refused() {
        for member in ["call(): void", "call(index: number): void", "readonly memory: Memory"] {
            let declarations = format!("export interface Odd {{\n    {member};\n}}\n");
            let found = interfaces(&declarations);
            assert!(super::fields("Odd", &found).is_err(), "{member}");
        }
    }
}
