//! Two folders that cargo does not know about: `sqlx::migrate!` embeds one, and the other becomes one style sheet,
//! its files in the order of their numbers.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=static/css");
    let mut parts = fs::read_dir("static/css")?
        .map(|part| Ok(part?.path()))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    parts.retain(|part| part.extension().is_some_and(|kind| kind == "css"));
    parts.sort();
    let sheet = parts
        .iter()
        .map(fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?
        .join("\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("saidso.css"), sheet)?;
    Ok(())
}
