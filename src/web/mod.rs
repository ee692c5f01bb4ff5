//! What every page needs and nothing of the domain.

pub mod choices;
pub mod forms;
pub mod frame;
