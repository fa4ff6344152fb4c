//! Certificate files as mails, servers, settings and hands pass them on. Each form is made by a program that we did not write (Python's
//! standard library, openssl), or as the producer named beside it writes it.

use crate::common::{open, open_pair, outcome};
use crate::fixtures::{Complaints, read};
use crate::judges::{Folder, Program};
use orcamo_cert::{
    Error,
    error::{Damage, LooksLike},
    input::Lock,
    inspection::Inspection,
};

const PASSWORD: &str = "fixture";
const P12: &str = "pkcs12/openssl-default.p12";

/// What Python programs make of files. These are `pem`, `ca`, `key`, `der`, `p12` (as bytes) and `text` (PEM, as text); each program
/// sets `out`.
fn made<'a, T>(forms: &'a [(T, &'a str)]) -> impl Iterator<Item = (&'a T, &'a str, Vec<u8>)> {
    let programs: Vec<&str> = forms.iter().map(|(_, program)| *program).collect();
    let folder = Folder::new();
    for (name, file) in [
        ("pem", "certificates/p256.crt"),
        ("ca", "certificates/ca.crt"),
        ("key", "keys/p256.key.pem"),
        ("der", "certificates/form-der.cer"),
        ("p12", P12),
        ("p7b", "certificates/form-pkcs7-der.p7b"),
    ] {
        folder.write(name, &read(file));
    }
    let programs_file = folder.write("programs", &serde_json::to_vec(&programs).unwrap());
    let run = folder.write("run.py", RUN.as_bytes());
    Program::PYTHON.prints([run.as_str(), folder.path(), programs_file.as_str()], []);
    let files = forms.iter().enumerate();
    files.map(move |(number, (form, program))| {
        let out = folder.join(&format!("out{number}"));
        (form, *program, std::fs::read(out).unwrap())
    })
}

const RUN: &str = "
import base64, email.message, email.policy, io, json, plistlib, quopri, re, subprocess, sys, textwrap, urllib.parse, zipfile
folder, programs = sys.argv[1:]
names = {name: open(f'{folder}/{name}', 'rb').read() for name in ['pem', 'ca', 'key', 'der', 'p12', 'p7b']}
names |= {'text': names['pem'].decode(), 'b64': lambda data: base64.b64encode(data).decode(), 'f': folder}
for number, program in enumerate(json.load(open(programs))):
    scope = {**globals(), **names}
    exec(program, scope)
    out = scope['out']
    open(f'{folder}/out{number}', 'wb').write(out if isinstance(out, bytes) else out.encode())
";

fn facts(inspection: &Inspection) -> (String, bool, Option<bool>) {
    let leaf = &inspection.certificates[inspection.leaf.unwrap()];
    let fingerprint = leaf.fingerprint_sha256.clone();
    (fingerprint, inspection.has_private_key, inspection.key_matches)
}

/// Each form opens with the facts of the file that it carries.
fn all_open_as(file: &str, password: Option<&str>, forms: &[(&str, &str)]) {
    let expected = facts(&open(&read(file), password).unwrap());
    let mut complaints = Complaints::default();
    for (form, _, carried) in made(forms) {
        let found = open(&carried, password);
        complaints.check(found.as_ref().ok().map(facts).as_ref() == Some(&expected), || {
            let start = String::from_utf8_lossy(&carried[..carried.len().min(120)]).into_owned();
            format!("{form}: {:?}\n{start}", found.map(|one| facts(&one)))
        });
    }
    complaints.none();
}

#[test]
fn a_certificate_in_a_header_field_opens() {
    all_open_as(
        "certificates/p256.crt",
        None,
        &[
            ("nginx, $ssl_client_escaped_cert", "out = urllib.parse.quote(text)"),
            (
                "lower-case hexadecimal",
                "out = __import__('re').sub('%..', lambda m: m[0].lower(), urllib.parse.quote(text, safe=''))",
            ),
            ("everything encoded", "out = ''.join(f'%{octet:02X}' for octet in pem)"),
            (
                "a form, where a space is a plus sign",
                "out = urllib.parse.quote_plus(text)",
            ),
            (
                "AWS, X-Amzn-Mtls-Clientcert",
                "out = urllib.parse.quote(text, safe='+=/')",
            ),
            (
                "with the name of the field",
                "out = 'X-SSL-Client-Cert: ' + urllib.parse.quote(text) + '\\r\\n'",
            ),
            ("encoded twice", "out = urllib.parse.quote(urllib.parse.quote(text))"),
            (
                "Envoy, x-forwarded-client-cert",
                "out = 'By=spiffe://a.example/ns;Hash=' + '0a' * 32 + ';Cert=\"' + urllib.parse.quote(text, safe='') + '\";Subject=\"/O=\\\\\"x\\\\\"/CN=y\";URI=;DNS=a'",
            ),
            (
                "Envoy with a chain",
                "out = 'x-forwarded-client-cert: Hash=00;Chain=\"' + urllib.parse.quote(text + ca.decode(), safe='') + '\"'",
            ),
            (
                "Traefik, without armour",
                "out = urllib.parse.quote(''.join(text.splitlines()[1:-1]), safe='')",
            ),
            (
                "Apache with spaces for line ends",
                "out = text.strip().replace('\\n', ' ')",
            ),
            ("without line ends", "out = text.replace('\\n', '')"),
            (
                "tabs for line ends, as HAProxy and Apache fold",
                "out = text.strip().replace('\\n', '\\n\\t')",
            ),
        ],
    );
}

#[test]
fn a_certificate_in_the_header_form_of_rfc_9440_opens() {
    all_open_as(
        "certificates/form-der.cer",
        None,
        &[
            ("the value", "out = ':' + b64(der) + ':'"),
            (
                "with the name of the field",
                "out = 'Client-Cert: :' + b64(der) + ':\\r\\n'",
            ),
            (
                "both fields",
                "ca = b64(base64.b64decode(''.join(ca.decode().splitlines()[1:-1]))); out = f'Client-Cert: :{b64(der)}:\\nClient-Cert-Chain: :{ca}:, :{ca}:\\n'",
            ),
            (
                "for URLs, without padding",
                "out = base64.urlsafe_b64encode(der).decode().rstrip('=')",
            ),
            (
                "in a JSON Web Key",
                "out = json.dumps({'kty': 'RSA', 'x5t': 'abc', 'x5c': [b64(der)]})",
            ),
            (
                "XML signature",
                "out = '<a:KeyInfo><ds:X509Data><ds:X509Certificate>\\n' + base64.encodebytes(der).decode() + '</ds:X509Certificate></ds:X509Data></a:KeyInfo>'",
            ),
            (
                "LDIF",
                "import textwrap; out = 'dn: cn=x\\nuserCertificate;binary:: ' + '\\n '.join(textwrap.wrap(b64(der), 60)) + '\\ncn: x\\n'",
            ),
            ("data URL", "out = 'data:application/x-x509-ca-cert;base64,' + b64(der)"),
        ],
    );
}

#[test]
fn a_certificate_in_settings_and_source_code_opens() {
    all_open_as(
        "certificates/p256.crt",
        None,
        &[
            ("JSON", "out = json.dumps({'id': 1, 'certificate': text})"),
            (
                "JSON in JSON",
                "out = json.dumps({'body': json.dumps({'certificate': text})})",
            ),
            (
                "JSON of PHP, with slashes escaped",
                "out = json.dumps({'certificate': text}).replace('/', '\\\\/')",
            ),
            (
                "JSON with signs as numbers",
                "out = json.dumps({'certificate': text}).replace('+', '\\\\u002b').replace('/', '\\\\u002F').replace('=', '\\\\u003d')",
            ),
            ("JSON with CRLF", "out = json.dumps(text.replace('\\n', '\\r\\n'))"),
            (".env", "out = 'A=b\\nCERT=\"' + text.replace('\\n', '\\\\n') + '\"\\n'"),
            (
                ".env, escaped twice",
                "out = 'CERT=' + text.replace('\\n', '\\\\\\\\n')",
            ),
            ("yen signs", "out = text.replace('\\n', '¥n')"),
            (
                "Java properties",
                "out = 'cert=' + text.replace('=', '\\\\=').replace('\\n', '\\\\n\\\\\\n    ')",
            ),
            ("shell", "out = \"CERT=$'\" + text.replace('\\n', '\\\\n') + \"'\""),
            (
                "YAML, indented",
                "out = 'data:\\n  tls.crt: |\\n' + ''.join('    ' + line for line in text.splitlines(True))",
            ),
            (
                "YAML, quoted",
                "out = 'tls.crt: \"' + text.replace('\\n', '\\\\n\\\\\\n  ') + '\"\\n'",
            ),
            (
                "Kubernetes",
                "out = 'apiVersion: v1\\nkind: Secret\\ndata:\\n  tls.crt: ' + b64(pem) + '\\n'",
            ),
            ("base64", "out = base64.encodebytes(pem)"),
            ("base64 of base64", "out = b64(b64(pem).encode())"),
            (
                "source code of C",
                "out = 'static const char cert[] =\\n' + ''.join(f'    \"{line}\\\\n\"\\n' for line in text.splitlines()) + '    ;\\n'",
            ),
            (
                "source code of JavaScript",
                "out = 'const cert =\\n' + ' +\\n'.join(f'  \"{line}\\\\n\"' for line in text.splitlines()) + ';'",
            ),
            ("an array of lines", "out = json.dumps(text.splitlines(), indent=1)"),
            (
                "a comment",
                "out = ''.join(' * ' + line for line in text.splitlines(True))",
            ),
            (
                "a shell comment",
                "out = ''.join('# ' + line for line in text.splitlines(True))",
            ),
            (
                "line numbers",
                "out = ''.join(f'{n:6}\\t{line}' for n, line in enumerate(text.splitlines(True), 1))",
            ),
            ("XML", "out = '<a cert=\"' + text.replace('\\n', '&#xA;') + '\"/>'"),
            (
                "XML, decimal",
                "out = '<a cert=\"' + text.replace('\\n', '&#13;&#10;').replace('+', '&#43;').replace('=', '&#61;') + '\"/>'",
            ),
            (
                "certutil -encode of a PEM file",
                "out = '-----BEGIN CERTIFICATE-----\\r\\n' + base64.encodebytes(pem).decode().replace('\\n', '\\r\\n') + '-----END CERTIFICATE-----\\r\\n'",
            ),
            ("UTF-16 within base64", "out = b64(text.encode('utf-16'))"),
        ],
    );
}

#[test]
fn a_certificate_in_a_mail_opens() {
    all_open_as(
        "certificates/p256.crt",
        None,
        &[
            ("quoted-printable", "out = quopri.encodestring(pem)"),
            (
                "quoted-printable with line ends",
                "out = pem.replace(b'=', b'=3D').replace(b'\\n', b'=0D=0A=\\r\\n')",
            ),
            (
                "quoted-printable, one long line",
                "out = quopri.encodestring(pem.replace(b'\\n', b' '))",
            ),
            (
                "a text part",
                "m = email.message.EmailMessage(); m['From'] = 'a@example.jp'; m['Subject'] = 'x'; m.set_content(text, cte='quoted-printable'); out = m.as_bytes()",
            ),
            (
                "an attachment",
                "m = email.message.EmailMessage(); m['From'] = 'a@example.jp'; m.set_content('証明書です'); m.add_attachment(pem, maintype='application', subtype='x-x509-user-cert', filename='client.crt'); out = m.as_bytes(policy=email.policy.SMTP)",
            ),
            (
                "quoted",
                "out = 'a wrote:\\n' + ''.join('> ' + line for line in text.splitlines(True))",
            ),
            (
                "quoted twice",
                "out = ''.join('> > ' + line for line in text.splitlines(True))",
            ),
            (
                "quoted without spaces",
                "out = ''.join('>>' + line for line in text.splitlines(True))",
            ),
            (
                "HTML",
                "out = '<html><body><p>' + '</p>\\n<p>'.join(text.splitlines()) + '</p></body></html>'",
            ),
            (
                "HTML with line breaks",
                "out = '<div>' + '<br>'.join(text.splitlines()) + '&nbsp;</div>'",
            ),
            (
                "quoted-printable and quoted",
                "out = quopri.encodestring(b''.join(b'> ' + line for line in pem.splitlines(True)))",
            ),
        ],
    );
}

#[test]
fn pem_boundaries_changed_by_hand_or_by_a_word_processor_are_read() {
    all_open_as(
        "certificates/p256.crt",
        None,
        &[
            (
                "a hyphen lacks behind BEGIN",
                "out = text.replace('CERTIFICATE-----\\nM', 'CERTIFICATE----\\nM')",
            ),
            ("a hyphen lacks before BEGIN", "out = text[1:]"),
            ("a hyphen lacks before END", "out = text.replace('-----END', '----END')"),
            ("a hyphen lacks at the end", "out = text.strip()[:-1]"),
            ("one hyphen each", "out = text.replace('-----', '-')"),
            ("no hyphen", "out = text.replace('-----', '')"),
            ("six hyphens", "out = text.replace('-----', '------')"),
            ("em dashes", "out = text.replace('-----', '—–')"),
            (
                "em dashes on one line",
                "out = text.replace('-----', '—–').replace('\\n', ' ')",
            ),
            (
                "em dashes of Windows-1252",
                "out = text.replace('-----', '—–').encode('cp1252')",
            ),
            (
                "horizontal bars of Shift_JIS",
                "out = text.replace('-----', '―――').encode('cp932')",
            ),
            ("minus signs", "out = text.replace('-', '−')"),
            ("references to dashes", "out = text.replace('-----', '&#8212;&#8211;')"),
            ("full-width hyphens", "out = text.replace('-', '－')"),
            (
                "full-width characters",
                "out = ''.join(chr(ord(c) + 0xfee0) if '!' <= c <= '~' else c for c in text)",
            ),
            ("spaces between hyphens", "out = text.replace('-----', '- - - - -')"),
            ("no spaces", "out = text.replace(' ', '')"),
            ("no white space at all", "out = ''.join(text.split())"),
            (
                "the label on two lines",
                "out = text.replace('BEGIN CERT', 'BEGIN\\nCERT')",
            ),
        ],
    );
}

#[test]
fn a_key_and_its_certificate_open_together_whatever_carries_them() {
    let mut complaints = Complaints::default();
    let forms = [
        (
            "JSON",
            "out = json.dumps({'certificate': text, 'issuing_ca': ca.decode(), 'private_key': key.decode()})",
        ),
        (
            "Kubernetes",
            "out = 'data:\\n  ca.crt: ' + b64(ca) + '\\n  tls.crt: ' + b64(pem) + '\\n  tls.key: ' + b64(key) + '\\ntype: kubernetes.io/tls\\n'",
        ),
        (
            ".env",
            "out = 'CA=\"%s\"\\nCERT=\"%s\"\\nKEY=\"%s\"\\n' % tuple(one.decode().replace('\\n', '\\\\n') for one in [ca, pem, key])",
        ),
        (
            "DER in JSON",
            "strip = lambda one: ''.join(one.decode().splitlines()[1:-1]); out = json.dumps({'key': strip(key), 'cert': strip(pem), 'chain': [strip(ca)]})",
        ),
        (
            ".ovpn",
            "out = b'client\\ndev tun\\nremote a.example 1194\\n<ca>\\n' + ca + b'</ca>\\n<cert>\\n' + pem + b'</cert>\\n<key>\\n' + key + b'</key>\\n'",
        ),
        (
            "quoted",
            "out = ''.join('> ' + line for line in (text + key.decode()).splitlines(True))",
        ),
        (
            "everything called CERTIFICATE",
            "out = text + key.decode().replace('PRIVATE KEY', 'CERTIFICATE')",
        ),
        (
            "certificate called a key",
            "out = key.decode() + text.replace('CERTIFICATE', 'PRIVATE KEY')",
        ),
    ];
    for (form, _, carried) in made(&forms) {
        let found = open(&carried, None);
        let expected = open(&read("certificates/p256.crt"), None).unwrap();
        let reported = found.as_ref().ok().map(facts);
        let expected = (facts(&expected).0, true, Some(true));
        complaints.check(reported.as_ref() == Some(&expected), || {
            format!("{form}: {:?}", found.as_ref().map(facts))
        });
        complaints.check(found.is_ok_and(|one| one.unreadable == 0), || {
            format!("{form}: something is unreadable")
        });
    }
    complaints.none();
}

#[test]
fn a_key_in_a_file_of_its_own_opens_whatever_carries_it() {
    let mut complaints = Complaints::default();
    let certificate = read("certificates/p256.crt");
    for (form, _, carried) in made(&[
        ("JSON", "out = json.dumps({'key': key.decode()})"),
        (".env", "out = 'KEY=\"%s\"\\n' % key.decode().replace('\\n', '\\\\n')"),
        ("base64 of PEM", "out = b64(key)"),
        (
            "base64 without a header",
            "out = ''.join(key.decode().splitlines()[1:-1])",
        ),
        ("Kubernetes", "out = 'data:\\n  tls.key: ' + b64(key) + '\\n'"),
        ("percent-encoding", "out = urllib.parse.quote(key)"),
        (
            "quoted",
            "out = ''.join('> ' + line for line in key.decode().splitlines(True))",
        ),
        ("quoted-printable", "out = quopri.encodestring(key)"),
        ("UTF-16", "out = key.decode().encode('utf-16')"),
        (
            "called a certificate",
            "out = key.replace(b'PRIVATE KEY', b'CERTIFICATE')",
        ),
        ("dashes", "out = key.decode().replace('-----', '—')"),
    ]) {
        let found = open_pair(&certificate, &carried, None);
        let reported = found.as_ref().map(|one| one.key_matches);
        complaints.check(matches!(reported, Ok(Some(true))), || format!("{form}: {reported:?}"));
    }
    complaints.none();
}

#[test]
fn a_pkcs12_file_opens_whatever_carries_it() {
    let forms = [
        (
            "certutil -encode",
            "out = '-----BEGIN CERTIFICATE-----\\r\\n' + base64.encodebytes(p12).decode().replace('\\n', '\\r\\n') + '-----END CERTIFICATE-----\\r\\n'",
        ),
        (
            "PFX",
            "out = '-----BEGIN PFX-----\\n' + base64.encodebytes(p12).decode() + '-----END PFX-----\\n'",
        ),
        (
            "PKCS12",
            "out = '-----BEGIN PKCS12-----\\n' + base64.encodebytes(p12).decode() + '-----END PKCS12-----\\n'",
        ),
        (
            "PKCS7",
            "out = '-----BEGIN PKCS7-----\\n' + base64.encodebytes(p12).decode() + '-----END PKCS7-----\\n'",
        ),
        (
            "an unknown label",
            "out = '-----BEGIN DATA-----\\n' + base64.encodebytes(p12).decode() + '-----END DATA-----\\n'",
        ),
        (
            "JSON",
            "out = json.dumps({'status': 200, 'password': 'x', 'raw': b64(p12)})",
        ),
        (
            "JSON with line ends",
            "out = json.dumps({'p12': base64.encodebytes(p12).decode()}, indent=1)",
        ),
        (
            "JSON, for URLs",
            "out = json.dumps({'p12': base64.urlsafe_b64encode(p12).decode()})",
        ),
        (
            "a profile in XML",
            "out = plistlib.dumps({'PayloadType': 'Configuration', 'PayloadContent': [{'PayloadType': 'com.apple.security.pkcs12', 'Password': 'x', 'PayloadContent': p12}]})",
        ),
        (
            "a binary profile",
            "out = plistlib.dumps({'PayloadType': 'Configuration', 'PayloadContent': [{'PayloadType': 'com.apple.security.pkcs12', 'PayloadContent': p12}]}, fmt=plistlib.FMT_BINARY)",
        ),
        (
            "a profile with the authority",
            "out = plistlib.dumps({'PayloadType': 'Configuration', 'PayloadContent': [{'PayloadType': 'com.apple.security.root', 'PayloadContent': base64.b64decode(''.join(ca.decode().splitlines()[1:-1]))}, {'PayloadType': 'com.apple.security.pkcs12', 'PayloadContent': p12}]})",
        ),
        (
            ".ovpn",
            "out = 'client\\nremote a.example\\n<pkcs12>\\n' + base64.encodebytes(p12).decode() + '</pkcs12>\\n'",
        ),
        (
            ".ovpn with the authority",
            "out = 'client\\nremote a.example\\n<ca>\\n' + ca.decode() + '</ca>\\n<pkcs12>\\n' + base64.encodebytes(p12).decode() + '</pkcs12>\\n'",
        ),
        (
            "a mail",
            "m = email.message.EmailMessage(); m['From'] = 'a@example.jp'; m.set_content('証明書です'); m.add_attachment(p12, maintype='application', subtype='x-pkcs12', filename='client.p12'); out = m.as_bytes()",
        ),
        ("Kubernetes", "out = 'data:\\n  keystore.p12: ' + b64(p12) + '\\n'"),
        ("base64 of base64", "out = b64(b64(p12).encode())"),
        (
            "percent-encoded",
            "out = 'p12=' + urllib.parse.quote(b64(p12), safe='')",
        ),
        ("UTF-8 of Latin-1", "out = p12.decode('latin-1')"),
        (
            "UTF-8 of Latin-1, twice",
            "out = p12.decode('latin-1').encode().decode('latin-1')",
        ),
        (
            "UTF-8 of Latin-1 with a mark",
            "out = '\\ufeff' + p12.decode('latin-1')",
        ),
        (
            "UTF-8 of Windows-1252",
            "out = ''.join(bytes([o]).decode('cp1252', 'ignore') or chr(o) for o in p12)",
        ),
        ("UTF-16 of Latin-1", "out = p12.decode('latin-1').encode('utf-16')"),
        (
            "a mark and a blank line before it",
            "out = b'\\xef\\xbb\\xbf\\r\\n' + p12",
        ),
        ("a blank line before it", "out = b'\\n' + p12"),
        (
            "header fields before it",
            "out = b'HTTP/1.1 200 OK\\r\\nContent-Type: application/x-pkcs12\\r\\n\\r\\n' + p12",
        ),
        (
            "a warning before it",
            "out = '<br />\\n<b>Warning</b>: 警告 30 in a.php on line 30<br />\\n'.encode() + p12",
        ),
        (
            "a form around it",
            "out = b'------WebKitFormBoundaryA\\r\\nContent-Disposition: form-data; name=\"a\"; filename=\"a.p12\"\\r\\n\\r\\n' + p12 + b'\\r\\n------WebKitFormBoundaryA--\\r\\n'",
        ),
        ("Shift_JIS before it", "out = '証明書0番\\r\\n'.encode('cp932') + p12"),
    ];
    all_open_as(P12, Some(PASSWORD), &forms);
    for (form, _, carried) in made(&forms) {
        assert_eq!(outcome(&open(&carried, None)), "password-required", "{form}");
    }
}

/// A second PKCS#12 file, of another certificate, and one of that with another password.
const ANOTHER: &str = "
def export(password):
    return subprocess.run(['openssl', 'pkcs12', '-export', '-in', f + '/pem', '-inkey', f + '/key', '-name', 'another', '-passout', 'pass:' + password], capture_output=True, check=True).stdout
another, elsewhere = export('fixture'), export('elsewhere')
def armoured(data, label='PKCS12'): return f'-----BEGIN {label}-----\\n' + base64.encodebytes(data).decode() + f'-----END {label}-----\\n'
def mail(*files):
    m = email.message.EmailMessage(); m['From'] = 'a@example.jp'; m.set_content('two files')
    for one in files: m.add_attachment(one, maintype='application', subtype='x-pkcs12', filename='a.p12')
    return m.as_bytes()
";

fn made_of_several(forms: &[&str]) -> Vec<(String, Vec<u8>)> {
    let programs: Vec<String> = forms.iter().map(|form| format!("{ANOTHER}\nout = {form}")).collect();
    let programs: Vec<((), &str)> = programs.iter().map(|program| ((), program.as_str())).collect();
    let files = made(&programs).map(|(_, _, file)| file);
    forms.iter().map(|form| (*form).to_owned()).zip(files).collect()
}

/// The common names of those that have their key.
fn with_keys(inspection: &Inspection) -> Vec<&str> {
    let with_keys = inspection.identities.iter().filter(|one| one.key_matches == Some(true));
    let names = with_keys.map(|one| inspection.certificates[one.leaf].common_name.as_deref().unwrap());
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

#[test]
fn of_several_pkcs12_files_in_one_file_none_hides_the_others() {
    let mut complaints = Complaints::default();
    for (form, file) in made_of_several(&[
        "armoured(p12) + armoured(another)",
        "armoured(another) + armoured(p12, 'CERTIFICATE')",
        "p12 + another",
        "another + p12 + bytes(100)",
        "base64.encodebytes(p12 + another)",
        "b64(p12) + '\\n\\n' + b64(another) + '\\n'",
        "json.dumps({'old': b64(p12), 'new': b64(another)})",
        "json.dumps([{'p12': base64.encodebytes(one).decode()} for one in [another, p12]])",
        "mail(p12, another)",
        "'data:\\n  a.p12: ' + b64(p12) + '\\n  b.p12: ' + b64(another) + '\\n'",
        // Whatever else stands beside them.
        "armoured(p12) + text + key.decode()",
        "text + key.decode() + armoured(p12)",
        "text + armoured(p12) + key.decode()",
    ]) {
        let found = open(&file, Some(PASSWORD));
        let reported = found.as_ref().map(|one| (with_keys(one), one.unreadable, one.locked));
        let expected = vec!["client-p256", "client-rsa"];
        complaints.check(reported == Ok((expected, 0, None)), || format!("{form}: {reported:?}"));
        let without = outcome(&open(&file, None));
        let is_shown = form.contains("key");
        complaints.check(
            (without == "opened") == is_shown && (is_shown || without == "password-required"),
            || format!("{form} without a password: {without}"),
        );
    }
    complaints.none();
}

#[test]
fn a_pkcs12_file_and_its_chain_in_one_answer_open_together() {
    let mut complaints = Complaints::default();
    for (form, file) in made_of_several(&[
        "json.dumps({'p12': b64(p12), 'ca': ca.decode()})",
        "json.dumps({'ca_chain': [ca.decode()], 'bundle': b64(p12)})",
        "ca.decode() + armoured(p12)",
        "ca.decode() + b64(p12)",
    ]) {
        let found = open(&file, Some(PASSWORD));
        let reported = found.as_ref().map(with_keys);
        complaints.check(reported == Ok(vec!["client-rsa"]), || format!("{form}: {reported:?}"));
        complaints.check_outcome(&form, &file, None, "password-required");
        complaints.check_outcome(&form, &file, Some("wrong"), "wrong-password");
    }
    complaints.none();
}

#[test]
fn a_pkcs12_file_that_does_not_open_hides_no_other() {
    let mut complaints = Complaints::default();
    for (form, file) in made_of_several(&[
        "armoured(p12) + armoured(elsewhere)",
        "armoured(elsewhere) + armoured(p12)",
        "elsewhere + p12",
        "json.dumps({'new': b64(elsewhere), 'old': b64(p12)})",
    ]) {
        for (password, name, friendly_name) in [
            (PASSWORD, "client-rsa", "更新 client-rsa"),
            ("elsewhere", "client-p256", "another"),
        ] {
            let found = open(&file, Some(password));
            let reported = found.as_ref().map(|one| {
                let friendly_name = one.friendly_name.as_deref();
                (with_keys(one), one.unreadable, one.locked, friendly_name)
            });
            let expected = (vec![name], 1, None, Some(friendly_name));
            complaints.check(reported == Ok(expected), || format!("{form}: {reported:?}"));
        }
        complaints.check_outcome(&form, &file, Some("wrong"), "wrong-password");
        complaints.check_outcome(&form, &file, None, "password-required");
    }
    // One that was cut off or damaged.
    for (form, file) in made_of_several(&[
        "armoured(p12[:500]) + armoured(another)",
        "armoured(another) + armoured(p12[:500])",
        "another + p12[:500]",
    ]) {
        let found = open(&file, Some(PASSWORD));
        let reported = found.as_ref().map(|one| (with_keys(one), one.unreadable));
        complaints.check(reported == Ok((vec!["client-p256"], 1)), || {
            format!("{form}: {reported:?}")
        });
    }
    complaints.none();
}

#[test]
fn a_certificate_beside_a_pkcs12_file_is_shown_before_the_password_is_known() {
    for (form, file) in made_of_several(&[
        "text + armoured(p12)",
        "armoured(p12) + text",
        "json.dumps([text, b64(p12)])",
    ]) {
        let found = open(&file, None).unwrap();
        assert_eq!(found.locked, Some(Lock::Password), "{form}");
        assert_eq!((found.certificates.len(), found.unreadable), (1, 0), "{form}");
        assert_eq!(outcome(&open(&file, Some("wrong"))), "wrong-password", "{form}");
        assert_eq!(open(&file, Some(PASSWORD)).unwrap().certificates.len(), 3, "{form}");
    }
}

#[test]
fn line_feeds_that_became_two_octets_are_undone_in_every_kind_of_file() {
    let mut complaints = Complaints::default();
    let mut converted = 0;
    for fixture in crate::fixtures::of_kind("pkcs12")
        .into_iter()
        .chain(crate::fixtures::of_kind("certificates"))
    {
        let whole = read(&fixture.file);
        let is_slow =
            fixture.file.contains("0000") || fixture.file.contains("nss-") || fixture.file.contains("gnutls-");
        let is_single = !fixture.file.contains("der-two") && !fixture.file.contains("trailing");
        if whole[0] != 0x30 || is_slow || !is_single || fixture.error.is_some() || !whole.contains(&b'\n') {
            continue;
        }
        let longer: Vec<u8> = whole
            .iter()
            .flat_map(|octet| {
                if *octet == b'\n' {
                    vec![b'\r', b'\n']
                } else {
                    vec![*octet]
                }
            })
            .collect();
        let password = fixture.password.as_deref();
        let (expected, found) = (open(&whole, password), open(&longer, password));
        converted += 1;
        complaints.check(expected == found, || format!("{}: {found:?}", fixture.file));
        if fixture.encrypted && fixture.mac_digest_at.is_some() && password.is_some_and(|text| !text.is_empty()) {
            // Certificates may stand in the clear.
            for text in [Some("wrong"), None] {
                let expected = outcome(&open(&whole, text));
                complaints.check_outcome(&fixture.file, &longer, text, expected);
            }
        }
    }
    complaints.none();
    assert!(converted > 10, "{converted}");
}

#[test]
fn the_error_of_a_file_damaged_as_text_names_the_damage() {
    let mut complaints = Complaints::default();
    let forms = [
        (Damage::OctetsLost, "out = p12.decode('utf-8', 'replace')"),
        (Damage::OctetsLost, "out = der.decode('utf-8', 'replace')"),
        (
            Damage::OctetsLost,
            "out = p12.decode('latin-1').encode('ascii', 'replace')",
        ),
        (
            Damage::OctetsLost,
            "out = der.decode('latin-1').encode('ascii', 'replace')",
        ),
        (
            Damage::OctetsLost,
            "out = der.decode('utf-8', 'replace').encode('utf-16')",
        ),
        (Damage::OctetsLost, "out = p12.decode('ascii', 'ignore')"),
        (Damage::OctetsLost, "out = p12.decode('cp932', 'replace')"),
        (Damage::OctetsLost, "out = der.decode('euc_jp', 'replace')"),
        (Damage::ReEncoded, "out = p12.decode('cp437')"),
        (Damage::ReEncoded, "out = der.decode('mac_roman')"),
        (
            Damage::LineEndsConverted,
            "out = (der[:200] + b'\\n\\r' * 4 + der[200:]).replace(b'\\r', b'\\n').replace(b'\\n', b'\\r\\n')",
        ),
        (
            Damage::Armour,
            "lines = text.splitlines(True); out = ''.join(lines[:3] + ['!\"#$%&()\\n'] + lines[3:])",
        ),
        (Damage::Armour, "out = text.replace('MII', 'M?I')"),
        (Damage::Armour, "out = text[:200] + '…' + text[300:]"),
        (Damage::Armour, "out = (text + ca.decode()).replace('\\nMII', '\\nM~I')"),
        (
            Damage::Armour,
            "out = text.replace('CERTIFICATE', 'PKCS12').replace('a', '*')",
        ),
    ];
    for (damage, program, carried) in made(&forms) {
        let found = open(&carried, Some(PASSWORD)).unwrap_err();
        complaints.check(found == Error::DamagedAsText { damage: *damage }, || {
            format!("{program}: {found:?}")
        });
    }
    complaints.none();
}

#[test]
fn a_cut_off_text_is_called_truncated_with_both_sizes_whatever_carries_it() {
    let programs = [
        "out = text[:300]",
        "out = text[:text.index('-----END') - 4]",
        "out = text[:40]",
        "out = key[:100]",
        "out = ('-----BEGIN PKCS12-----\\n' + base64.encodebytes(p12).decode())[:-4]",
        "out = urllib.parse.quote(text[:300])",
        "out = text[:300].replace('\\n', '\\\\n')",
        "out = text[:300].replace('-----', '—–')",
        "out = quopri.encodestring(text[:300].encode())",
    ];
    let forms = programs.map(|program| ((), program));
    for (_, program, carried) in made(&forms) {
        let Err(Error::TruncatedFile { size, expected }) = open(&carried, None) else {
            panic!("{program}: {:?}", open(&carried, None))
        };
        assert!(
            size == carried.len() && expected > size,
            "{program}: {size} of {expected}"
        );
    }
}

#[test]
fn a_pem_block_that_lacks_only_its_end_line_opens() {
    let programs = [
        "out = text[:text.index('-----END')]",
        "out = text[:text.index('-----END')].strip()",
        "out = text[:text.index('-----END') + 6]",
        "out = text[:-9]",
        "out = '> ' + text[:text.index('-----END')].replace('\\n', '\\n> ')",
        "out = text[:text.index('-----END')].replace('\\n', '\\\\n')",
        "out = text[:text.index('-----END')] + key.decode()",
        "out = key.decode()[:key.index(b'-----END')] + text",
        "out = text + key.decode()[:key.index(b'-----END')]",
    ];
    let forms = programs.map(|program| ((), program));
    for (_, program, carried) in made(&forms) {
        let found = open(&carried, None).unwrap();
        assert_eq!((found.certificates.len(), found.unreadable), (1, 0), "{program}");
        assert_eq!(found.has_private_key, program.contains("key"), "{program}");
    }
    let forms = [
        ((), "out = key.decode()[:key.index(b'-----END')]"),
        ((), "out = key.decode()[:key.index(b'-----END') + 8]"),
    ];
    for (_, program, carried) in made(&forms) {
        let found = open_pair(&read("certificates/p256.crt"), &carried, None).unwrap();
        assert_eq!(found.key_matches, Some(true), "{program}");
    }
}

#[test]
fn a_file_that_holds_no_certificate_is_named_by_its_kind() {
    let mut complaints = Complaints::default();
    let forms = [
        (LooksLike::Winmail, "out = bytes.fromhex('789f3e22') + bytes(64) + p12"),
        (LooksLike::Json, "out = json.dumps({'error': 'unauthorized'})"),
        (LooksLike::Json, "out = '\\ufeff' + json.dumps([{'a': 1}], indent=2)"),
        (
            LooksLike::Mail,
            "m = email.message.EmailMessage(); m['From'] = 'a@example.jp'; m['Subject'] = 'x'; m.set_content('証明書を送ります'); out = m.as_bytes()",
        ),
        (
            LooksLike::Mail,
            "s = io.BytesIO(); z = zipfile.ZipFile(s, 'w'); z.writestr('a.p12', p12); z.close(); m = email.message.EmailMessage(); m['To'] = 'a@example.jp'; m['From'] = 'b'; m.add_attachment(s.getvalue(), maintype='application', subtype='zip', filename='a.zip'); out = m.as_bytes()",
        ),
        (
            LooksLike::Mail,
            "out = bytes.fromhex('d0cf11e0a1b11ae1') + bytes(600) + '__substg1.0_0037001F'.encode('utf-16-le')",
        ),
        (
            LooksLike::OfficeDocument,
            "out = bytes.fromhex('d0cf11e0a1b11ae1') + bytes(600) + 'WordDocument'.encode('utf-16-le')",
        ),
        (
            LooksLike::OfficeDocument,
            "s = io.BytesIO(); z = zipfile.ZipFile(s, 'w'); z.writestr('[Content_Types].xml', '<Types/>'); z.writestr('word/document.xml', 'x'); z.close(); out = s.getvalue()",
        ),
        (
            LooksLike::OfficeDocument,
            "s = io.BytesIO(); z = zipfile.ZipFile(s, 'w', zipfile.ZIP_DEFLATED); z.writestr('xl/workbook.xml', 'x'); z.writestr('[Content_Types].xml', '<Types/>'); z.close(); out = s.getvalue()",
        ),
        (
            LooksLike::OfficeDocument,
            "s = io.BytesIO(); z = zipfile.ZipFile(s, 'w'); z.writestr('mimetype', 'application/vnd.oasis.opendocument.text'); z.close(); out = s.getvalue()",
        ),
        (LooksLike::OfficeDocument, "out = '{\\\\rtf1\\\\ansi x}'"),
        // An archive that has a document in it is an archive.
        (
            LooksLike::Zip,
            "d = io.BytesIO(); z = zipfile.ZipFile(d, 'w'); z.writestr('[Content_Types].xml', 'x'); z.close(); s = io.BytesIO(); z = zipfile.ZipFile(s, 'w'); z.writestr('client.crt', pem); z.writestr('a.docx', d.getvalue()); z.close(); out = s.getvalue()",
        ),
        (
            LooksLike::ConfigurationProfile,
            "out = plistlib.dumps({'PayloadType': 'Configuration', 'PayloadContent': [{'PayloadType': 'com.apple.wifi.managed'}]})",
        ),
        (
            LooksLike::ConfigurationProfile,
            "out = plistlib.dumps({'PayloadType': 'Configuration', 'PayloadContent': []}, fmt=plistlib.FMT_BINARY)",
        ),
        (
            LooksLike::VpnProfile,
            "out = 'client\\ndev tun\\nremote a.example 1194\\nca ca.crt\\ncert client.crt\\n'",
        ),
        (
            LooksLike::Shortcut,
            "out = '[InternetShortcut]\\r\\nURL=https://a.example/\\r\\n'",
        ),
        (
            LooksLike::Shortcut,
            "out = bytes.fromhex('4c0000000114020000000000c000000000000046') + bytes(60)",
        ),
        (
            LooksLike::CertificateSigningRequest,
            "out = subprocess.run(['openssl', 'req', '-new', '-key', f + '/key', '-subj', '/CN=x'], capture_output=True, check=True).stdout.replace(b' REQUEST', b'')",
        ),
        (
            LooksLike::CertificateSigningRequest,
            "out = urllib.parse.quote(subprocess.run(['openssl', 'req', '-new', '-key', f + '/key', '-subj', '/CN=x'], capture_output=True, check=True).stdout)",
        ),
        (
            LooksLike::PrivateKey,
            "out = key.replace(b'PRIVATE KEY', b'CERTIFICATE')",
        ),
        (
            LooksLike::Zip,
            "s = io.BytesIO(); z = zipfile.ZipFile(s, 'w'); z.writestr('a', b'a'); z.close(); out = '-----BEGIN CERTIFICATE-----\\n' + base64.encodebytes(s.getvalue()).decode() + '-----END CERTIFICATE-----\\n'",
        ),
        // A text about certificates, or one that begins with a digit, is no damaged certificate.
        (
            LooksLike::Text,
            "out = '「-----BEGIN CERTIFICATE-----」で始まる文字を貼り付けてください。'",
        ),
        (
            LooksLike::Text,
            "out = '-----BEGIN CERTIFICATE-----\\n...\\n-----END CERTIFICATE-----\\n'",
        ),
        (LooksLike::Text, "out = 'BEGIN CERTIFICATE\\nMemo'"),
        (LooksLike::Text, "out = 'HOW TO BEGIN CERTIFICATE Management'"),
        (LooksLike::Text, "out = '-----BEGIN CERTIFICATE-----\\nMemo'"),
        (LooksLike::Text, "out = '-----BEGIN CERTIFICATE-----\\nMIID'"),
        (LooksLike::Text, "out = 'See -----BEGIN CERTIFICATE-----'"),
        (
            LooksLike::Text,
            "out = 'The key is between -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY-----.'",
        ),
        (
            LooksLike::Text,
            "out = '-----BEGIN CERTIFICATE-----\\nMIID...\\n-----END CERTIFICATE-----'",
        ),
        (
            LooksLike::Text,
            "out = '-----BEGIN CERTIFICATE-----\\nbase64data\\n-----END CERTIFICATE-----\\n'",
        ),
        (
            LooksLike::Text,
            "out = '-----BEGIN CERTIFICATE-----\\n' + 'A text about certificates and how they begin. ' * 9 + 'https://example.jp/' + 'path/' * 20 + '\\n-----END CERTIFICATE-----\\n'",
        ),
        // What begins as keys and certificates do.
        (
            LooksLike::Unknown,
            "out = subprocess.run(['openssl', 'ts', '-query', '-data', f + '/pem', '-sha256', '-cert'], capture_output=True, check=True).stdout",
        ),
        (
            LooksLike::Unknown,
            "out = subprocess.run(['openssl', 'genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', 'pbits:1024'], capture_output=True, check=True).stdout; out = base64.b64decode(b''.join(out.splitlines()[1:-1]))",
        ),
        (
            LooksLike::Unknown,
            "out = subprocess.run(['openssl', 'genpkey', '-genparam', '-algorithm', 'DH', '-pkeyopt', 'group:modp_1536'], capture_output=True, check=True).stdout; out = base64.b64decode(b''.join(out.splitlines()[1:-1]))",
        ),
        (
            LooksLike::PublicKey,
            "rsa = subprocess.run(['openssl', 'genrsa', '1024'], capture_output=True, check=True).stdout; out = subprocess.run(['openssl', 'rsa', '-RSAPublicKey_out', '-outform', 'DER'], input=rsa, capture_output=True, check=True).stdout",
        ),
        // SNMP: a request of version 2c, and the answer.
        (
            LooksLike::Unknown,
            "out = bytes.fromhex('302902010104067075626c6963a01c02041a2b3c4d020100020100300e300c06082b060102010101000500')",
        ),
        (
            LooksLike::Unknown,
            "out = bytes.fromhex('302902010104067075626c6963a21c02041a2b3c4d020100020100300e300c06082b060102010101000500')",
        ),
        // The answer of a time-stamp authority that refuses; a digest with its algorithm.
        (
            LooksLike::Unknown,
            "out = bytes.fromhex('301a3018020102300f0c0d6261642072657175657374212103020520')",
        ),
        (
            LooksLike::Unknown,
            "out = bytes.fromhex('3031300d060960864801650304020105000420') + bytes(32)",
        ),
        // A length that no file has.
        (
            LooksLike::Unknown,
            "out = bytes.fromhex('3084ffffffff3084ffffffff0201') + bytes(60)",
        ),
        (LooksLike::Text, "out = '0001,0002,client0001\\n' * 40"),
        (LooksLike::Text, "out = '0' * 500"),
        (
            LooksLike::Text,
            "out = 'パスワード: 100% \\\\ = <b> & MIIA LS0tLS1CRUdJTi\\n'",
        ),
    ];
    for (looks_like, program, carried) in made(&forms) {
        let looks_like = *looks_like;
        let found = open(&carried, Some(PASSWORD));
        complaints.check(found == Err(Error::UnsupportedFormat { looks_like }), || {
            format!("{program}: {found:?}")
        });
    }
    complaints.none();
}

fn python_made(value: &str) -> Vec<u8> {
    let program = format!("out = {value}");
    let forms = [((), program.as_str())];
    let (.., file) = made(&forms).next().unwrap();
    file
}

/// PKCS#7 by openssl: `options` of `openssl cms -sign`, or of `crl2pkcs7`.
fn cms(content: &[u8], arguments: &[&str]) -> Vec<u8> {
    let folder = Folder::new();
    let out = folder.join("out");
    let content = folder.write("content", content);
    let [signer, key] =
        ["certificates/p256.crt", "keys/p256.key.pem"].map(|file| folder.write(&file.replace('/', "-"), &read(file)));
    if arguments.contains(&"-keyid") {
        // The fixture has no identifier of its key.
        let request = [
            "req", "-x509", "-subj", "/CN=x", "-days", "9", "-key", &key, "-out", &signer,
        ];
        Program::OPENSSL.prints(request, ["-addext", "subjectKeyIdentifier=hash"]);
    }
    let (signer, key, content, out_path) = (signer.as_str(), key.as_str(), content.as_str(), out.to_str().unwrap());
    let arguments: Vec<&str> = arguments
        .iter()
        .map(|argument| match *argument {
            "SIGNER" => signer,
            "KEY" => key,
            "CONTENT" => content,
            other => other,
        })
        .collect();
    Program::OPENSSL.prints(&arguments[..], ["-out", out_path]);
    std::fs::read(out).unwrap()
}

#[test]
fn signed_content_is_distinguished_from_signed_certificates_whatever_the_version() {
    let sign = [
        "cms", "-sign", "-signer", "SIGNER", "-inkey", "KEY", "-in", "CONTENT", "-outform",
    ];
    let signed = |content: &[u8], more: &[&str]| cms(content, &[&sign[..], more].concat());
    let profile = python_made("plistlib.dumps({'PayloadType': 'Configuration', 'PayloadContent': []})");
    let binary_profile = python_made("plistlib.dumps({'PayloadType': 'Configuration'}, fmt=plistlib.FMT_BINARY)");
    for content in [
        profile,
        binary_profile,
        read("certificates/ca.crt"),
        read("certificates/form-der.cer"),
        read(P12),
        read("others/archive.zip"),
        read("others/document.pdf"),
        b"Content-Type: text/plain\r\n\r\nfoo\r\n".to_vec(),
        b"<?xml version=\"1.0\"?><a/>".to_vec(),
    ] {
        for form in ["DER", "PEM"] {
            // By version 1, and by version 3 (RFC 5652 §5.1: the signer is named by the identifier of the key).
            for version in [&[][..], &["-keyid"]] {
                let message = signed(&content, &[&[form, "-nodetach", "-binary"], version].concat());
                let looks_like = LooksLike::SignedMessage;
                let expected = Err(Error::UnsupportedFormat { looks_like });
                assert_eq!(
                    open(&message, None),
                    expected,
                    "{form} {version:?} {:?}",
                    content.get(..30)
                );
            }
        }
    }
    // Content of a type of its own.
    let message = signed(
        b"text",
        &["DER", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4"],
    );
    assert_eq!(outcome(&open(&message, None)), "unsupported-format");
    // Some hand on their certificates by signing nothing, or a line.
    for more in [&["DER"][..], &["PEM", "-nodetach"], &["PEM"], &["DER", "-nodetach"]] {
        for version in [&[][..], &["-keyid"]] {
            let message = signed(b"Hello there.", &[more, version].concat());
            let found = open(&message, None).map(|one| one.certificates.len());
            assert_eq!(found, Ok(1), "{more:?} {version:?}");
        }
    }
    for form in ["DER", "PEM"] {
        let certificates = cms(b"", &["crl2pkcs7", "-nocrl", "-certfile", "SIGNER", "-outform", form]);
        assert_eq!(open(&certificates, None).unwrap().certificates.len(), 1);
        if form == "DER" {
            // Version 3, as RFC 5652 §5.1 asks where attribute certificates or other content are there.
            let at = certificates
                .windows(5)
                .position(|octets| octets == [2, 1, 1, 0x31, 0])
                .unwrap();
            for version in [3, 4, 5] {
                let mut later = certificates.clone();
                later[at + 2] = version;
                assert_eq!(open(&later, None).unwrap().certificates.len(), 1, "version {version}");
            }
        }
    }
    let encrypt = [
        "cms", "-encrypt", "-aes256", "-recip", "SIGNER", "-in", "CONTENT", "-outform",
    ];
    for form in ["DER", "PEM"] {
        let looks_like = LooksLike::EncryptedMessage;
        let message = cms(b"text", &[&encrypt[..], &[form]].concat());
        assert_eq!(
            open(&message, None),
            Err(Error::UnsupportedFormat { looks_like }),
            "{form}"
        );
    }
}

#[test]
fn unreadable_certificates_are_counted_in_pkcs7_in_pem_as_in_der() {
    let mut der = read("certificates/form-pkcs7-der.p7b");
    let whole = open(&der, None).unwrap();
    // The version of the second certificate gets another tag.
    let second = &whole.certificates[1].der;
    let at = der.windows(second.len()).position(|window| window == second).unwrap();
    let version = der[at..].windows(2).position(|octets| octets == [0xa0, 3]).unwrap();
    der[at + version] = 0xa7;
    let program = |label: &str| {
        let hexadecimal: String = der.iter().map(|octet| format!("{octet:02x}")).collect();
        format!(
            "p7b = bytes.fromhex('{hexadecimal}'); out = '-----BEGIN {label}-----\\n' + base64.encodebytes(p7b).decode() + '-----END {label}-----\\n'"
        )
    };
    let programs = ["PKCS7", "CMS", "PKCS #7 SIGNED DATA", "CERTIFICATE"].map(program);
    let forms: Vec<((), &str)> = programs.iter().map(|program| ((), program.as_str())).collect();
    let files = made(&forms).map(|(_, _, carried)| carried).chain([der.clone()]);
    for file in files {
        let found = open(&file, None).unwrap();
        assert_eq!((found.certificates.len(), found.unreadable), (1, 1));
    }
}
