//! Saidso: a deal moves when the customer says so.
//!
//! The map, in reading order. `journey` is the rule, pure; every room below it is a part of the product.
//! A request walks forward only: route → handler → rule → store → template.

pub mod accounts;
pub mod alternatives;
pub mod app;
pub mod bulk;
pub mod clock;
pub mod commands;
pub mod commitments;
pub mod config;
pub mod conversation;
pub mod database;
pub mod debriefs;
pub mod demo;
pub mod error;
pub mod evidence;
pub mod find;
pub mod focus;
pub mod ids;
pub mod inbox;
pub mod interval;
pub mod journey;
pub mod journeys;
pub mod learn;
pub mod ledger;
pub mod live;
pub mod logging;
pub mod mail;
pub mod money;
pub mod obstacles;
pub mod opportunities;
pub mod past;
pub mod people;
pub mod pipeline;
pub mod plays;
pub mod rates;
pub mod review;
pub mod seed;
pub mod sessions;
pub mod stakeholders;
pub mod views;
pub mod web;
