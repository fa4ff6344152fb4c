//! The foreign programs that open what is written here.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    sync::LazyLock,
};

use orcamo_cert::{Error, client_files::Protection};

/// Options for a Java program that ends soon.
const SHORT_RUN: [&str; 2] = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
const SHORT_RUN_OF_A_TOOL: [&str; 2] = ["-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"];

/// The folder of `Judge.class`: to compile it takes ten times as long as to run it.
static JUDGE: LazyLock<&str> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/judge");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/Judge.java");
    Program::JAVAC.prints(["-d", folder, source], []);
    folder
});

/// Java, asked one question a run.
pub(crate) fn java(question: &[&str]) -> String {
    Program::JAVA.prints([&SHORT_RUN[..], &["-cp", *JUDGE, "Judge"]].concat(), question)
}

/// Writes a PKCS#12 file whose MAC and encryption have passwords of their own.
pub(crate) const TWO_PASSWORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/twopass.py");

/// A program and the Debian package that brings it.
pub(crate) struct Program<'a> {
    name: &'a str,
    package: &'static str,
    /// Options before all others.
    options: &'static [&'static str],
}

impl<'a> Program<'a> {
    pub(crate) const CERTTOOL: Self = Self::new("certtool", "gnutls-bin");
    pub(crate) const CERTUTIL: Self = Self::new("certutil", "libnss3-tools");
    pub(crate) const COMPILER: Self = Self::new("cc", "gcc");
    pub(crate) const CURL: Self = Self::new("curl", "curl");
    pub(crate) const JAVA: Self = Self::new("java", "default-jdk-headless");
    pub(crate) const JAVAC: Self = Self::new("javac", "default-jdk-headless");
    pub(crate) const KEYTOOL: Self = Self {
        options: &SHORT_RUN_OF_A_TOOL,
        ..Self::new("keytool", "default-jdk-headless")
    };
    pub(crate) const OPENSSL: Self = Self::new("openssl", "openssl");
    pub(crate) const PK12UTIL: Self = Self::new("pk12util", "libnss3-tools");
    pub(crate) const PYTHON: Self = Self::new("python3", "python3");
    pub(crate) const UNZIP: Self = Self::new("unzip", "unzip");

    const fn new(name: &'a str, package: &'static str) -> Self {
        Self {
            name,
            package,
            options: &[],
        }
    }

    pub(crate) fn run<'b>(&self, arguments: impl AsRef<[&'b str]>, more: impl AsRef<[&'b str]>) -> Output {
        let output = Command::new(self.name)
            .args(self.options)
            .args(arguments.as_ref())
            .args(more.as_ref())
            .env("LC_ALL", "C.UTF-8")
            // Each `openssl x509` of OpenSSL 3.0 reads all certificates that the system trusts, which takes longer than all else.
            .env("SSL_CERT_FILE", "/dev/null")
            .output();
        output.unwrap_or_else(|error| panic!("{}: {error}; it is in the package {}", self.name, self.package))
    }

    /// What it prints; fails with its words.
    pub(crate) fn prints<'b>(&self, arguments: impl AsRef<[&'b str]>, more: impl AsRef<[&'b str]>) -> String {
        let arguments = arguments.as_ref();
        let output = self.run(arguments, more);
        let reported = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{} {arguments:?}: {reported}{complaint}",
            self.name
        );
        reported
    }
}

/// What a program prints that is there anyway, or given by its path.
pub(crate) fn prints(program: &str, arguments: &[&str]) -> String {
    Program::new(program, "none: it belongs to the system, or was made here").prints(arguments, [])
}

/// A folder that goes when the test ends.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, in folders that are made, and returns its path.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// The core's randomness here.
pub(crate) fn random(octets: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(octets).unwrap();
    Ok(())
}

/// A PKCS#12 file as openssl prints it, keys in the clear.
pub(crate) fn openssl_pkcs12(p12: &[u8], password: &str, protection: Protection) -> String {
    let folder = Folder::new();
    let file = folder.write("p12", p12);
    let pass = format!("file:{}", folder.write("pass", password.as_bytes()));
    let arguments = ["pkcs12", "-in", &file, "-passin", &pass, "-nodes"];
    match protection {
        Protection::Modern => Program::OPENSSL.prints(arguments, []),
        Protection::Compatible => Program::OPENSSL.prints(arguments, ["-legacy"]),
    }
}

/// What openssl prints of the protection of a PKCS#12 file.
pub(crate) fn openssl_info(p12: &[u8], password: &str) -> String {
    let folder = Folder::new();
    let file = folder.write("p12", p12);
    let pass = format!("pass:{password}");
    let output = Program::OPENSSL.run(
        ["pkcs12", "-in", &file, "-passin", &pass, "-info", "-noout", "-legacy"],
        [],
    );
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Whether the first key that openssl printed belongs to the certificate with the same localKeyID.
pub(crate) fn key_belongs_to_leaf(reported: &str) -> bool {
    let folder = Folder::new();
    let blocks: Vec<&str> = reported.split("Bag Attributes").collect();
    let id = |block: &str| {
        let (_, rest) = block.split_once("localKeyID: ")?;
        rest.lines().next().map(|id| id.trim().to_owned())
    };
    let Some(key) = blocks.iter().find(|block| block.contains("BEGIN PRIVATE KEY")) else {
        return false;
    };
    let certificate = blocks
        .iter()
        .find(|block| block.contains("BEGIN CERTIFICATE") && id(block) == id(key));
    let (Some(certificate), Some(_)) = (certificate, id(key)) else {
        return false;
    };
    let key = folder.write("key", key.as_bytes());
    let certificate = folder.write("certificate", certificate.as_bytes());
    let of_key = Program::OPENSSL.prints(["pkey", "-in", &key, "-pubout"], []);
    let of_certificate = Program::OPENSSL.prints(["x509", "-in", &certificate, "-noout", "-pubkey"], []);
    [of_key, of_certificate]
        .map(|key| uncompressed(&folder, key))
        .windows(2)
        .all(|two| two[0] == two[1])
}

/// A public key with its point of an elliptic curve uncompressed; another key as it is.
fn uncompressed(folder: &Folder, key: String) -> String {
    let file = folder.write("public", key.as_bytes());
    let output = Program::OPENSSL.run(["ec", "-pubin", "-in", &file, "-conv_form", "uncompressed"], []);
    if output.status.success() {
        String::from_utf8(output.stdout).unwrap()
    } else {
        key
    }
}
