#!/usr/bin/env bash
# Makes the seeds of every target with openssl: seeds.sh FOLDER. The last byte of a file chooses its password (src/lib.rs).
set -euo pipefail
out=$1
rm -rf "$out"
mkdir -p "$out"/{convert,inspect,inspect_pair,key,renewal,presented,link,timestamp,eligibility,settings,text}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

none=' ' empty='!' password='"' marker="'"
seed() { # seed TARGET NAME CHOICE < bytes
  { cat; printf %s "$3"; } >"$out/$1/$2"
}
join() { # join FILE... : with the separator of src/lib.rs between them
  local first=1 file
  for file; do
    ((first)) || printf '<|>'
    first=0
    cat "$file"
  done
}

# Small keys, so that mutations hit structure and not numbers.
openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:512 -out rsa.pem
openssl genpkey -quiet -algorithm ED25519 -out ed.pem
openssl req -new -x509 -key ec.pem -days 9999 -utf8 -subj '/C=JP/O=医療法人/CN=demo CA' -out ca.crt
issue() { # issue NAME KEY CN
  openssl req -new -key "$2" -utf8 -subj "/O=demo, \\+ #/CN=old/CN=$3" -out "$1.csr"
  printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\nsubjectAltName=DNS:a.example\n' >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ec.pem -set_serial 0x80ff01 -days 9000 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
for kind in ec rsa ed; do issue "$kind" "$kind.pem" client0001; done
openssl req -new -x509 -key rsa.pem -days 20000 -subj '/' -out nameless.crt

# Certificates: PEM, DER, TRUSTED, chains, PKCS#7, bare base64, UTF-16.
for kind in ec rsa ed nameless; do
  seed inspect "$kind.pem" "$none" <"$kind.crt"
  openssl x509 -in "$kind.crt" -outform DER -out "$kind.der"
  seed inspect "$kind.der" "$none" <"$kind.der"
done
openssl x509 -in ec.crt -trustout -addtrust clientAuth -setalias demo | seed inspect trusted.pem "$none"
cat ec.crt ca.crt | seed inspect chain.pem "$none"
cat ec.der rsa.der | seed inspect chain.der "$none"
cat ec.pem ec.crt | seed inspect key_and_certificate.pem "$none"
for kind in ec rsa ed; do cat "$kind.pem" "$kind.crt" ca.crt | seed convert "$kind.pem" "$none"; done
openssl crl2pkcs7 -nocrl -certfile ec.crt -certfile ca.crt -out both.p7b
seed inspect p7b.pem "$none" <both.p7b
openssl pkcs7 -in both.p7b -outform DER | seed inspect p7b.der "$none"
base64 ec.der | seed inspect bare.txt "$none"
iconv -t UTF-16 ec.crt >utf16.crt
seed inspect utf16.pem "$none" <utf16.crt

# PKCS#12: every encryption, with few iterations; also without encryption and without MAC, where mutations reach the bags.
p12() { # p12 NAME PASSWORD CHOICE OPTIONS...
  local name=$1 words=$2 choice=$3
  shift 3
  openssl pkcs12 -export -in ec.crt -inkey ec.pem -certfile ca.crt -name '更新 demo' -passout "pass:$words" \
    -iter 2 -out "$name.p12" "$@" 2>/dev/null
  seed inspect "$name.p12" "$choice" <"$name.p12"
  seed convert "$name.p12" "$choice" <"$name.p12"
}
p12 aes password "$password"
p12 aes_marker marker-5Zq8-vT3x "$marker"
p12 aes_empty '' "$empty"
p12 aes128_sha1 password "$password" -keypbe AES-128-CBC -certpbe AES-192-CBC -macalg sha1
p12 plain password "$password" -keypbe NONE -certpbe NONE
p12 plain_nomac '' "$none" -keypbe NONE -certpbe NONE -nomac
p12 certificate_in_clear password "$password" -certpbe NONE -nomac
p12 key_in_clear password "$password" -keypbe NONE -nomac
p12 nomac password "$password" -nomac
p12 triple_des password "$password" -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-2DES -macalg sha512
p12 legacy password "$password" -legacy -keypbe PBE-SHA1-RC2-128 -certpbe PBE-SHA1-RC2-40
p12 rc4 password "$password" -legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC4-40
p12 renewed renewal-pass "$none" -macalg sha256
{
  echo '-----BEGIN PKCS12-----'
  base64 aes.p12
  echo '-----END PKCS12-----'
} | seed inspect p12.pem "$password"

# What carries them (src/input/transport). Python writes each form.
carried() { # carried NAME CHOICE PROGRAM: of pem, der, p12 (as bytes) and text (PEM) it makes out
  python3 -c "
import base64, json, quopri, sys, urllib.parse
pem, der, p12 = (open(name, 'rb').read() for name in ['ec.crt', 'ec.der', 'aes.p12'])
text, b64 = pem.decode(), lambda data: base64.b64encode(data).decode()
$3
sys.stdout.buffer.write(out if isinstance(out, bytes) else out.encode())" | seed inspect "$1" "$2"
}
carried percent "$none" "out = urllib.parse.quote(text)"
carried form "$none" "out = 'Cert=\"' + urllib.parse.quote_plus(text) + '\"'"
carried rfc9440 "$none" "out = 'Client-Cert: :' + b64(der) + ':'"
carried backslashes "$none" "out = json.dumps({'a': text})"
carried quoted_printable "$none" "out = quopri.encodestring(pem)"
carried quoted "$none" "out = ''.join('> ' + line for line in text.splitlines(True))"
carried base64 "$none" "out = b64(pem)"
carried markup "$none" "out = '<p>' + text.replace('\n', '<br>').replace('=', '&#61;') + '&amp;</p>'"
carried dashes "$none" "out = text.replace('-----', '—–')"
carried full_width "$none" "out = ''.join(chr(ord(c) + 0xfee0) if '!' <= c <= '~' else c for c in text)"
carried certutil "$password" "out = '-----BEGIN CERTIFICATE-----\n' + b64(p12) + '\n-----END CERTIFICATE-----\n'"
carried ovpn "$password" "out = 'remote a\n<ca>\n' + text + '</ca>\n<pkcs12>\n' + b64(p12) + '</pkcs12>\n'"
carried latin1 "$password" "out = p12.decode('latin-1')"
carried line_ends "$password" "out = p12.replace(b'\n', b'\r\n')"
carried behind_text "$password" "out = b'HTTP/1.1 200 OK\n\n' + p12"
carried octets_lost "$none" "out = der.decode('utf-8', 'replace')"
carried plist "$password" "import plistlib; out = plistlib.dumps({'PayloadType': 'a', 'b': p12}, fmt=plistlib.FMT_BINARY)"

# Private keys: PKCS#8, PKCS#1, SEC1, encrypted in each way.
seed key pkcs8_ec.pem "$none" <ec.pem
seed key pkcs8_rsa.pem "$none" <rsa.pem
seed key pkcs8_ed.pem "$none" <ed.pem
openssl ec -in ec.pem -out sec1.pem 2>/dev/null
openssl rsa -in rsa.pem -traditional -out pkcs1.pem 2>/dev/null
seed key sec1.pem "$none" <sec1.pem
seed key pkcs1.pem "$none" <pkcs1.pem
for cipher in aes-128-cbc aes-256-cbc des3; do
  openssl ec -in ec.pem "-$cipher" -passout pass:password -out "traditional_$cipher.pem" 2>/dev/null
  seed key "traditional_$cipher.pem" "$password" <"traditional_$cipher.pem"
done
encrypted() { # encrypted NAME OPTIONS...
  local name=$1
  shift
  openssl pkcs8 -topk8 -in ec.pem -passout pass:password -iter 2 -outform DER -out "$name.der" "$@" 2>/dev/null
  seed key "$name.der" "$password" <"$name.der"
}
encrypted pbes2
encrypted pbes2_sha512 -v2 aes-192-cbc -v2prf hmacWithSHA512
encrypted pbes2_des3 -v2 des3 -v2prf hmacWithSHA1
encrypted pbes2_rc2 -provider legacy -provider default -v2 rc2-cbc
encrypted pbes1 -v1 PBE-SHA1-3DES
encrypted pbes1_md5 -provider legacy -provider default -v1 PBE-MD5-DES
openssl pkcs8 -topk8 -in ec.pem -passout pass:password -scrypt -scrypt_N 16 -scrypt_r 1 -scrypt_p 1 |
  seed key scrypt.pem "$password"

# A certificate and a key of its own.
for pair in 'ec sec1' 'ec ec' 'rsa pkcs1' 'rsa rsa' 'ed ed' 'ec rsa' 'ec traditional_des3' 'rsa pbes2'; do
  read -r certificate key <<<"$pair"
  case $key in pbes2) file=pbes2.der ;; *) file=$key.pem ;; esac
  join "$certificate.crt" "$file" | seed inspect_pair "${certificate}_$key" "$password"
done

# Renewals: four bytes that choose, then endpoint, allowed host, common name, link, password, second body.
renewal() { # renewal NAME CHOICES LINK PASSWORD BODY
  printf 'https://auth.example/api/cert' >endpoint
  printf 'files.example:8443' >host
  printf 'client0001' >name
  printf %s "$3" >link
  printf %s "$4" >pass
  { printf "$2"; join endpoint host name link pass "$5"; } >"$out/renewal/$1"
}
renewal good '\0\0\0\0' https://auth.example/api/cert/abc renewal-pass renewed.p12
renewal compared '\0\0\0\3' https://files.example:8443/a?b=c#d renewal-pass renewed.p12
renewal marked '\0\0\0\3' https://auth.example/c marker-5Zq8-vT3x aes_marker.p12
renewal other_name '\0\0\0\1' https://auth.example/x renewal-pass plain.p12
renewal raw '\0\0\1\0' '{"uri":"https://auth.example/c","pass":"renewal-pass","more":[1]}' '' renewed.p12
renewal unencrypted '\0\0\0\2' https://auth.example/c x plain_nomac.p12
renewal no_certificate '\357\0\1\0' '<center>No required SSL certificate was sent</center>' '' /dev/null
renewal refused '\360\0\1\0' '{"code":"too-early","message":"まだです"}' '' /dev/null
renewal redirected '\0\354\0\0' https://auth.example/c x /dev/null
renewal not_a_bundle '\0\0\0\0' https://auth.example/c x ec.der

# What nginx tells of the presented certificate.
escaped=$(sed -e 's/ /%20/g' -e 's/+/%2B/g' -e 's/$/%0A/' ec.crt | tr -d '\n')
printf '\1SUCCESS %s' "$escaped" >"$out/presented/success"
printf '\1FAILED:certificate has expired %s\n' "$escaped" >"$out/presented/failed"
printf '\1NONE ' >"$out/presented/none"
printf '\360{"code":"certificate-required","message":"x"}' >"$out/presented/refused"

number=0
while IFS= read -r line; do
  number=$((number + 1))
  printf %s "$line" >"$out/link/$number"
done <<'LINKS'
https://auth.cmo.orcamo.jp/api/cert/abc?x=1#y
HTTPS://AUTH.example:443
https://localhost:8443/a:b@c
https://127.0.0.1:1/
https://[::1]:8443/
https://[2001:DB8::0:1]/
https://auth.example?@evil.example/
https://xn--bcher-kva.example:00443/
https://a-.example.0x7f/
LINKS
while IFS= read -r line; do
  number=$((number + 1))
  printf '%s\1\2\3\4\0\0\0\0' "$line" >"$out/timestamp/$number"
done <<'INSTANTS'
2029-11-22T14:59:59Z
2029-11-22T14:59:59.999999999+09:00
0000-01-01T00:00:00+23:59
9999-12-31T23:59:60Z
1970-01-01t00:00:00-00:00
INSTANTS
head -c 96 /dev/zero >"$out/eligibility/zero"

# What the native clients keep.
printf 'monsiaj.current=0\nmonsiaj.config.0.clientCertificateFile=C\\:\\\\Users\\\\a.p12\nmonsiaj.config.0.saveClientCertificatePassword=true\n' >"$out/settings/monsiaj"
printf '# \\u65e5\r\nmonsiaj.current:1\r\nmonsiaj.config.1.clientCert\\\r\n  ificateFile\ta\\\r\n b\r\n!x\\\r\nmonsiaj.config.0.a=\\' >"$out/settings/continued"
printf '{"list":[{"certfile":"a\\/b","x":[{"certfile":1}]},{}],"index":0}\n' >"$out/settings/glclient2"
printf '{\n  "index": 1,\n  "list": [\n    7,\n    {\n    }\n  ]\n}' >"$out/settings/empty"
printf '// a\n{ "index": 0 /* b */\n, "list": [ { "certfile": "/home/a/b.crt" // c\n  , "b": "/*" } ] }' >"$out/settings/comments"
printf 'monsiaj.config.0.saveClientCertificatePassword=TRUE\nmonsiaj.config.0.clientCertificateFile\\' >"$out/settings/open"
printf -- '---\napi_crt: C:\\a\\b.crt\napi_pem: "C:\\\\a\\\\b.pem" # c\napi_phrase: it'"''"'s\nlist:\n- a\nx: |\n  y\n' >"$out/settings/receview"
printf -- '--- !ruby/hash:A\r\n:api_crt: '"'a.crt'"'\r\n:api_pem: a.pem\r\n...\r\n' >"$out/settings/symbols"

# Names.
number=0
while IFS= read -r line; do
  number=$((number + 1))
  printf '%b' "$line" >"$out/text/$number"
done <<'NAMES'
client0001
\342\200\2561000tneilc
CON.tar
../../a:b .
\350\221\233\363\240\204\200\345\237\216.p12
a\nb\0c
NAMES
