pub mod store;
pub struct AccountName(String);
impl AccountName {
    pub const MOST: usize = 120;
    pub fn parse(t: &str) -> Result<Self, &'static str> {
        if t.trim().is_empty() {
            Err("Which company is it?")
        } else {
            Ok(Self(t.trim().into()))
        }
    }
    pub fn text(&self) -> &str {
        &self.0
    }
}
pub struct ContactName(String);
impl ContactName {
    pub fn parse(t: &str) -> Result<Self, &'static str> {
        if t.trim().is_empty() {
            Err("Who?")
        } else {
            Ok(Self(t.trim().into()))
        }
    }
    pub fn text(&self) -> &str {
        &self.0
    }
}
