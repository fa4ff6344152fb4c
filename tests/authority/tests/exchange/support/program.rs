//! Programs of others, run to the end.

use std::{
    ffi::OsStr,
    io::ErrorKind,
    process::{Command, Output},
};

/// What openssl and curl trust where they are not given anything else. Each `openssl x509` of OpenSSL 3.0 reads the certificates of the
/// system, all of them, which takes longer than all else that it does.
pub(crate) const TRUSTED: &str = "SSL_CERT_FILE";
pub(crate) const NOTHING: &str = "/dev/null";

/// A foreign program and the Debian package that brings it.
pub(crate) struct Program {
    name: &'static str,
    package: &'static str,
}

impl Program {
    pub(crate) const CURL: Self = Self {
        name: "curl",
        package: "curl",
    };
    pub(crate) const KEYTOOL: Self = Self {
        name: "keytool",
        package: "default-jdk-headless",
    };
    pub(crate) const NGINX: Self = Self {
        name: "nginx",
        package: "nginx",
    };
    pub(crate) const NSS_CERTUTIL: Self = Self {
        name: "certutil",
        package: "libnss3-tools",
    };
    pub(crate) const NSS_PK12UTIL: Self = Self {
        name: "pk12util",
        package: "libnss3-tools",
    };
    pub(crate) const OPENSSL: Self = Self {
        name: "openssl",
        package: "openssl",
    };

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(self.name);
        command.env(TRUSTED, NOTHING);
        command
    }

    /// What to do when it could not be started.
    pub(crate) fn missing(&self, error: &std::io::Error) -> String {
        if error.kind() == ErrorKind::NotFound {
            format!("this test needs {}: apt-get install {}", self.name, self.package)
        } else {
            format!("{} does not start: {error}", self.name)
        }
    }

    pub(crate) fn run<Argument: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = Argument>) -> Output {
        self.command()
            .args(arguments)
            .output()
            .unwrap_or_else(|error| panic!("{}", self.missing(&error)))
    }
}

/// The standard output of a run that must succeed.
pub(crate) fn succeeds(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
