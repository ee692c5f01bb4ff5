//! What somebody was doing on the shared page when they were refused: it stays on the page as they typed it.

use crate::ids::VerifierId;
use crate::{evidence::form::EvidenceForm, opportunities::reason, web::FormErrors};
use uuid::Uuid;

/// What stays on the page.
#[derive(Default)]
pub enum Doing {
    #[default]
    Reading,
    Recording(Box<EvidenceForm>),
    /// One of the small forms, by the act it is for and the thing it acts on.
    Filling {
        act: &'static str,
        on: Uuid,
        filling: Filling,
    },
    /// A passage was refused, with this sentence.
    Passing(String),
}

/// A small form as it was refused: what was typed, and what is wrong with it. Empty for one that nobody sent.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    typed: Vec<(&'static str, String)>,
    pub errors: FormErrors,
}

impl Filling {
    /// What was typed, by the names of the fields.
    pub fn new(
        typed: impl IntoIterator<Item = (&'static str, String)>,
        errors: FormErrors,
    ) -> Self {
        Self {
            typed: typed.into_iter().collect(),
            errors,
        }
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> &str {
        let typed = self.typed.iter().find(|(name, _)| *name == field);
        typed.map_or("", |(_, value)| value)
    }

    /// The same form, where it stood under this verifier; elsewhere on the page it was not sent.
    pub fn under(self, verifier: VerifierId) -> Self {
        let place = self.value("under");
        if place.is_empty() || place == verifier.to_string() {
            self
        } else {
            Self::default()
        }
    }

    /// It was refused, so its fold stays open.
    pub fn is_open(&self) -> bool {
        self.errors.any()
    }
}

impl Doing {
    /// A small form was refused.
    pub fn filling(act: &'static str, on: impl Into<Uuid>, filling: Filling) -> Self {
        let on = on.into();
        Self::Filling { act, on, filling }
    }

    /// A small form that asks for a reason and nothing else was refused for it.
    pub fn reasoning(
        act: &'static str,
        on: impl Into<Uuid>,
        input: reason::Input,
        error: impl Into<String>,
    ) -> Self {
        let mut errors = FormErrors::default();
        errors.add("reason", error);
        let typed = [("reason", input.reason), ("under", input.under)];
        Self::filling(act, on, Filling::new(typed, errors))
    }

    /// The small form for an act on a thing, as the page has to draw it.
    pub fn of(&self, act: &str, on: impl Into<Uuid>) -> Filling {
        match self {
            Self::Filling {
                act: done,
                on: subject,
                filling,
            } if *done == act && *subject == on.into() => filling.clone(),
            _ => Filling::default(),
        }
    }
}
