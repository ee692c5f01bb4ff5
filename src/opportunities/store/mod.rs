//! All SQL of this room.

mod acts;
mod deal;
mod history;
mod lapses;
mod playbook;
mod several;

pub use acts::*;
pub use deal::*;
pub use history::{Event, history};
pub use lapses::*;
pub use playbook::{Facts, facts_of, stages, tailorings, worded_verifiers};
pub use several::{Several, change_several, several, take_several};
