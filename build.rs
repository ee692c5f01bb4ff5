//! A new migration file is part of the program: build again when the folder changes.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
