//! Everything that Saidso promises, told as stories. Actors speak the product through HTTP and a real browser.

mod accounts;
mod browser;
mod challenge;
mod demo;
mod details;
mod evidence;
mod house;
mod house_rules;
mod journeys;
mod lapse;
mod ledger;
mod links;
mod outcome;
mod passage;
mod people;
mod pipeline;
mod places;
mod private_server;
mod promises;
mod routes;
mod rule;
mod tailoring;
mod templates;
mod transactions;
mod withdrawal;
mod world;
