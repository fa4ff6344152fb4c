//! A panic ends the module without a text. Nobody would see it: the module has no hook for panics, and a panic ends in a
//! `RuntimeError` either way. The texts, and the code that formats them, weigh 2.6 kB of brotli.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use walrus::{FunctionBuilder, FunctionId, FunctionKind};

use super::module::Module;

/// Called to panic, and for nothing else.
const PANICS: [&str; 9] = [
    "alloc::raw_vec::handle_error",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
    "std::panicking::",
];
/// Called for texts of panics only, in the first module: the lint `clippy::use_debug` holds that for the crate, and its dependencies there
/// format no value otherwise. What the tools depend on may.
const DEBUG: [&str; 2] = ["core::fmt::Debug>::fmt", "core::fmt::builders::PadAdapter"];
/// Another compiler may use other names; then these lists are to be revised.
const FEWEST: usize = 15;

/// Replaces what is called to panic with the instruction `unreachable`, before wasm-bindgen leaves out what is not called any more.
///
/// # Errors
/// The file cannot be read or written, or has not the functions that are expected.
pub(super) fn silence(kind: Module, wasm: &Path) -> anyhow::Result<()> {
    let read = || -> anyhow::Result<walrus::Module> { walrus::Module::from_buffer(&fs::read(wasm)?) };
    let mut module = read().with_context(|| format!("cannot read {}", wasm.display()))?;
    let found: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| {
            module
                .funcs
                .get(*id)
                .name
                .as_deref()
                .is_some_and(|name| is_silenced(kind, name))
        })
        .collect();
    ensure!(
        found.len() >= FEWEST,
        "{} has {} functions for panics, not {FEWEST} or more",
        wasm.display(),
        found.len()
    );
    for id in found {
        let signature = module.types.get(module.funcs.get(id).ty());
        let (parameters, results) = (signature.params().to_vec(), signature.results().to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        builder.func_body().unreachable();
        let arguments = parameters
            .iter()
            .map(|parameter| module.locals.add(*parameter))
            .collect();
        let local = builder.local_func(arguments);
        module.funcs.get_mut(id).kind = FunctionKind::Local(local);
    }
    module
        .emit_wasm_file(wasm)
        .with_context(|| format!("cannot write {}", wasm.display()))
}

fn is_silenced(module: Module, name: &str) -> bool {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    PANICS.iter().any(|panic| name.starts_with(panic))
        || module == Module::Main && DEBUG.iter().any(|debug| name.contains(debug))
}

#[cfg(test)]
mod tests {
    use super::{Module, is_silenced};

    #[test]
    fn what_panics_is_known_by_its_name_in_both_manglings() {
        for (name, expected) in [
            ("_RNvNtCsgXGp5Oqx2Ny_4core9panicking9panic_fmt", true),
            ("_RNvNtCsgXGp5Oqx2Ny_4core6option13expect_failed", true),
            ("_RNvXsj_NtCsgXGp5Oqx2Ny_4core3fmtcNtB5_5Debug3fmt", true),
            (
                "_ZN58_$LT$wasm_bindgen..JsValue$u20$as$u20$core..fmt..Debug$GT$3fmt17ha376348a108b4035E",
                true,
            ),
            (
                "_ZN63_$LT$orcamo_cert..error..Error$u20$as$u20$core..fmt..Display$GT$3fmt17h08d8ee8420b52775E",
                false,
            ),
            (
                "_ZN11orcamo_cert8renewal8exchange8Exchange5check17hd8c2c9275b94827cE",
                false,
            ),
            ("__wbindgen_malloc", false),
        ] {
            assert_eq!(is_silenced(Module::Main, name), expected, "{name}");
        }
    }
}
