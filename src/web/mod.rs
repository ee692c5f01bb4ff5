//! What every page needs and nothing of the domain.
