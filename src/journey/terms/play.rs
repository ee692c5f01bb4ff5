//! What a customer did after we tried something, and what became of what they agreed to do.

use super::words;

words! {
    /// What the customer did after a play.
    PlayResult {
        DidIt = "did_it",
        DidSomethingElse = "did_something_else",
        DidNothing = "did_nothing",
        /// We never got to it.
        NotTried = "not_tried",
    }
}

impl PlayResult {
    /// The button that says so.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DidIt => "They did it",
            Self::DidSomethingElse => "Something else",
            Self::DidNothing => "Nothing",
            Self::NotTried => "We have not tried it",
        }
    }

    /// What a page says of a play that ended so.
    pub const fn told(self) -> &'static str {
        match self {
            Self::DidIt => "they did it",
            Self::DidSomethingElse => "they did something else",
            Self::DidNothing => "they did nothing",
            Self::NotTried => "not tried",
        }
    }
}

words! {
    /// What became of what somebody at the customer agreed to do.
    CommitmentTurn {
        Kept = "kept",
        /// To another day.
        Moved = "moved",
        Dropped = "dropped",
    }
}
