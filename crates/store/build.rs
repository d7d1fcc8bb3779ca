//! Makes the list of migrations from the folder `migrations`: a new file is taken in by being there. Refuses to build
//! on a file whose name is not `NNNN_what.sql`, and on two with one number.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

fn main() {
    if let Err(sentence) = run() {
        eprintln!("{sentence}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    println!("cargo::rerun-if-changed=build.rs");
    // By its name in the package: a target directory that was copied from elsewhere sees the folder as well.
    println!("cargo::rerun-if-changed=migrations");
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = name.split_once('_').filter(|(n, _)| n.len() == 4 && name.ends_with(".sql"));
        let number = number.and_then(|(n, _)| n.parse::<i64>().ok());
        let number = number.ok_or_else(|| format!("migrations/{name}: name it NNNN_what.sql"))?;
        if let Some((other, _)) = found.insert(number, (name.clone(), path)) {
            return Err(format!("migrations/{name} and migrations/{other} have one number"));
        }
    }
    let mut list = String::from("&[\n");
    for (number, (name, path)) in &found {
        let _ = writeln!(
            list,
            "    Migration {{ number: {number}, name: {name:?}, sql: include_str!({:?}) }},",
            path.display().to_string()
        );
    }
    list.push(']');
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script where to write by the environment"
    )]
    let out = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    fs::write(Path::new(&out).join("migrations.rs"), list).map_err(|e| e.to_string())
}
