//! Secrets that travel in cookies and links: 32 random bytes, of which only the SHA-256 is ever stored.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A fresh or presented secret. Its text is shown once, to the one it is for.
pub struct Token([u8; 32]);

impl Token {
    /// A new secret from the operating system's randomness.
    pub fn mint() -> Self {
        Self(rand::random())
    }

    /// Reads a presented secret; `None` when it cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// How it is written in a cookie or link: 43 characters.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored of it.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_as_itself_and_nonsense_as_nothing() {
        let token = Token::mint();
        assert_eq!(
            Token::read(&token.text()).map(|t| t.hash()),
            Some(token.hash())
        );
        assert!(Token::read("").is_none());
        assert!(Token::read("short").is_none());
        assert!(Token::read(&"é".repeat(22)).is_none());
    }
}
