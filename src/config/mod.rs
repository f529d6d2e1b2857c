//! Floor 5: settings of a project or an organisation, as data.
//!
//! A settings file becomes a [`Layer`] by the table of [`keys`]; layers on top of each other are [`Settings`]; those
//! become a [`crate::linter::Selection`] for a file once the rules are known. Nothing here reads files: `project` does.

#[cfg(feature = "project")]
pub mod baseline;
#[cfg(feature = "project")]
pub mod edit;
mod effective;
mod hint;
#[cfg(feature = "project")]
mod ignore;
pub mod keys;
mod layer;
pub mod node;
#[cfg(feature = "training")]
mod pages;
mod profile;
#[cfg(feature = "cli")]
mod schema;
#[cfg(feature = "cli")]
mod template;

pub use effective::{Effective, Settings};
#[cfg(feature = "project")]
pub use ignore::{IgnoreList, Ignored, words_beside};
pub use layer::{Layer, Origin, Override, RuleLine, Said, Value};
#[cfg(feature = "training")]
pub use pages::{house_style_page, settings_page};
pub use profile::Profile;
#[cfg(feature = "cli")]
pub use schema::schema;
#[cfg(feature = "cli")]
pub use template::template;
