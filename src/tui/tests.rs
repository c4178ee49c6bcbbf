//! Key-sequence tests and pictures of the screens.
