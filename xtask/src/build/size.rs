//! What a download weighs.

use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::project::Project;

/// Prints each file of a folder with its size in kB (1000 bytes), raw and as brotli quality 11.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn print(project: &Project, folder: &Path) -> anyhow::Result<()> {
    println!(
        "\n{:<24} {:>10} {:>10}",
        project.short(folder).to_string(),
        "kB",
        "brotli"
    );
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .with_context(|| format!("cannot read {}", folder.display()))?;
    files.sort();
    for path in files {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        println!(
            "  {:<22} {:>10} {:>10}",
            path.file_name().unwrap_or_default().to_string_lossy(),
            kilobytes(bytes.len()),
            kilobytes(brotli_size(&bytes)?)
        );
    }
    Ok(())
}

/// The size of a file, as a person reads it.
///
/// # Errors
/// There is no such file.
pub(crate) fn of(file: &Path) -> anyhow::Result<String> {
    let metadata = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(format!("{:.1} kB", metadata.len() as f64 / 1000.0))
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
