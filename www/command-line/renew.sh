#!/bin/sh
# ブラウザのない端末で、クライアント証明書を更新します。curl が必要です。使い方: sh renew.sh --help
# Renews a client certificate on a machine without a browser. Needs curl. How to use it: sh renew.sh --help

# 更新の依頼先 / Where the renewal is asked for
ENDPOINT=''

set -u
set -f
umask 077
unset certificate key password_file password resume cacert directory yes answer part
certificate= key= password_file= password= resume= cacert= directory=. yes= part=

say() { printf '%s\n%s\n' "$1" "$2" >&2; }
fail() { say "$1" "$2"; exit "${3:-1}"; }

help() {
  cat <<'HELP'
使い方 / Usage:
  sh renew.sh --cert FILE.p12 [options]
  sh renew.sh --cert FILE.crt --key FILE.pem [options]

  --cert FILE           更新するクライアント証明書（.p12 または .crt） / the client certificate to renew
  --key FILE            .crt と組になる秘密鍵（.pem） / the private key of a .crt
  --password-file FILE  パスワードを入れたファイル（省略すると入力を求めます） / a file with the password (otherwise it is asked for)
  --directory DIR       新しい証明書を置くフォルダー（省略すると今のフォルダー） / where the new certificate goes (default: here)
  --yes                 確認せずに更新します / renew without asking
  --resume FILE         途中で止まった更新を続けます / go on with a renewal that was interrupted
  --cacert FILE         サーバーの証明書を確かめる認証局 / the authority that the server's certificate is checked with
  --endpoint URL        更新の依頼先 / where the renewal is asked for
HELP
}

while [ $# -gt 0 ]; do
  case $1 in
    --help|-h) help; exit 0 ;;
    --yes) yes=1; shift; continue ;;
    --cert|--key|--password-file|--directory|--resume|--cacert|--endpoint)
      [ $# -ge 2 ] || fail "$1 の値がありません。" "$1 needs a value." 2 ;;
    *) help >&2; fail "$1 は使えません。" "$1 is not an option." 2 ;;
  esac
  case $1 in
    --cert) certificate=$2 ;;
    --key) key=$2 ;;
    --password-file) password_file=$2 ;;
    --directory) directory=$2 ;;
    --resume) resume=$2 ;;
    --cacert) cacert=$2 ;;
    --endpoint) ENDPOINT=$2 ;;
  esac
  shift 2
done

# The scheme, host and port of an address, in lower case; nothing where it is not https.
origin() {
  case $1 in https://*|HTTPS://*) ;; *) return 0 ;; esac
  rest=${1#*://}
  printf 'https://%s' "${rest%%[/?#]*}" | tr 'A-Z' 'a-z'
}

[ -n "$ENDPOINT" ] || fail '更新の依頼先が設定されていません。--endpoint で指定してください。' 'There is no address to ask for the renewal. Give it with --endpoint.' 2
allowed=$(origin "$ENDPOINT")
[ -n "$allowed" ] || fail "更新の依頼先は https で始まる必要があります（$ENDPOINT）。" "The address must begin with https ($ENDPOINT)." 2
host=${allowed#https://}
command -v curl >/dev/null || fail 'curl が見つかりません。インストールしてください。' 'curl is not here. Install it.' 2
[ -n "$certificate" ] || { help >&2; fail '更新する証明書を --cert で指定してください。' 'Give the certificate to renew with --cert.' 2; }
for file in "$certificate" "$key" "$password_file" "$resume" "$cacert"; do
  [ -z "$file" ] || [ -r "$file" ] || fail "$file を読み取れません。" "$file cannot be read." 2
done
[ -d "$directory" ] && [ -w "$directory" ] || fail "$directory に書き込めません。" "$directory cannot be written to." 2
case $certificate in
  *.p12|*.P12|*.pfx|*.PFX) type=P12 ;;
  *) type=PEM; [ -n "$key" ] || fail '.crt には --key で秘密鍵（.pem）も指定してください。' 'A .crt needs its private key (.pem) too: give it with --key.' 2 ;;
esac

# The password stays in this shell: it is no argument and no environment variable of any program.
if [ -n "$password_file" ]; then
  IFS= read -r password < "$password_file" || [ -n "$password" ] || password=
  password=${password%"$(printf '\r')"}
elif [ -t 0 ]; then
  printf '証明書のパスワード / Password of the certificate: ' >&2
  trap 'stty echo; exit 130' INT TERM
  stty -echo
  IFS= read -r password
  stty echo
  trap - INT TERM
  printf '\n' >&2
else
  IFS= read -r password || [ -n "$password" ] || password=
fi

# A value in curl's configuration (man curl, --config).
quoted() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }
# In the name of a certificate a colon would begin its password.
named() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/:/\\:/g'; }

# Asks with the client certificate. $1: the address; what follows are options of curl. Prints the HTTP status; 000: no answer.
ask() {
  address=$1
  shift
  {
    printf 'url = "%s"\n' "$(quoted "$address")"
    printf 'cert = "%s"\n' "$(quoted "$(named "$certificate")")"
    printf 'cert-type = "%s"\n' "$type"
    [ -z "$key" ] || printf 'key = "%s"\n' "$(quoted "$key")"
    printf 'pass = "%s"\n' "$(quoted "$password")"
    [ -z "$cacert" ] || printf 'cacert = "%s"\n' "$(quoted "$cacert")"
  } | curl --disable --config - --silent --show-error --proto '=https' --max-redirs 0 --max-time 60 --max-filesize 1048576 \
    --header 'Accept: application/json' --write-out '%{http_code}' "$@"
}

# The text of a member of the JSON object on standard input (RFC 8259).
member() {
  LC_ALL=C awk -v wanted="$1" '
    function space() { while (place <= size && index(" \t\r\n", substr(json, place, 1))) place++ }
    function wrong() { failed = 1; exit 1 }
    function four(    number, count, digit) {
      for (count = 0; count < 4; count++) {
        digit = index("0123456789abcdef", tolower(substr(json, place, 1)))
        if (digit == 0) wrong()
        number = number * 16 + digit - 1
        place++
      }
      return number
    }
    function utf8(code) {
      if (code < 128) return sprintf("%c", code)
      if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
      if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
      return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, 128 + int(code / 64) % 64, 128 + code % 64)
    }
    function text(    found, one, code, low) {
      if (substr(json, place, 1) != "\"") wrong()
      for (place++; place <= size; ) {
        one = substr(json, place++, 1)
        if (one == "\"") return found
        if (one == "\n" || one == "\r" || one == "\t") wrong()
        if (one != "\\") { found = found one; continue }
        one = substr(json, place++, 1)
        if (one == "u") {
          code = four()
          if (code >= 55296 && code < 56320 && substr(json, place, 2) == "\\u") {
            place += 2
            low = four()
            if (low < 56320 || low > 57343) wrong()
            code = 65536 + (code - 55296) * 1024 + low - 56320
          }
          if (code < 32 || (code >= 55296 && code < 57344)) wrong()
          found = found utf8(code)
        } else if (index("\"\\/", one)) found = found one
        else wrong()
      }
      wrong()
    }
    function skip(    depth, one) {
      do {
        space()
        one = substr(json, place, 1)
        if (one == "\"") { text(); continue }
        if (place > size) wrong()
        if (index("{[", one)) depth++
        else if (index("}]", one)) depth--
        place++
        if (depth == 0 && !index("}]", one)) while (place <= size && !index(",]} \t\r\n", substr(json, place, 1))) place++
      } while (depth > 0)
    }
    { json = json $0 "\n" }
    END {
      if (failed) exit 1
      size = length(json); place = 1
      space(); if (substr(json, place++, 1) != "{") wrong()
      for (;;) {
        space(); if (substr(json, place, 1) == "}") break
        name = text()
        space(); if (substr(json, place++, 1) != ":") wrong()
        space()
        if (substr(json, place, 1) == "\"") { value = text(); if (name == wanted) { result = value; there++ } }
        else skip()
        space()
        if (substr(json, place, 1) == ",") { place++; continue }
        if (substr(json, place, 1) != "}") wrong()
      }
      if (there != 1) exit 1
      printf "%s", result
    }'
}

# What a certificate says of itself, where openssl is here.
facts() { openssl x509 -noout -subject -nameopt RFC2253 -enddate 2>/dev/null; }
# The leaf of a .p12; old encryption too. $1: the file, $2: its password.
leaf() {
  printf '%s\n' "$2" | openssl pkcs12 -in "$1" -passin stdin -nokeys -clcerts 2>/dev/null ||
    printf '%s\n' "$2" | openssl pkcs12 -in "$1" -passin stdin -nokeys -clcerts -legacy 2>/dev/null
}
has_openssl() { command -v openssl >/dev/null; }

old=
if has_openssl; then
  if [ "$type" = P12 ]; then old=$(leaf "$certificate" "$password" | facts); else old=$(facts < "$certificate"); fi
  [ -z "$old" ] || say "更新する証明書:" "The certificate to renew:"
  [ -z "$old" ] || printf '%s\n' "$old" >&2
fi

if [ -z "$resume" ]; then
  if [ -z "$yes" ]; then
    printf '%s でクライアント証明書を更新しますか？ はい / いいえ\nRenew the client certificate at %s? yes / no: ' "$host" "$host" >&2
    if [ -t 0 ] || [ -n "$password_file" ]; then IFS= read -r reply || reply=; else reply=; fi
    case $reply in
      はい|yes|Yes|YES|y|Y) ;;
      *) fail '更新しませんでした。今の証明書は有効期限まで使えます。' 'Nothing was renewed. The certificate works until it expires.' 3 ;;
    esac
  fi
  resume=$directory/renewal-$(date +%Y%m%d%H%M%S).json
  [ ! -e "$resume" ] || fail "$resume がすでにあります。少し待ってからやり直してください。" "$resume is there already. Wait a moment and try again."
  # Once, and never again: each request makes the server issue a certificate.
  status=$(ask "$ENDPOINT" --output "$resume" --data '{}' --header 'Content-Type: application/json') || status=000
  case $status in
    200) ;;
    000|'')
      rm -f "$resume"
      fail "$host から応答がありませんでした。ネットワーク、証明書とパスワードを確かめてください。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。" \
        "No answer came from $host. Check the network, the certificate and its password. A certificate may have been issued; while the present one is valid you can renew again." 4 ;;
    *)
      message=
      [ "$(wc -c < "$resume")" -gt 65536 ] || message=$(member message < "$resume" 2>/dev/null)
      rm -f "$resume"
      fail "$host が更新を断りました（HTTP $status）。$message" "$host refused to renew (HTTP status $status). $message" 5 ;;
  esac
fi

# Real answers have some hundred octets.
[ "$(wc -c < "$resume")" -le 65536 ] ||
  fail "$host の応答が長すぎます（$resume）。更新の依頼先を確かめてください。" "The answer of $host is too long ($resume). Check the address." 6
link=$(member uri < "$resume") && pass=$(member pass < "$resume") && [ -n "$link" ] && [ -n "$pass" ] ||
  fail "$host の応答を読み取れません（$resume）。サポート窓口にご連絡ください。" "The answer of $host cannot be read ($resume). Tell your support desk." 6
[ "$(origin "$link")" = "$allowed" ] ||
  fail "新しい証明書の受け取り先が $host ではないため、中止しました。サポート窓口にご連絡ください。" "The link to the new certificate does not lead to $host, so it was not followed. Tell your support desk." 6

part=$resume.part
for wait in 1 2 4 0; do
  # An answer that broke off is none.
  status=$(ask "$link" --output "$part") || status=000
  case $status in
    200) break ;;
    000|''|429|5??)
      [ "$wait" = 0 ] || { say "もう一度受け取ります（${wait}秒後）。" "Trying the download again in ${wait} s."; sleep "$wait"; } ;;
    *) break ;;
  esac
done
[ "$status" = 200 ] || {
  rm -f "$part"
  fail "新しい証明書を受け取れませんでした（$host、HTTP $status）。同じコマンドに --resume '$resume' を付けると続けられます。" \
    "The new certificate did not come ($host, HTTP status $status). Go on with the same command and --resume '$resume'." 7
}

if has_openssl; then
  new=$(leaf "$part" "$pass" | facts)
  [ -n "$new" ] ||
    fail "受け取ったファイルを、届いたパスワードで開けませんでした（$part）。サポート窓口にご連絡ください。" "What came does not open with its password ($part). Tell your support desk." 8
  subject=${new%%notAfter=*}
  [ -z "$old" ] || [ "$subject" = "${old%%notAfter=*}" ] || {
    printf '%s\n' "$new" >&2
    fail "受け取った証明書の名前が、今の証明書と違います（$part）。使わずに、サポート窓口にご連絡ください。" "The certificate that came has another name than the present one ($part). Do not use it; tell your support desk." 8
  }
  say '新しい証明書:' 'The new certificate:'
  printf '%s\n' "$new" >&2
fi

name=$(date +%Y%m%d%H%M%S)
for file in "$directory/$name.p12" "$directory/$name.pass"; do
  [ ! -e "$file" ] || fail "$file がすでにあります。--resume '$resume' を付けてやり直してください。" "$file is there already. Try again with --resume '$resume'." 9
done
# The password and nothing else: clients take the whole file.
set -C
printf '%s' "$pass" > "$directory/$name.pass" && mv "$part" "$directory/$name.p12" ||
  fail "$directory に保存できませんでした。--resume '$resume' を付けてやり直してください。" "$directory could not be written. Try again with --resume '$resume'." 9
rm -f "$resume"
say "更新しました。次のファイルに切り替えてください。" "Renewed. Switch to these files."
printf '%s\n' "$directory/$name.p12" "$directory/$name.pass"
