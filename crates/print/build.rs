//! Stops a build early, with one sentence, when the fonts the papers are set in are not there yet. They are fetched
//! from their packages by the assets build and embedded in the binary; nothing third-party lives in this repository.

use std::path::Path;
use std::process::exit;

const FONTS: [&str; 6] = [
    "Tinos-Regular.ttf",
    "Tinos-Bold.ttf",
    "Tinos-Italic.ttf",
    "Tinos-BoldItalic.ttf",
    "BeVietnamPro-Regular.ttf",
    "BeVietnamPro-Bold.ttf",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist/print-fonts");
    let mut missing = Vec::new();
    for name in FONTS {
        let file = folder.join(name);
        println!("cargo:rerun-if-changed={}", file.display());
        if !file.is_file() {
            missing.push(name);
        }
    }
    if !missing.is_empty() {
        eprintln!(
            "The fonts for printing are missing from assets/dist/print-fonts ({}): run `make assets` first.",
            missing.join(", ")
        );
        exit(1);
    }
}
