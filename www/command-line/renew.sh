#!/bin/sh
# ブラウザのない端末で、クライアント証明書を更新します。curl が必要です。使い方: sh renew.sh --help
# Renews a client certificate on a machine without a browser. Needs curl. How to use it: sh renew.sh --help

# 更新の依頼先 / Where the renewal is asked for
ENDPOINT=''

# Traced or exported, what is secret here would reach logs and other programs; so would a core dump.
[ -z "${ZSH_VERSION-}" ] || emulate sh
set +ax
set -uf
unset password pass link address answer rest answered SSLKEYLOGFILE
# Octets: in other character sets read, sed and patterns take a part of a character for a sign.
LC_ALL=C
export LC_ALL
umask 077
ulimit -c 0
asked='' certificate='' key='' password_file='' resume='' cacert='' directory=. yes='' unlocked='' silenced=''
newline='
'

say() { printf '%s\n%s\n' "$1" "$2" >&2; }
fail() { say "$1" "$2"; exit "$3"; }

clean() {
  [ -z "$silenced" ] || stty echo
  [ -z "$unlocked" ] || rm -f -- "$unlocked"
}
trap clean EXIT
stop() {
  trap '' HUP INT QUIT TERM
  if [ -n "$asked" ]; then
    if [ -s "$resume" ]; then say "中断しました。同じコマンドに --resume '$resume' を付けると続けられます。" "Interrupted. Go on with the same command and --resume '$resume'."
    else say '中断しました。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。' 'Interrupted. A certificate may have been issued; while the present one is valid you can renew again.'; fi
  fi
  exit "$1"
}
trap 'stop 129' HUP
trap 'stop 130' INT
trap 'stop 131' QUIT
trap 'stop 143' TERM

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

終了コード / Exit codes:
  0 更新しました / renewed                          6 応答が正しくありません / an answer that cannot be used
  2 指定、ファイル、パスワード / options, files     7 受け取れません（--resume） / no download (--resume)
  3 更新しませんでした / not renewed, as answered   8 証明書が正しくありません / a certificate not to be used
  4 応答がありません / no answer                    9 保存できません（--resume） / not saved (--resume)
  5 断られました / refused
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
  rest=${rest%%/*}
  case $rest in ''|*[!][A-Za-z0-9.:_-]*) return 0 ;; esac
  rest=$(printf '%s' "$rest" | tr 'A-Z' 'a-z')
  printf 'https://%s' "${rest%:443}"
}

# A printf that is a program of its own would have the password among its arguments.
[ "$(command -v printf)" = printf ] || fail 'このシェルではパスワードを安全に扱えません。dash か bash で実行してください。' 'This shell would show the password in the list of processes. Use dash or bash.' 2
[ -n "$ENDPOINT" ] || fail '更新の依頼先が設定されていません。--endpoint で指定してください。' 'There is no address to ask for the renewal. Give it with --endpoint.' 2
allowed=$(origin "$ENDPOINT")
[ -n "$allowed" ] || fail "更新の依頼先は https://ホスト名 で始まる必要があります（${ENDPOINT}）。" "The address must begin with https:// and a host ($ENDPOINT)." 2
host=${allowed#https://}
command -v curl >/dev/null || fail 'curl が見つかりません。インストールしてください。' 'curl is not here. Install it.' 2
[ -n "$certificate" ] || { help >&2; fail '更新する証明書を --cert で指定してください。' 'Give the certificate to renew with --cert.' 2; }
for file in "$certificate" "$key" "$password_file" "$resume" "$cacert"; do
  [ -z "$file" ] || [ -r "$file" ] || fail "$file を読み取れません。" "$file cannot be read." 2
done
case $directory in -*) directory=./$directory ;; esac
[ -d "$directory" ] && [ -w "$directory" ] || fail "$directory に書き込めません。" "$directory cannot be written to." 2
case $certificate in ''|*/*) ;; *) certificate=./$certificate ;; esac
case $key in ''|*/*) ;; *) key=./$key ;; esac
case $certificate in
  *.p12|*.P12|*.pfx|*.PFX) type=P12 ;;
  *) type=PEM; [ -n "$key" ] || fail '.crt には --key で秘密鍵（.pem）も指定してください。' 'A .crt needs its private key (.pem) too: give it with --key.' 2 ;;
esac

# The password stays in this shell: it is no argument and no environment variable of any program.
password=''
if [ -n "$password_file" ]; then
  IFS= read -r password < "$password_file"
  # As an editor in Windows leaves it.
  password=${password%"$(printf '\r')"}
  password=${password#"$(printf '\357\273\277')"}
elif [ "$type" = P12 ] || grep -q ENCRYPTED < "$key"; then
  printf '証明書のパスワード / Password of the certificate: ' >&2
  if [ -t 0 ]; then
    silenced=1
    stty -echo || fail 'パスワードを隠せません。--password-file で指定してください。' 'The password would be shown. Give it with --password-file.' 2
  fi
  IFS= read -r password
  if [ -n "$silenced" ]; then
    stty echo
    silenced=''
  fi
  printf '\n' >&2
fi

# A value in curl's configuration (man curl, --config).
quoted() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }
# In the name of a certificate a colon would begin its password.
named() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/:/\\:/g'; }

# Asks with the client certificate. $1: the address; what follows are options of curl. Prints the HTTP status.
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
  } | (
    # 1 MiB. Of an answer without a length, curl before 8.4 would take any amount.
    ulimit -f 2048
    exec curl -q --config - --silent --show-error --globoff --proto '=https' --max-redirs 0 --max-time 60 --max-filesize 1048576 \
      --header 'Accept: application/json' --write-out '%{http_code} %{time_pretransfer}' "$@"
  )
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
        if (match(substr(json, place, 4096), /^[^"\\\001-\037]+/)) { found = found substr(json, place, RLENGTH); place += RLENGTH }
        one = substr(json, place++, 1)
        if (one == "\"") return found
        if (one ~ /[\001-\037]/) wrong()
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
          if (code == 0 || (code >= 55296 && code < 57344)) wrong()
          found = found utf8(code)
        } else if (index("\"\\/", one)) found = found one
        else if (place <= size && (code = index("btnvfr", one)) && code != 4) found = found sprintf("%c", 7 + code)
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
    # Real answers have some hundred octets.
    length(json) <= 65536 { json = json $0 "\n" }
    END {
      size = length(json); place = 1
      if (failed || size > 65536) exit 1
      space(); if (substr(json, place++, 1) != "{") wrong()
      for (;;) {
        space(); if (substr(json, place, 1) == "}") break
        name = text()
        space(); if (substr(json, place++, 1) != ":") wrong()
        space()
        if (substr(json, place, 1) == "\"") { value = text(); if (name == wanted) { result = value; there++ } }
        else { skip(); if (name == wanted) there = 2 }
        space()
        if (substr(json, place, 1) == ",") { place++; continue }
        if (substr(json, place, 1) != "}") wrong()
      }
      place++; space()
      if (there != 1 || place <= size) exit 1
      # A message is for the eye; in a link or password a control character would end a line of what they are handed on in.
      if (wanted == "message") gsub(/[\001-\037\177]|\302[\200-\237]/, " ", result)
      else if (result ~ /[\001-\037\177]/) exit 1
      printf "%s", result
    }'
}

# Two lines about a certificate, where openssl is here: its name, and when it ends (UTC).
facts() {
  openssl x509 -noout -subject -nameopt RFC2253 -enddate 2>/dev/null | awk '
    sub(/^subject= */, "") { print }
    sub(/^notAfter= */, "") { printf "%04d-%02d-%02d %s\n", $4, (index("JanFebMarAprMayJunJulAugSepOctNovDec", $1) + 2) / 3, $2, $3 }'
}
# The leaf of a .p12. $1: the file, $2: its password; what follows are options of openssl.
leaf() {
  from=$1
  # Where nothing tells which certificate the key is of (localKeyID), the only one.
  printf '%s\n' "$2" | { shift 2; openssl pkcs12 -in "$from" -passin stdin -nokeys "$@" 2>/dev/null; } | awk '
    /^Bag Attributes/ { mine = 0 }
    /localKeyID/ { mine = 1 }
    /^-----BEGIN CERTIFICATE-----/ { count++; if (mine && !chosen) chosen = count }
    count { text[count] = text[count] $0 "\n" }
    END { if (chosen || count == 1) printf "%s", text[chosen ? chosen : 1] }'
}
show() {
  say "$1" "$2"
  printf '  %s\n  有効期限 / Expires: %s UTC\n' "${3%%"$newline"*}" "${3##*"$newline"}" >&2
}
# A file of this script alone, and of no other program at the same time; no link to another place is followed.
create() { (set -C; : > "$1") 2>/dev/null; }

started=$(date +%Y%m%d%H%M%S)
shown=$certificate
old=''
if command -v openssl >/dev/null; then
  if [ "$type" = PEM ]; then
    old=$(facts < "$certificate")
  else
    old=$(leaf "$certificate" "$password" | facts)
    if [ -z "$old" ]; then
      # What openssl opens as -legacy alone (RC2), curl does not open: it gets the same in another form, under the same password.
      old=$(leaf "$certificate" "$password" -legacy | facts)
      [ -n "$old" ] || fail "$certificate を開けません。パスワードを確かめてください。正しい場合は、この端末の openssl がこのファイルの暗号方式に対応していません。" \
        "$certificate does not open. Check the password. If it is right, the openssl here does not know the encryption of this file." 2
      create "$directory/renewal-$started.pem" || fail "$directory に書き込めません。" "$directory cannot be written to." 2
      unlocked=$directory/renewal-$started.pem
      {
        leaf "$certificate" "$password" -legacy
        printf '%s\n%s\n' "$password" "$password" | openssl pkcs12 -in "$certificate" -legacy -nocerts -passin stdin -passout stdin 2>/dev/null
      } > "$unlocked" ||
        fail "$certificate の暗号方式を変換できません。" "The encryption of $certificate could not be changed." 2
      certificate=$unlocked key=$unlocked type=PEM
    fi
  fi
  [ -z "$old" ] || show '更新する証明書:' 'The certificate to renew:' "$old"
fi

if [ -z "$resume" ]; then
  if [ -z "$yes" ]; then
    printf '%s でクライアント証明書を更新しますか？ はい / いいえ\nRenew the client certificate at %s? yes / no: ' "$host" "$host" >&2
    IFS= read -r reply
    case $reply in
      はい|yes|Yes|YES|y|Y) ;;
      *) fail '更新しませんでした。今の証明書は有効期限まで使えます。' 'Nothing was renewed. The certificate works until it expires.' 3 ;;
    esac
  fi
  resume=$directory/renewal-$started.json
  [ ! -e "$resume.p12" ] && create "$resume" || fail "$resume を作れません。何も更新していません。" "$resume cannot be made. Nothing was renewed." 2
  # Once, and never again: each request makes the server issue a certificate.
  asked=1
  answered=$(ask "$ENDPOINT" --output "$resume" --data '{}' --header 'Content-Type: application/json')
  problem=$?
  sent=${answered#* }
  answered=${answered%% *}
  case $problem,$sent in
    0,*) ;;
    58,*)
      rm -f -- "$resume"
      fail "$shown を開けません。パスワードと秘密鍵を確かめてください。何も更新していません。" \
        "$shown does not open. Check the password and the private key. Nothing was renewed." 2 ;;
    # TLS is up before a request goes out.
    *,0|*,0.000|*,0.000000)
      rm -f -- "$resume"
      fail "$host に接続できませんでした。ネットワークを確かめてください。何も更新していません。" "$host could not be reached. Check the network. Nothing was renewed." 4 ;;
    *)
      rm -f -- "$resume"
      fail "$host から応答がありませんでした。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。" \
        "No answer came from $host. A certificate may have been issued; while the present one is valid you can renew again." 4 ;;
  esac
  [ "$answered" = 200 ] || {
    message=$(member message < "$resume" 2>/dev/null)
    rm -f -- "$resume"
    fail "$host が更新を断りました（HTTP ${answered}）。$message" "$host refused to renew (HTTP status $answered). $message" 5
  }
fi

link=$(member uri < "$resume") && pass=$(member pass < "$resume") && [ -n "$link" ] && [ -n "$pass" ] ||
  fail "$host の応答を読み取れません（${resume}）。サポート窓口にご連絡ください。" "The answer of $host cannot be read ($resume). Tell your support desk." 6
[ "$(origin "$link")" = "$allowed" ] ||
  fail "新しい証明書の受け取り先が $host ではないため、中止しました（${resume}）。サポート窓口にご連絡ください。" \
    "The link to the new certificate does not lead to $host, so it was not followed ($resume). Tell your support desk." 6

# A link may work only once: what came whole is kept under a name of its own, and not asked for again.
asked=1
part=$resume.part
received=$resume.p12
if [ ! -e "$received" ]; then
  rm -f -- "$part"
  create "$part" || fail "$part を作れません。同じコマンドに --resume '$resume' を付けると続けられます。" "$part cannot be made. Go on with the same command and --resume '$resume'." 9
  for wait in 1 2 4 0; do
    # In a shell of its own, which goes on where this one is told to end while it waits: what came whole stays.
    answered=$(
      answered=$(ask "$link" --output "$part")
      problem=$?
      [ "$problem,${answered%% *}" != 0,200 ] || mv -- "$part" "$received"
      printf '%s' "${answered%% *}"
      exit "$problem"
    )
    problem=$?
    # An answer that broke off is none.
    [ "$problem" = 0 ] || answered='応答なし / no answer'
    case $problem,$answered in
      58,*) break ;;
      0,200) break ;;
      0,429|0,5??|[1-9]*) [ "$wait" = 0 ] || { say "もう一度受け取ります（${wait}秒後）。" "Trying the download again in ${wait} s."; sleep "$wait"; } ;;
      *) break ;;
    esac
  done
  [ -e "$received" ] || {
    rm -f -- "$part"
    fail "新しい証明書を受け取れませんでした（${host}、HTTP: ${answered}）。同じコマンドに --resume '$resume' を付けると続けられます。" \
      "The new certificate did not come ($host, HTTP: $answered). Go on with the same command and --resume '$resume'." 7
  }
fi

if command -v openssl >/dev/null; then
  new=$(leaf "$received" "$pass" | facts)
  [ -n "$new" ] || new=$(leaf "$received" "$pass" -legacy | facts)
  [ -n "$new" ] ||
    fail "受け取ったファイルを、届いたパスワードで開けませんでした（${received}）。サポート窓口にご連絡ください。" \
      "What came does not open with its password ($received). Tell your support desk." 8
  show '新しい証明書:' 'The new certificate:' "$new"
  [ -z "$old" ] || [ "${new%%"$newline"*}" = "${old%%"$newline"*}" ] ||
    fail "受け取った証明書の名前が、今の証明書と違います（${received}）。使わずに、サポート窓口にご連絡ください。" \
      "The certificate that came has another name than the present one ($received). Do not use it; tell your support desk." 8
  [ -z "$old" ] || expr "until ${new##*"$newline"}" \> "until ${old##*"$newline"}" >/dev/null ||
    fail "受け取った証明書の有効期限が、今の証明書より後ではありません（${received}）。使わずに、サポート窓口にご連絡ください。" \
      "The certificate that came does not expire later than the present one ($received). Do not use it; tell your support desk." 8
else
  # DER begins with this octet, and no page or JSON does.
  [ "$(od -An -tx1 -N1 < "$received" | tr -d ' \n')" = 30 ] ||
    fail "受け取ったファイルは証明書ではありません（${received}）。サポート窓口にご連絡ください。" "What came is no certificate ($received). Tell your support desk." 8
  say 'openssl がないため、新しい証明書の中身は確かめていません。' 'There is no openssl here: what the new certificate holds was not checked.'
fi

name=$(date +%Y%m%d%H%M%S)
for file in "$directory/$name.p12" "$directory/$name.pass"; do
  [ ! -e "$file" ] || fail "$file がすでにあります。--resume '$resume' を付けてやり直してください。" "$file is there already. Try again with --resume '$resume'." 9
done
# The password and nothing else: clients take the whole file.
set -C
create "$directory/$name.pass" && { printf '%s' "$pass" >| "$directory/$name.pass" && mv -- "$received" "$directory/$name.p12" || { rm -f -- "$directory/$name.pass"; false; }; } ||
  fail "$directory に保存できませんでした。--resume '$resume' を付けてやり直してください。" "$directory could not be written. Try again with --resume '$resume'." 9
rm -f -- "$resume"
say '更新しました。次のファイルに切り替えてください。' 'Renewed. Switch to these files.'
printf '%s\n' "$directory/$name.p12" "$directory/$name.pass"
exit 0
