//! The product, told in tests: one binary, a file per story.

mod templates;
