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
asked='' certificate='' key='' password_file='' resume='' cacert='' directory=. yes='' work='' again='' kept='' silenced=''
newline='
'

say() { printf '%s\n%s\n' "$1" "$2" >&2; }
fail() { say "$1" "$2"; exit "$3"; }
# As one word of a command.
word() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

clean() {
  [ -z "$silenced" ] || stty echo
  [ -n "$work" ] || return 0
  rm -f old.pem head
  [ -z "$kept" ] || return 0
  rm -f answer.json new.part new.p12
  cd / && rmdir -- "$work" 2>/dev/null
}
trap clean EXIT
stop() {
  trap '' HUP INT QUIT TERM
  if [ -n "$asked" ]; then
    if [ -s answer.json ]; then
      kept=1
      say "中断しました。同じコマンドに $again を付けると続けられます。" "Interrupted. Go on with the same command and $again."
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
  --resume FOLDER       途中で止まった更新を続けます / go on with a renewal that was interrupted
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
  # In a message they could be anything; in what curl is told, a line end would begin another option.
  case $1${2-} in *[[:cntrl:]]*) fail '指定に制御文字（改行など）が含まれています。' 'An option holds a control character, such as a line end.' 2 ;; esac
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
for file in "$certificate" "$key" "$password_file" "$cacert"; do
  [ -z "$file" ] || [ -r "$file" ] || fail "$file を読み取れません。" "$file cannot be read." 2
done
[ -d "$directory" ] && [ -w "$directory" ] || fail "$directory に書き込めません。" "$directory cannot be written to." 2
[ -z "$resume" ] || [ -d "$resume" ] || fail "$resume が見つかりません。" "$resume is not there." 2
shown=$certificate
here=$(pwd)
case $here in *[[:cntrl:]]*) fail '今のフォルダーの名前に制御文字が含まれています。' 'The name of this folder holds a control character.' 2 ;; esac
# The work is done in another folder.
absolute() { case $1 in ''|/*) printf '%s' "$1" ;; *) printf '%s' "$here/$1" ;; esac; }
certificate=$(absolute "$certificate") key=$(absolute "$key") password_file=$(absolute "$password_file")
cacert=$(absolute "$cacert") directory=$(absolute "$directory") resume=$(absolute "$resume")
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
    # The number; below zero where it is none.
    function hexadecimal(digits,    result, count, digit) {
      for (count = 1; count <= length(digits); count++) {
        digit = index("0123456789abcdef", tolower(substr(digits, count, 1)))
        if (digit == 0) return -1
        result = result * 16 + digit - 1
      }
      return result
    }
    function four(    result) {
      result = place + 3 > size ? -1 : hexadecimal(substr(json, place, 4))
      if (result < 0) wrong()
      place += 4
      return result
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
    # The code point at the beginning of a text; below zero, an octet that is no part of well-formed UTF-8 (Unicode, table 3-7). Sets `taken`.
    function code_point(given,    first, code, place, next_octet) {
      first = number[substr(given, 1, 1)] + 0
      taken = first < 128 ? 1 : first < 194 ? 0 : first < 224 ? 2 : first < 240 ? 3 : first < 245 ? 4 : 0
      code = taken < 2 ? first : first % (taken == 2 ? 32 : taken == 3 ? 16 : 8)
      for (place = 2; place <= taken; place++) {
        next_octet = number[substr(given, place, 1)] + 0
        if (next_octet < 128 || next_octet > 191) taken = 0
        else code = code * 64 + next_octet - 128
      }
      if ((taken == 3 && (code < 2048 || (code > 55295 && code < 57344))) || (taken == 4 && (code < 65536 || code > 1114111))) taken = 0
      if (taken > 0) return code
      taken = 1
      return -first
    }
    # What cannot be seen: the table of src/text/printable.rs.
    function is_hidden(code,    place) {
      if (code < 32 || (code > 126 && code < 160) || code % 65536 > 65533) return 1
      for (place = 1; place <= ranges; place++) if (code >= from[place] && code <= to[place]) return 1
      return 0
    }
    # As it is shown, on one line: what cannot be seen, and octets that are no text, as their numbers; 300 characters of it. A variation
    # selector stays behind a character that can have variants.
    function visible(given,    found, code, count, octet, place, edges, has_variants, seen) {
      for (octet = 1; octet < 256; octet++) number[sprintf("%c", octet)] = octet
      ranges = split("AD 34F 600-605 61C 6DD 70F 890-891 8E2 115F-1160 17B4-17B5 180B-180F 200B-200F 2028-202E 2060-206F 3164 FDD0-FDEF FEFF FFA0 FFF0-FFFB 110BD 110CD 13430-1343F 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF", from, " ")
      for (place = 1; place <= ranges; place++) {
        to[place] = hexadecimal(split(from[place], edges, "-") == 2 ? edges[2] : edges[1])
        from[place] = hexadecimal(edges[1])
      }
      while (given != "" && count++ < 300) {
        code = code_point(given)
        if ((code > 65023 && code < 65040) || (code > 917759 && code < 918000)) {
          seen = has_variants
          has_variants = 0
        } else {
          seen = code >= 0 && !is_hidden(code)
          has_variants = seen && code > 127 && !is_space(code)
        }
        if (seen) found = found substr(given, 1, taken)
        else found = found sprintf(code < 0 ? "\342\237\2500x%02X\342\237\251" : "\342\237\250U+%04X\342\237\251", code < 0 ? -code : code)
        given = substr(given, taken + 1)
      }
      return found
    }
    # White space beyond ASCII (Unicode).
    function is_space(code) {
      return code == 160 || code == 5760 || (code > 8191 && code < 8203) || code == 8239 || code == 8287 || code == 12288
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
      if (wanted == "message") result = visible(result)
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
# What a new certificate must not be (in the text of openssl x509 -text); $1 is the time, UTC, as YYYYMMDDhhmmss. Prints the first fault.
fault() {
  openssl x509 -noout -text 2>/dev/null | awk -v now="@$1" '
    function days(year, month, day) {
      if (month + 0 < 3) { year--; month += 12 }
      return 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * month - 457) / 5) + day
    }
    function seconds(year, month, day, time,    part) {
      split(time, part, ":")
      return ((days(year, month, day) * 24 + part[1]) * 60 + part[2]) * 60 + part[3]
    }
    sub(/^ *Not Before *: */, "") { from = seconds($4, (index("JanFebMarAprMayJunJulAugSepOctNovDec", $1) + 2) / 3, $2, $3) }
    sub(/^ *Public Key Algorithm: */, "") { algorithm = $0 }
    match($0, /Public-Key: \([0-9]+ bit/) { bits = substr($0, RSTART + 13, RLENGTH - 17) + 0 }
    /^ *X509v3 Basic Constraints:/ { getline; ca = /CA:TRUE/ }
    /^ *X509v3 Extended Key Usage:/ { getline; other = !/TLS Web Client Authentication|Any Extended Key Usage/ }
    END {
      # Behind a sign, since some awk make a number of it, and round that.
      now = seconds(substr(now, 2, 4), substr(now, 6, 2), substr(now, 8, 2), substr(now, 10, 2) ":" substr(now, 12, 2) ":" substr(now, 14, 2))
      if (from > now + 300) print "not-yet-valid"
      else if (ca) print "is-ca"
      else if (other) print "no-client-auth"
      else if ((algorithm ~ /^(rsa|dsa)/ && bits < 2048) || (algorithm ~ /^id-ec/ && bits < 256)) print "weak-key"
    }'
}
# The time by the server, where its last answer tells it; else by this machine.
moment() {
  date=''
  [ ! -s head ] || date=$(awk 'tolower($1) == "date:" && NF >= 7 {
    sub(/\r/, ""); gsub(/:/, "", $6); printf "%s%02d%02d%s", $5, (index("JanFebMarAprMayJunJulAugSepOctNovDec", $4) + 2) / 3, $3, $6; exit }' head)
  case $date in ''|*[!0-9]*) date -u +%Y%m%d%H%M%S ;; *) printf '%s' "$date" ;; esac
}

# In a folder that others write to as well, they can lay links and pipes, and put others in the place of files that were just made. Nobody
# but this user can in a folder of mode 0700, and the shell is inside before it is asked whose it is.
enter() {
  { cd "$1" && [ -O . ]; } 2>/dev/null || return 1
  # In a folder that hands on its group, mkdir sets S.
  case $(ls -ld .) in drw[xs]--[-S]--[-T]*) work=$1 again="--resume $(word "$1")" ;; *) return 1 ;; esac
}
started=$(date +%Y%m%d%H%M%S)
begin() {
  [ -z "$work" ] || return 0
  own=$directory/renewal-$started
  if mkdir "$own" 2>/dev/null; then
    enter "$own" && return 0
    cd / && rmdir "$own"
  fi
  fail "$directory に、ほかの人に読まれないフォルダーを作れません。--directory で別の場所を指定してください。何も更新していません。" \
    "In $directory no folder can be made that nobody else can read. Give another place with --directory. Nothing was renewed." 2
}

if [ -n "$resume" ]; then
  kept=1
  enter "$resume" || fail "$resume は、この更新のために作ったフォルダーではありません。" "$resume is not a folder that was made for this renewal." 2
  [ -f answer.json ] && [ ! -L answer.json ] || fail "$resume に、途中の更新がありません。" "There is no renewal to go on with in $resume." 2
fi
old=''
if command -v openssl >/dev/null; then
  if [ "$type" = PEM ]; then
    old_leaf=$(openssl x509 -in "$certificate" 2>/dev/null)
    old=$(printf '%s\n' "$old_leaf" | facts)
  else
    old_leaf=$(leaf "$certificate" "$password")
    old=$(printf '%s\n' "$old_leaf" | facts)
    if [ -z "$old" ]; then
      # What openssl opens as -legacy alone (RC2), curl does not open: it gets the same in another form, under the same password.
      old_leaf=$(leaf "$certificate" "$password" -legacy)
      old=$(printf '%s\n' "$old_leaf" | facts)
      [ -n "$old" ] || fail "$shown を開けません。パスワードを確かめてください。正しい場合は、この端末の openssl がこのファイルの暗号方式に対応していません。" \
        "$shown does not open. Check the password. If it is right, the openssl here does not know the encryption of this file." 2
      begin
      {
        printf '%s\n' "$old_leaf"
        printf '%s\n%s\n' "$password" "$password" | openssl pkcs12 -in "$certificate" -legacy -nocerts -passin stdin -passout stdin 2>/dev/null
      } > old.pem ||
        fail "$shown の暗号方式を変換できません。" "The encryption of $shown could not be changed." 2
      certificate=old.pem key=old.pem type=PEM
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
  begin
  # There must be a place for the answer before it comes.
  : > answer.json || fail "$work に書き込めません。何も更新していません。" "$work cannot be written to. Nothing was renewed." 2
  # Once, and never again: each request makes the server issue a certificate.
  asked=1
  answered=$(ask "$ENDPOINT" --output answer.json --data '{}' --header 'Content-Type: application/json')
  problem=$?
  sent=${answered#* }
  answered=${answered%% *}
  case $problem,$sent in
    0,*) ;;
    58,*)
      fail "$shown を開けません。パスワードと秘密鍵を確かめてください。何も更新していません。" \
        "$shown does not open. Check the password and the private key. Nothing was renewed." 2 ;;
    # TLS is up before a request goes out.
    *,0|*,0.000|*,0.000000)
      fail "$host に接続できませんでした。ネットワークを確かめてください。何も更新していません。" "$host could not be reached. Check the network. Nothing was renewed." 4 ;;
    *)
      fail "$host から応答がありませんでした。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。" \
        "No answer came from $host. A certificate may have been issued; while the present one is valid you can renew again." 4 ;;
  esac
  [ "$answered" = 200 ] || {
    message=$(member message < answer.json 2>/dev/null)
    fail "$host が更新を断りました（HTTP ${answered}）。$message" "$host refused to renew (HTTP status $answered). $message" 5
  }
  kept=1
fi

link=$(member uri < answer.json) && pass=$(member pass < answer.json) && [ -n "$link" ] && [ -n "$pass" ] ||
  fail "$host の応答を読み取れません（${work}）。サポート窓口にご連絡ください。" "The answer of $host cannot be read ($work). Tell your support desk." 6
[ "$(origin "$link")" = "$allowed" ] ||
  fail "新しい証明書の受け取り先が $host ではないため、中止しました（${work}）。サポート窓口にご連絡ください。" \
    "The link to the new certificate does not lead to $host, so it was not followed ($work). Tell your support desk." 6

# A link may work only once: what came whole is kept under a name of its own, and not asked for again.
asked=1
if [ ! -e new.p12 ]; then
  rm -f new.part
  for wait in 1 2 4 0; do
    # In a shell of its own, which goes on where this one is told to end while it waits: what came whole stays.
    answered=$(
      answered=$(ask "$link" --output new.part --dump-header head)
      problem=$?
      [ "$problem,${answered%% *}" != 0,200 ] || mv new.part new.p12
      printf '%s' "${answered%% *}"
      exit "$problem"
    )
    problem=$?
    # An answer that broke off is none.
    [ "$problem" = 0 ] || answered='応答なし / no answer'
    case $problem,$answered in
      58,*) break ;;
      0,200) break ;;
      0,429|0,500|0,502|0,503|0,504|[1-9]*) [ "$wait" = 0 ] || { say "もう一度受け取ります（${wait}秒後）。" "Trying the download again in ${wait} s."; sleep "$wait"; } ;;
      *) break ;;
    esac
  done
  [ -e new.p12 ] || {
    rm -f new.part
    fail "新しい証明書を受け取れませんでした（${host}、HTTP: ${answered}）。同じコマンドに $again を付けると続けられます。" \
      "The new certificate did not come ($host, HTTP: $answered). Go on with the same command and $again." 7
  }
fi

if command -v openssl >/dev/null; then
  new_leaf=$(leaf new.p12 "$pass")
  [ -n "$new_leaf" ] || new_leaf=$(leaf new.p12 "$pass" -legacy)
  new=$(printf '%s\n' "$new_leaf" | facts)
  [ -n "$new" ] ||
    fail "受け取ったファイルを、届いたパスワードで開けませんでした（$work/new.p12）。サポート窓口にご連絡ください。" \
      "What came does not open with its password ($work/new.p12). Tell your support desk." 8
  show '新しい証明書:' 'The new certificate:' "$new"
  [ -z "$old" ] || [ "${new%%"$newline"*}" = "${old%%"$newline"*}" ] ||
    fail "受け取った証明書の名前が、今の証明書と違います（$work/new.p12）。使わずに、サポート窓口にご連絡ください。" \
      "The certificate that came has another name than the present one ($work/new.p12). Do not use it; tell your support desk." 8
  [ -z "$old" ] || expr "until ${new##*"$newline"}" \> "until ${old##*"$newline"}" >/dev/null ||
    fail "受け取った証明書の有効期限が、今の証明書より後ではありません（$work/new.p12）。使わずに、サポート窓口にご連絡ください。" \
      "The certificate that came does not expire later than the present one ($work/new.p12). Do not use it; tell your support desk." 8
  problem=$(printf '%s\n' "$new_leaf" | fault "$(moment)")
  case $problem in
    not-yet-valid) say '受け取った証明書は、まだ有効期間が始まっていません。この端末の日付と時刻も確かめてください。' 'The certificate that came is not valid yet. Check date and time of this machine too.' ;;
    is-ca) say '受け取った証明書は認証局のもので、クライアント証明書ではありません。' 'What came is the certificate of an authority, not of a client.' ;;
    no-client-auth) say '受け取った証明書は、クライアント認証用ではありません。' 'The certificate that came is not for client authentication.' ;;
    weak-key) say '受け取った証明書の鍵が短すぎます（RSAは2048ビット、楕円曲線はP-256から使えます）。' 'The key of the certificate that came is too short (RSA from 2048 bits, elliptic curves from P-256).' ;;
  esac
  [ -z "$problem" ] || fail "使わずに、サポート窓口にご連絡ください（$work/new.p12、${problem}）。" "Do not use it; tell your support desk ($work/new.p12, $problem)." 8
  public() { printf '%s\n' "$1" | openssl x509 -noout -pubkey 2>/dev/null; }
  [ -z "$old" ] || [ "$(public "$old_leaf")" != "$(public "$new_leaf")" ] ||
    say '新しい証明書の鍵は、今までの証明書と同じです。今までの証明書のファイルをなくしたり、人に渡したりした心当たりがあるときは、この証明書を使わずに、サポート窓口にご連絡ください（same-key）。' \
      'The new certificate has the same key as the old one. If a file of the old certificate may have been lost or passed on, do not use this one; tell your support desk (same-key).'
else
  # DER begins with this octet, and no page or JSON does.
  [ "$(od -An -tx1 -N1 < new.p12 | tr -d ' \n')" = 30 ] ||
    fail "受け取ったファイルは証明書ではありません（$work/new.p12）。サポート窓口にご連絡ください。" "What came is no certificate ($work/new.p12). Tell your support desk." 8
  say 'openssl がないため、新しい証明書の中身は確かめていません。' 'There is no openssl here: what the new certificate holds was not checked.'
fi

# Puts a file of this folder into the other, where nothing of that name is; no link that somebody laid is followed.
place() {
  [ ! -e "$directory/$1" ] && [ ! -L "$directory/$1" ] || return 1
  # Some file systems know no second name for a file.
  ln "$1" "$directory/." 2>/dev/null || { [ ! -e "$directory/$1" ] && mv -f "$1" "$directory/."; }
}
name=$(date +%Y%m%d%H%M%S)
for file in "$directory/$name.p12" "$directory/$name.pass"; do
  [ ! -e "$file" ] && [ ! -L "$file" ] || fail "$file がすでにあります。$again を付けてやり直してください。" "$file is there already. Try again with $again." 9
done
# The password and nothing else: clients take the whole file.
printf '%s' "$pass" > "$name.pass" && cp new.p12 "$name.p12" && place "$name.pass" && { place "$name.p12" || { rm -f "$directory/$name.pass"; false; }; } || {
  rm -f "$name.pass" "$name.p12"
  fail "$directory に保存できませんでした。$again を付けてやり直してください。" "$directory could not be written. Try again with $again." 9
}
rm -f "$name.pass" "$name.p12"
kept=''
say '更新しました。次のファイルに切り替えてください。' 'Renewed. Switch to these files.'
printf '%s\n' "$directory/$name.p12" "$directory/$name.pass"
exit 0
