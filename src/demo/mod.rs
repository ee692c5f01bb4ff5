//! The demo workspace: a believable company, made through the same commands as the pages.
//! Twelve deals are written by hand, about a hundred and thirty are composed from parts, more than half of them of earlier
//! years. Both are scripts: what happened, in order, told in days before today; and beside it what the team made of that.
//! `script` reads them, `compose` makes them, `timetable` gives every event its moment, and `load` plays them. `playbook`
//! is what the company's journeys came to ask on the way.

mod afterwards;
mod beginner;
pub mod compose;
mod kept;
pub mod links;
mod load;
mod playbook;
mod player;
pub mod script;
mod timetable;
pub mod workspace;

pub use load::{Progress, find, load};

#[cfg(test)]
mod rehearsal;
