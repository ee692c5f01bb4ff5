//! What the customer could do instead, and how risky it looks to them.

use super::words;

words! {
    /// What an alternative is. Doing nothing is none of these: it is there on every deal.
    AlternativeKind {
        Patch = "patch",
        Build = "build",
        Competitor = "competitor",
        Incumbent = "incumbent",
        OtherSpending = "other_spending",
        Wait = "wait",
    }
}

impl AlternativeKind {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Patch => "Patch the present way",
            Self::Build => "Build it themselves",
            Self::Competitor => "A named competitor",
            Self::Incumbent => "Their present supplier extends",
            Self::OtherSpending => "Spend the money on something else",
            Self::Wait => "Wait",
        }
    }
}

words! {
    /// How risky a way looks to somebody.
    Risk {
        Low = "low",
        Some = "some",
        High = "high",
        Unknown = "unknown",
    }
}

impl Risk {
    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "low risk",
            Self::Some => "some risk",
            Self::High => "high risk",
            Self::Unknown => "not clear",
        }
    }
}
