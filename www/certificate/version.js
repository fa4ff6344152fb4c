// @ts-check
// The version of page and modules. `cargo xtask build` writes this file from Cargo.toml.

export const VERSION = "0.1.0";
