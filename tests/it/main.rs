//! Everything that Saidso promises, told as stories. Actors speak the product through HTTP and a real browser.

mod accounts;
mod demo;
mod evidence;
mod house;
mod journeys;
mod ledger;
mod passage;
mod people;
mod private_server;
mod rule;
mod templates;
mod transactions;
mod withdrawal;
mod world;
