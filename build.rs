//! How the program is linked.
//!
//! It stays loadable at any address, which costs some hundred thousand relative relocations: three megabytes that lie in memory
//! from the first moment on. In their packed form they are fifty kilobytes. The loader of glibc reads that form since 2.36
//! (Debian 12), so it is asked for only where the program is built for such a system, on it.

use std::env;
use std::process::Command;

/// The first glibc whose loader unpacks `DT_RELR`.
const UNPACKS: (u32, u32) = (2, 36);

#[expect(clippy::disallowed_methods, reason = "a build script is told everything through the environment")]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let here = env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    if here && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && glibc() >= Some(UNPACKS) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of this machine's glibc, where it says so.
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    let minor = minor.split('.').next()?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
