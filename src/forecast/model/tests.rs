//! The method, held against cases that can be reckoned by hand, and against brute force.

mod arithmetic;
mod honesty;
mod lives;
