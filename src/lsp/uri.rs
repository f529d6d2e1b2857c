//! URIs of documents, and the paths that some of them are.
//!
//! A URI is kept as the client wrote it: clients compare them as texts, and no two escape the same letters.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;
use url::Url;

/// The path of a file; `None` for a document that is no file: untitled, remote, or inside of an archive.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let url = Url::parse(&uri.0).ok().filter(|url| url.scheme() == "file")?;
    url.to_file_path().ok()
}

/// The URI of an absolute path.
pub fn of_path(path: &Path) -> Option<Uri> {
    Url::from_file_path(path).ok().map(|url| Uri(url.into()))
}

/// What the document is called: the path of a file, or the last part of another URI. Its end tells the format.
pub fn name(uri: &Uri) -> String {
    match path(uri) {
        Some(path) => path.display().to_string(),
        None => {
            let whole = uri.0.split(['?', '#']).next().unwrap_or_default();
            whole.rsplit(['/', ':']).next().unwrap_or(whole).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn files_have_paths_and_others_names() {
        let uri = Uri::from("file:///nha/b%C3%A0i%20vi%E1%BA%BFt.md");
        assert_eq!(path(&uri).unwrap(), Path::new("/nha/bài viết.md"));
        assert_eq!(of_path(Path::new("/nha/bài viết.md")).unwrap(), uri);
        for (uri, called) in [
            ("untitled:Untitled-1", "Untitled-1"),
            ("vscode-vfs://github/nha/bai.md?x=1", "bai.md"),
            ("not a uri", "not a uri"),
        ] {
            assert_eq!((path(&uri.into()), name(&uri.into()).as_str()), (None, called));
        }
    }
}
