//! Short names between script and .wasm. wasm-bindgen names each import after what it is and with a hash, in both files: 1.7 kB
//! brotli in the .wasm, and 1.4 in the script.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use walrus::ModuleConfig;

use super::module::Module;

/// Gives the imports of a generated module short names.
///
/// # Errors
/// A file cannot be read or written, or the script does not have each name once.
pub(super) fn shorten(module: Module, folder: &Path) -> anyhow::Result<()> {
    let (wasm, script) = (folder.join(module.wasm()), folder.join(module.script()));
    let read = || -> anyhow::Result<_> {
        let bytes = fs::read(&wasm)?;
        let mut config = ModuleConfig::new();
        config.generate_name_section(false).generate_producers_section(false);
        config.parse(&bytes)
    };
    let mut binary = read().with_context(|| format!("cannot read {}", wasm.display()))?;
    let mut text = fs::read_to_string(&script).with_context(|| format!("cannot read {}", script.display()))?;
    for (number, import) in binary.imports.iter_mut().enumerate() {
        let short = short(number);
        // As the script defines it, in an object of its own lines.
        let (old, new) = (format!(" {}: ", import.name), format!(" {short}: "));
        ensure!(
            text.matches(&old).count() == 1,
            "{} does not define {} once",
            script.display(),
            import.name
        );
        text = text.replace(&old, &new);
        import.name = short;
    }
    fs::write(&script, text).with_context(|| format!("cannot write {}", script.display()))?;
    binary
        .emit_wasm_file(&wasm)
        .with_context(|| format!("cannot write {}", wasm.display()))
}

/// `a` to `z`, then `aa` and so on.
fn short(number: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    match number / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", short(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        let names = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(short);
        assert_eq!(names, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
