//! A virus scanner on the ClamAV protocol (`clamd`, command `INSTREAM`): the file travels in pieces, each behind its length.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use crate::ports::scanner::{Scanned, Scanner, ScannerError};

/// How much travels at once.
const PIECE: usize = 64 * 1024;
/// The longest verdict that is read: a name of a virus is short.
const VERDICT: u64 = 4096;
/// How long it is waited for the scanner, at each step.
const PATIENCE: Duration = Duration::from_secs(30);

/// A scanner at an address such as `127.0.0.1:3310`.
pub struct ClamAv {
    address: String,
}

impl ClamAv {
    /// The scanner at an address.
    pub const fn at(address: String) -> Self {
        Self { address }
    }

    fn connect(&self) -> io::Result<TcpStream> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in self.address.to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, PATIENCE) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(PATIENCE))?;
                    stream.set_write_timeout(Some(PATIENCE))?;
                    return Ok(stream);
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn ask(&self, file: &mut dyn Read) -> io::Result<Vec<u8>> {
        let mut stream = self.connect()?;
        stream.write_all(b"zINSTREAM\0")?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = file.read(&mut piece)?;
            stream.write_all(&u32::try_from(read).unwrap_or_default().to_be_bytes())?;
            if read == 0 {
                break;
            }
            stream.write_all(piece.get(..read).unwrap_or_default())?;
        }
        stream.flush()?;
        let mut verdict = Vec::new();
        stream.take(VERDICT).read_to_end(&mut verdict)?;
        Ok(verdict)
    }
}

impl Scanner for ClamAv {
    fn scan(&self, file: &mut dyn Read) -> Result<Scanned, ScannerError> {
        let verdict = self.ask(file).map_err(ScannerError::Unreachable)?;
        let verdict = String::from_utf8_lossy(&verdict);
        match verdict.trim_end_matches('\0').trim() {
            words if words.ends_with(" FOUND") => Ok(Scanned::Infected),
            words if words.ends_with(": OK") => Ok(Scanned::Clean),
            _ => Err(ScannerError::NoVerdict),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread::{JoinHandle, spawn};

    use super::*;

    /// A scanner that reads one file as the protocol says and gives a verdict; it hands back what it read.
    fn scanner(verdict: &'static [u8]) -> (ClamAv, JoinHandle<Vec<u8>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let read = spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut command = [0; 10];
            stream.read_exact(&mut command).unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut all = Vec::new();
            loop {
                let mut length = [0; 4];
                stream.read_exact(&mut length).unwrap();
                let mut piece = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
                if piece.is_empty() {
                    break;
                }
                stream.read_exact(&mut piece).unwrap();
                all.extend(piece);
            }
            stream.write_all(verdict).unwrap();
            all
        });
        (ClamAv::at(address), read)
    }

    #[test]
    fn a_file_travels_whole_and_the_verdict_is_understood() {
        let file = vec![7; 3 * PIECE + 5];
        for (verdict, expected) in [
            (&b"stream: OK\0"[..], Some(Scanned::Clean)),
            (b"stream: Eicar-Test-Signature FOUND\0", Some(Scanned::Infected)),
            (b"INSTREAM size limit exceeded. ERROR\0", None),
            (b"", None),
        ] {
            let (clam, read) = scanner(verdict);
            assert_eq!(clam.scan(&mut file.as_slice()).ok(), expected);
            assert_eq!(read.join().unwrap(), file);
        }
    }

    #[test]
    fn a_scanner_that_is_not_there_gives_no_verdict() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
        let scanned = ClamAv::at(address).scan(&mut &b"file"[..]);
        assert!(matches!(scanned, Err(ScannerError::Unreachable(_))));
    }
}
