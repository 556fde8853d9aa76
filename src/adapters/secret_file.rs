//! Files with secrets that were typed in the console: this program alone may read them, and they are there whole or not at all.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::ports::entropy::Entropy;

/// Writes a secret as the first line of a file, in the place of one that may be there. Its folder is made if need be.
pub fn write_secret(path: &Path, secret: &str, entropy: &dyn Entropy) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let draft = path.with_extension(format!("{:032x}.part", u128::from_be_bytes(entropy.bytes16())));
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).and_then(|mut file| {
        file.write_all(secret.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&draft, path)
    });
    if written.is_err() && draft.exists() {
        fs::remove_file(&draft)?;
    }
    written
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }
    }

    #[test]
    fn a_secret_replaces_the_one_before_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secrets/mail");
        for secret in ["first and longer", "second"] {
            write_secret(&path, secret, &Counting).expect("written");
        }
        assert_eq!(fs::read_to_string(&path).expect("a file"), "second\n");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().expect("a folder"))), (0o600, 0o700));
        assert_eq!(fs::read_dir(folder.path().join("secrets")).expect("a folder").count(), 1, "no draft is left");
    }
}
