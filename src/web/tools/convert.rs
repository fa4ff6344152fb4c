//! Handing a certificate on in the form that a client needs.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::{bytes::Bytes, random, utc_offset};
use crate::web::{
    arguments::{credentials, invalid_argument, take_bytes},
    clock,
    options::{self, OptionFields, Options},
    promise::promise,
    web_crypto, wipe,
};
use crate::{
    calendar::Timestamp,
    client_files::{Candidate, Choice, ClientFile, Identity, Language, Layout, LocalTime, Protection, Target},
    clients::Settings,
    error::Error,
    input::{Credentials, Derivations},
    secret::{Password, SecretBytes},
};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/**
 * For whom files are made: the id of a client, which gets its own files and settings ("api" and "browser" take a .p12 as it is); or a
 * form: "pem" is a .crt and a .pem, "p12" a .p12 with AES-256 and SHA-256, "p12-compatible" one with triple DES and SHA-1, for macOS,
 * iOS, iPadOS and Windows Server 2016.
 */
export type Target = ClientId | "pem" | "p12" | "p12-compatible";

/** A file for a client. */
export interface ClientFile {
    /** Its place relative to the client's own folder, with slashes, e.g. "certificates/20291122101500.p12". */
    path: string;
    /** Its content. */
    bytes: Uint8Array;
    /**
     * Of a .p12 that was written here: who has read it back before it was handed over and found in it what it was made of. It is
     * "p12-keystore", or "orcamo-cert" where p12-keystore does not read a form that was needed.
     */
    readBackBy?: "p12-keystore" | "orcamo-cert";
}
"#;

/// From what, and for whom, a certificate is written in another form.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ConvertOptions {
    /// Who gets it.
    #[tsify(type = "Target")]
    pub to: String,
    /// The password of the file. Without one, an empty one is tried.
    #[tsify(optional)]
    pub password: Option<String>,
    /// A second one, where MAC and encryption have passwords of their own. Of the two, `password` is that of what is written, unless there
    /// is a new one.
    #[tsify(optional)]
    pub second_password: Option<String>,
    /// The `fingerprintSha256` of the certificate that is written, where the file has several identities. Default: the first of
    /// `identities`, as `inspect` gives them.
    #[tsify(optional)]
    pub fingerprint_sha256: Option<String>,
    /// The private key, where it is in a file of its own.
    #[tsify(type = "Uint8Array", optional)]
    pub key: Option<Bytes>,
    /// Its password.
    #[tsify(optional)]
    pub key_password: Option<String>,
    /// The instant after which the files are named, in this computer's time zone: ISO 8601 with a time zone, or a `Date`. Default: now.
    #[tsify(type = "string | Date", optional)]
    pub now: JsValue,
    /// Another password for what is written.
    #[tsify(optional)]
    pub new_password: Option<String>,
    /// How the .p12 of a client is protected. Default: it stays as it is, where nothing else changes it.
    #[tsify(type = "\"modern\" | \"compatible\"", optional)]
    pub protection: Option<String>,
    /// `true`: the private key of "pem" is written without protection. Say so to the user before.
    #[tsify(optional)]
    pub plain_key: Option<bool>,
    /// The settings of monsiaj (`monsiaj.jsonrpc.properties`), glclient2 (`config.json`) or レセ電ビューア (`receview.conf`), to be changed:
    /// best as bytes, which stay what they are wherever nothing is changed; a text becomes UTF-8. Those of レセ電ビューア name its
    /// files are called and the password that is in use, which stays unless there is a new one.
    #[tsify(type = "string | Uint8Array", optional)]
    pub settings: Option<Bytes>,
    /// Which connection of the settings is changed: `<n>` of monsiaj, the index in `list` of glclient2, from 0. Default: the current one.
    #[tsify(optional)]
    pub connection: Option<u32>,
    /// `true`: the other connections that name the same certificate now are changed too.
    #[tsify(optional)]
    pub same_certificate: Option<bool>,
    /// The client's own folder, absolute, as its system writes it (`C:\\Users\\clinic\\.monsiaj`): settings name files by such paths.
    /// Default: inferred from the paths in them. The name alone (`.glclient`) is that of the folder where they show only the home.
    #[tsify(optional)]
    pub folder: Option<String>,
    /// The .p12 or certificate that レセ電ビューア uses now; `path`, or `name` as a `File` has it, is its name.
    #[tsify(type = "ClientFile | { name: string; bytes: Uint8Array }", optional)]
    pub old_file: Option<PresentFile>,
    /// The private key that it uses now, where `oldFile` is no .p12.
    #[tsify(type = "ClientFile | { name: string; bytes: Uint8Array }", optional)]
    pub old_key_file: Option<PresentFile>,
    /// Whether a `T.pass` with the password is beside the .p12 or .pem of all but the native clients as well: for a password that the
    /// server chose, which nobody knows. Default: no.
    #[tsify(optional)]
    pub password_file: Option<bool>,
    /// The language of the README in an archive. Default: "ja".
    #[tsify(type = "\"ja\" | \"en\"", optional)]
    pub language: Option<String>,
}

impl Options for ConvertOptions {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        Ok(Self {
            to: fields.required("to", OptionFields::text)?,
            password: fields.text("password")?,
            second_password: fields.text("secondPassword")?,
            fingerprint_sha256: fields.text("fingerprintSha256")?,
            key: fields.given("key", Bytes::of)?,
            key_password: fields.text("keyPassword")?,
            now: fields.value("now")?,
            new_password: fields.text("newPassword")?,
            protection: fields.text("protection")?,
            plain_key: fields.given("plainKey", |value| value.as_bool())?,
            settings: fields.given("settings", |value| match value.as_string() {
                Some(text) => Some(Bytes(SecretBytes::new(text.into_bytes()))),
                None => Bytes::of(value),
            })?,
            connection: fields.whole_number("connection")?,
            same_certificate: fields.given("sameCertificate", |value| value.as_bool())?,
            folder: fields.text("folder")?,
            old_file: fields.object("oldFile")?,
            old_key_file: fields.object("oldKeyFile")?,
            password_file: fields.given("passwordFile", |value| value.as_bool())?,
            language: fields.text("language")?,
        })
    }
}

/// Writes a certificate and its private key, of a .p12 file or of a .crt and a .pem, in the form that a client needs: new files
/// first, settings last. What is written has the password of the file, or of the key, unless another one is given; chain and
/// friendlyName are kept. A key that is another's is refused. One that does not show its public half (Ed25519, EC keys of Java) is taken
/// for that of the certificate here: `convertAsync` finds out. Makes no network request.
#[wasm_bindgen(unchecked_return_type = "ClientFile[]")]
pub fn convert(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Ts<ConvertOptions>,
) -> Result<Array, JsValue> {
    let conversion = Conversion::read(&bytes, &options)?;
    let identity = conversion.open()?;
    conversion.files(&identity)
}

/// What `convert` writes, as one ZIP archive, with a README and, where settings are changed, the old ones.
#[wasm_bindgen(js_name = convertToZip)]
pub fn convert_to_zip(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Ts<ConvertOptions>,
) -> Result<Uint8Array, JsValue> {
    let conversion = Conversion::read(&bytes, &options)?;
    let identity = conversion.open()?;
    conversion.zip(&identity)
}

/// [`convert`], with the browser's own Web Cryptography API: a key that does not show its public half is written only where what it signs
/// is verified with the certificate, as far as the API knows its algorithm; and PBKDF2 is left to it.
#[wasm_bindgen(js_name = convertAsync, unchecked_return_type = "Promise<ClientFile[]>")]
pub fn convert_async(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Ts<ConvertOptions>,
) -> Promise {
    promise(async move {
        let conversion = Conversion::read(&bytes, &options)?;
        let identity = conversion.open_by_api().await?;
        conversion.files(&identity).map(Into::into)
    })
}

/// What `convertAsync` writes, as `convertToZip` puts it into one archive.
#[wasm_bindgen(js_name = convertToZipAsync, unchecked_return_type = "Promise<Uint8Array>")]
pub fn convert_to_zip_async(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: JsValue,
    options: Ts<ConvertOptions>,
) -> Promise {
    promise(async move {
        let conversion = Conversion::read(&bytes, &options)?;
        let identity = conversion.open_by_api().await?;
        conversion.zip(&identity).map(Into::into)
    })
}

/// What is converted, and how.
struct Conversion {
    bytes: SecretBytes,
    credentials: Credentials,
    key: Option<(SecretBytes, Credentials)>,
    fingerprint_sha256: Option<String>,
    now: Timestamp,
    layout: Layout,
    language: Language,
}

impl Conversion {
    fn read(bytes: &JsValue, options: &Ts<ConvertOptions>) -> Result<Self, Error> {
        let bytes = take_bytes("bytes", bytes)?;
        let mut options = options::read(options)?;
        let key = options.key.take();
        Ok(Self {
            bytes,
            credentials: credentials(options.password.take(), options.second_password.take()),
            key: key.map(|key| (key.0, credentials(options.key_password.take(), None))),
            fingerprint_sha256: options.fingerprint_sha256.take(),
            now: clock::now(&options.now, None)?,
            language: options.language()?,
            layout: options.layout()?,
        })
    }

    fn candidate(&self, derivations: &mut Derivations) -> Result<Candidate, Error> {
        let key = self.key.as_ref();
        let key = key.map(|(key, credentials)| (key.expose(), credentials));
        Candidate::open(self.bytes.expose(), &self.credentials, key, derivations)
    }

    fn choice(&self) -> Choice<'_> {
        Choice {
            fingerprint_sha256: self.fingerprint_sha256.as_deref(),
            now: self.now,
        }
    }

    async fn open_by_api(&self) -> Result<Identity, Error> {
        let mut derivations = Derivations::default();
        let candidate = web_crypto::read(&mut derivations, |derivations| self.candidate(derivations)).await?;
        let mut pairs = wipe::afterwards(|| candidate.undecided());
        web_crypto::decide(&mut pairs).await;
        wipe::afterwards(|| candidate.identity(self.choice(), &pairs))
    }

    fn open(&self) -> Result<Identity, Error> {
        wipe::afterwards(|| {
            self.candidate(&mut Derivations::default())?
                .identity(self.choice(), &[])
        })
    }

    fn files(self, identity: &Identity) -> Result<Array, JsValue> {
        to_array(wipe::afterwards(|| {
            let own = own_password(identity, &self.credentials);
            self.layout.files(identity, &own, &mut random::fill)
        })?)
    }

    fn zip(self, identity: &Identity) -> Result<Uint8Array, JsValue> {
        let archive = wipe::afterwards(|| {
            let own = own_password(identity, &self.credentials);
            self.layout.zip(self.language, identity, &own, &mut random::fill)
        })?;
        Ok(Uint8Array::from(archive.expose()))
    }
}

/// The password of what is written, unless there is a new one.
fn own_password(identity: &Identity, credentials: &Credentials) -> Password {
    let own = identity.password().or(credentials.password.as_ref());
    Password::new(own.map(Password::expose).unwrap_or_default().to_owned())
}

impl ConvertOptions {
    fn language(&self) -> Result<Language, Error> {
        let language = self
            .language
            .as_deref()
            .map_or(Some(Language::default()), Language::parse);
        language.ok_or_else(|| invalid_argument("language"))
    }

    fn layout(self) -> Result<Layout, Error> {
        let now = clock::now(&self.now, None)?;
        let target = Target::parse(&self.to).ok_or_else(|| invalid_argument("to"))?;
        let protection = match self.protection.as_deref() {
            None => None,
            Some("modern") => Some(Protection::Modern),
            Some("compatible") => Some(Protection::Compatible),
            Some(_) => return Err(invalid_argument("protection")),
        };
        let (connection, folder) = (self.connection.map(|number| number as usize), self.folder);
        Ok(Layout {
            new_password: self.new_password.map(Password::new),
            protection,
            password_file: self.password_file.unwrap_or(false),
            plain_key: self.plain_key.unwrap_or(false),
            settings: self.settings.map(|file| Settings {
                file: file.0.expose().to_vec(),
                connection,
                same_certificate: self.same_certificate.unwrap_or(false),
                folder,
            }),
            old_file: self.old_file.map(ClientFile::from),
            old_key_file: self.old_key_file.map(ClientFile::from),
            ..Layout::new(target, LocalTime::new(now, utc_offset::minutes_ahead(now)))
        })
    }
}

fn to_array(files: Vec<ClientFile>) -> Result<Array, JsValue> {
    let array = Array::new();
    for ClientFile {
        path,
        bytes,
        read_back_by,
    } in files
    {
        let file = Object::new();
        Reflect::set(&file, &"path".into(), &path.into())?;
        Reflect::set(&file, &"bytes".into(), &Uint8Array::from(bytes.expose()))?;
        if let Some(by) = read_back_by {
            Reflect::set(&file, &"readBackBy".into(), &by.name().into())?;
        }
        array.push(&file);
    }
    Ok(array)
}

/// A file that a client has now; as `ClientFile` has it, or as a `File` has its name.
pub struct PresentFile {
    path: String,
    bytes: Bytes,
}

impl From<PresentFile> for ClientFile {
    fn from(PresentFile { path, bytes }: PresentFile) -> Self {
        Self::new(path, bytes.0)
    }
}

impl Options for PresentFile {
    fn from_fields(fields: &OptionFields) -> Result<Self, Error> {
        let path = match fields.text("path")? {
            Some(path) => path,
            None => fields.text("name")?.ok_or_else(|| fields.invalid("path"))?,
        };
        Ok(Self {
            path,
            bytes: fields.required("bytes", |fields, name| fields.given(name, Bytes::of))?,
        })
    }
}
