//! Everything that Saidso promises, told as stories. Actors speak the product through HTTP and a real browser.

mod rule;
mod world;
