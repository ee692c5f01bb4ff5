//! All SQL of this room.

mod ahead;
mod lists;
mod read;
mod record;
mod resolved;
mod said;
mod watch;
mod write;

pub use ahead::{Ahead, Lived, ahead};
pub use lists::{
    Row, Sum, called, held, lived, open, sum_called, sum_held, sum_lived, sum_open, sum_won, won,
};
pub use read::{
    DealChance, Head as SaidHead, SpanRow, StateRow as SaidState, currency, head, spans, states,
};
pub use record::records;
pub use resolved::{
    Between, Resolved, SaidDeal, SaidSum, Whose, called_by_several, resolved, said_between,
    sum_between,
};
pub use said::{Statement, came_by, months_said, say_month, see_what_came, take_month};
pub use watch::{due, look_again, take};
pub use write::{
    Head, Known, OpenRow, StateRow, keep_lived, replace_open, say, say_span, say_state,
};
