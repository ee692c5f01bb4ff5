//! Folders that cargo does not know about: `sqlx::migrate!` embeds one, and the parts of two others become one style
//! sheet and one script, in the order of their numbers.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=migrations");
    join("static/css", "css", "saidso.css")?;
    join("static/js", "js", "app.js")
}

fn join(folder: &str, kind: &str, whole: &str) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={folder}");
    let mut parts = fs::read_dir(folder)?
        .map(|part| Ok(part?.path()))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    parts.retain(|part| part.extension().is_some_and(|found| found == kind));
    parts.sort();
    let text = parts
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?
        .join("\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join(whole), text)?;
    Ok(())
}
