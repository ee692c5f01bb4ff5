//! What was wrong with a form, a sentence a field.

/// Sentences for the fields of one form; `whole` is about the form itself.
#[derive(Clone, Debug, Default)]
pub struct FormErrors {
    fields: Vec<(&'static str, String)>,
    whole: String,
}

impl FormErrors {
    pub fn add(&mut self, field: &'static str, sentence: impl Into<String>) {
        self.fields.push((field, sentence.into()));
    }
    pub fn of(&self, field: &str) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, sentence)| sentence)
    }
    pub fn any(&self) -> bool {
        !self.fields.is_empty() || !self.whole.is_empty()
    }
    pub fn whole(&self) -> &str {
        &self.whole
    }
}
