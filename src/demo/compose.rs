//! Composes the rest.
