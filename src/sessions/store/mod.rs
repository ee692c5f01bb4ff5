//! All SQL of this room. What is hidden is asked for twice: each query says what this viewer may see, and row level
//! security says it again.

mod deciding;
mod gathering;
mod hidden;
mod past;
mod state;

pub use deciding::*;
pub use gathering::*;
pub use hidden::*;
pub use past::*;
pub use state::*;
