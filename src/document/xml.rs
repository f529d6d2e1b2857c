//! What XML formats share.
