//! The demo workspace: a believable company, made through the same commands as the pages.
//! Twelve deals are written by hand, about fifty are composed from parts. Both are scripts: what happened, in order,
//! told in days before today. `script` reads them, `compose` makes them; nothing here knows a database.

pub mod compose;
pub mod script;

#[cfg(test)]
mod rehearsal;
