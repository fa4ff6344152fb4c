//! What a download weighs.

use std::fs;
use std::path::Path;

use anyhow::Context;

/// Prints each file of a folder with its size in kB (1000 bytes), raw and as brotli quality 11.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn print(folder: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    files.sort();
    for (name, raw, brotli) in files {
        println!(
            "  {name:<28} {:>8} kB {:>8} kB brotli",
            kilobytes(raw),
            kilobytes(brotli)
        );
    }
    Ok(())
}

fn collect(top: &Path, folder: &Path, files: &mut Vec<(String, usize, usize)>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(top, &path, files)?;
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.strip_prefix(top).unwrap_or(&path).display().to_string();
        files.push((name, bytes.len(), brotli_size(&bytes)?));
    }
    Ok(())
}

fn brotli_size(bytes: &[u8]) -> anyhow::Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut reader = bytes;
    let mut compressed = Vec::new();
    Ok(brotli::BrotliCompress(&mut reader, &mut compressed, &parameters)?)
}

/// Thousands of bytes with one decimal.
fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}
