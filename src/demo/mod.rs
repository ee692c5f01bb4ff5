//! The demo workspace: a believable company, made through the same commands as the pages.
