//! What the operating system says, in words for the person at the keyboard.

use std::io::{Error, ErrorKind};

/// A message in which what the operating system said is put in plain words, with what to do about it: it ends in
/// "(os error 2)" where it comes from there.
#[must_use]
pub fn plainly(message: &str) -> String {
    let Some((before, number, after)) = parts(message) else {
        return message.to_owned();
    };
    let error = Error::from_raw_os_error(number);
    let said = error.to_string();
    let said = parts(&said).map_or("", |(said, ..)| said);
    let told = match (before.strip_suffix(said), words(error.kind())) {
        (Some(told), Some(words)) => format!("{told}{words}"),
        _ => before.to_owned(),
    };
    plainly(&format!("{told}{after}"))
}

/// What stands before the first number of the system, the number, and what stands after it.
fn parts(message: &str) -> Option<(&str, i32, &str)> {
    let (before, rest) = message.split_once(" (os error ")?;
    let (number, after) = rest.split_once(')')?;
    Some((before, number.parse().ok()?, after))
}

const fn words(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "there is no such file or folder: check its name",
        ErrorKind::PermissionDenied => {
            "the system does not permit it: change the permissions, or name another place"
        }
        ErrorKind::AlreadyExists => {
            "there is one of this name already: choose another name, or move that one away"
        }
        ErrorKind::IsADirectory => "it is a folder: name a file",
        ErrorKind::NotADirectory => "a part of its path is no folder: check the path",
        ErrorKind::StorageFull => "the disk is full: free some space",
        ErrorKind::QuotaExceeded => "your share of the disk is full: free some space",
        ErrorKind::ReadOnlyFilesystem => "what it lies on can only be read: name another place",
        ErrorKind::InvalidFilename => "the system takes no such name: choose a shorter one",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_put_in_plain_words() {
        let missing = Error::from_raw_os_error(2);
        let told = plainly(&format!("cannot read notes.txt: {missing}"));
        assert_eq!(
            told,
            "cannot read notes.txt: there is no such file or folder: check its name"
        );
        assert_eq!(
            plainly(&missing.to_string()),
            "there is no such file or folder: check its name"
        );
        let twice = plainly(&format!("a: {missing}; b ({missing})"));
        assert_eq!(
            twice,
            "a: there is no such file or folder: check its name; \
             b (there is no such file or folder: check its name)"
        );
    }

    #[test]
    fn what_has_no_words_of_ours_keeps_its_own() {
        assert_eq!(
            plainly("a: Strange thing (os error 987654)"),
            "a: Strange thing"
        );
        assert_eq!(
            plainly("a: not what the system says (os error 2)"),
            "a: not what the system says"
        );
        for message in ["a: no estimate", "", "(os error", "x (os error many)"] {
            assert_eq!(plainly(message), message);
        }
    }
}
