//! The language of the pipeline's addresses: which deals, in which order, in which columns. An address can be
//! bookmarked, sent to a colleague, saved as a view and exported; whatever it says is told on the page.
//!
//! [`Asked`] is what an address says, as text; [`Filter`], [`Sort`] and [`Columns`] what is meant by it.

mod asked;
mod chips;
mod columns;
mod filter;
mod place;
mod sort;

pub use asked::Asked;
pub use chips::Chip;
pub use columns::{Column, Columns};
pub use filter::{Ending, Filter, Shelf};
pub use place::{Key, Place};
pub use sort::{Order, Sort};
