//! Text that people write, as types: tidied, without control characters, and never longer than its column.

/// One line: every stretch of white space becomes one space.
pub fn line(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines, as they were broken, without white space at either end.
pub fn lines(typed: &str) -> String {
    let plain: String = typed
        .replace("\r\n", "\n")
        .chars()
        .map(|letter| match letter {
            '\r' => '\n',
            '\n' | '\t' => letter,
            other if other.is_control() => ' ',
            other => other,
        })
        .collect();
    plain.trim().to_owned()
}

/// The text, or the sentence that says by how much it is too long.
pub fn within(text: String, most: usize) -> Result<String, String> {
    match text.chars().count() {
        length if length <= most => Ok(text),
        length => Err(format!(
            "Please keep it to {most} characters; these are {length}."
        )),
    }
}

/// Declares types for text of one kind each: `Name: line up to 80, or "It needs a name.";`.
/// Without the sentence the text may be empty. The limits are those of the columns.
macro_rules! written {
    ($($(#[$doc:meta])* $name:ident: $shape:ident up to $most:literal $(, or $missing:literal)?;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const MOST: usize = $most;

            /// Reads what was typed. An `Err` is the sentence for beside the field.
            pub fn parse(typed: &str) -> Result<Self, String> {
                let text = $crate::web::written::$shape(typed);
                $(if text.is_empty() {
                    return Err($missing.to_owned());
                })?
                $crate::web::written::within(text, Self::MOST).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::web::written::written!(@none $name $($missing)?);
    )+};
    (@none $name:ident $missing:literal) => {};
    (@none $name:ident) => {
        impl Default for $name {
            /// Nothing was written.
            fn default() -> Self {
                Self(String::new())
            }
        }
    };
}
pub(crate) use written;

#[cfg(test)]
mod tests {
    use super::*;

    written! {
        Name: line up to 5, or "It needs a name.";
        Note: lines up to 12;
    }

    #[test]
    fn a_line_is_one_line_whatever_was_pasted() {
        assert_eq!(line("  Acme \t\r\n Ltd\0 "), "Acme Ltd");
        assert_eq!(Name::parse(" a  b ").as_ref().map(Name::as_str), Ok("a b"));
    }

    #[test]
    fn lines_stay_broken_where_they_were() {
        assert_eq!(lines(" a\r\nb\rc\u{0}d \n"), "a\nb\nc d");
        assert_eq!(Note::parse("").as_ref().map(Note::as_str), Ok(""));
    }

    #[test]
    fn what_is_missing_or_too_long_is_said_in_a_sentence() {
        assert_eq!(Name::parse(" \n").unwrap_err(), "It needs a name.");
        assert_eq!(
            Name::parse("ééééé6").unwrap_err(),
            "Please keep it to 5 characters; these are 6."
        );
    }
}
