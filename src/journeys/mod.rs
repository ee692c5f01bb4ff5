//! Journeys: the published, versioned templates that deals follow.

pub mod library;
