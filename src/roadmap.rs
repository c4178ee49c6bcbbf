//! Work packages, dependencies and dates.
