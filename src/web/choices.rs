//! What a select, a list of boxes or a row of cards offers.

/// One thing to choose, as the field macros of `templates/parts/fields.html` draw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A line of explanation below the label; empty when the label is enough.
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
            chosen: false,
        }
    }

    #[must_use]
    pub fn explained(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    #[must_use]
    pub fn chosen_if(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// Choices under a heading, for a long list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceGroup {
    pub heading: String,
    pub choices: Vec<Choice>,
}
