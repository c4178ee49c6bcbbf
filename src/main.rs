//! The binary: parses the command line and calls the library.

const fn main() {}
