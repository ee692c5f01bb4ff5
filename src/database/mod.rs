//! Connections, workspace-scoped transactions, and the private server.

pub mod private;
