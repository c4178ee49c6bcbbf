//! What the tables for other programs say is taken as they stand now, not as they stood once.
