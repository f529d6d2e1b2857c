//! Floor 5: what a project or an office has settled about the rules.

mod profile;

pub use profile::{Profile, ProfileError};
