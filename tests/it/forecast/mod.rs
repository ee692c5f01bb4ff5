//! The forecast: what it is worth, what it shows, and that every number of it is the sum of the deals it opens to.

mod coverage;
mod stories;
mod truth;
