//! Everything that Saidso promises, told as stories. Actors speak the product through HTTP and a real browser.

mod demo;
mod house;
mod people;
mod pipeline;
mod private_server;
mod rule;
mod templates;
mod transactions;
mod world;
