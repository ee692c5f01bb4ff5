//! What is left to chance can be repeated.

/// The number that a random story begins with: `SAIDSO_SEED`, where a story is to be told again, else any. It is printed,
/// and seen where the story fails.
pub fn seed() -> u64 {
    let told = std::env::var("SAIDSO_SEED").ok();
    let seed = told.map_or_else(rand::random, |told| {
        told.parse().expect("SAIDSO_SEED is a number")
    });
    println!("seed {seed} (repeat with SAIDSO_SEED={seed})");
    seed
}
