//! Names of things in a definition file: lower-case letters, digits and hyphens.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};

/// A name that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "an id is lower-case letters, digits and hyphens, and begins with a letter or digit; that of an option or criterion is any text on one line"
)]
pub struct IdError;

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// A name that people give: any text on one line without blanks around it.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.chars().any(char::is_control)
}

/// Reads text into its place at once: the common way makes a `String` of it first, for every id in a journal.
pub(crate) fn shared<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
    struct Text;

    impl Visitor<'_> for Text {
        type Value = Arc<str>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a text")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Arc<str>, E> {
            Ok(text.into())
        }
    }

    from.deserialize_str(Text)
}

macro_rules! ids {
    ($allowed:ident: $($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(#[serde(deserialize_with = "shared")] Arc<str>);

        impl $name {
            /// An id from text that is not checked: for names that a file or the code has vouched for.
            #[must_use]
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(text.as_ref().into())
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                if $allowed(text) { Ok(Self(text.into())) } else { Err(IdError) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! { is_id:
    /// A block of the agenda.
    BlockId;
    /// A topic; unique in its playbook.
    TopicId;
    /// An output of a block; unique in its playbook.
    OutputId;
    /// A sheet.
    SheetId;
    /// A column of a sheet.
    ColumnId;
    /// An environment: production, pre-production.
    Environment;
}

// Published tables call their options A and their criteria C1, and the names are the author's.
ids! { is_name:
    /// An option of a rubric.
    OptionId;
    /// A criterion of a rubric.
    CriterionId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        assert!("aws-msk".parse::<BlockId>().is_ok());
        for bad in ["", "-a", "A", "a b", "é", "a_b"] {
            assert_eq!(bad.parse::<BlockId>(), Err(IdError), "{bad}");
        }
    }
}
