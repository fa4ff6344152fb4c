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
  # In a message they could be anything; in the configuration of curl, a line end would begin another option.
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
  [ -z "$file" ] || { [ -r "$file" ] && [ ! -d "$file" ]; } || fail "$file を読み取れません。" "$file cannot be read." 2
done
[ -d "$directory" ] && [ -w "$directory" ] || fail "$directory に書き込めません。" "$directory cannot be written to." 2
[ -z "$resume" ] || [ -d "$resume" ] || fail "$resume が見つかりません。" "$resume is not there." 2
shown=$certificate
here=$(pwd)
case $here in *[[:cntrl:]]*) fail '今のフォルダーの名前に制御文字が含まれています。' 'The name of this folder holds a control character.' 2 ;; esac
# The work is done in another folder. openssl would read :// as an address.
absolute() { case $1 in ''|/*) printf '%s' "$1" ;; *) printf '%s' "$here/$1" ;; esac | sed 's#//*#/#g'; }
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

# Nothing is looked for in what `openssl pkcs12` or `openssl x509 -text` prints: names and notes out of a file stand there as they are, and can
# hold lines, or a whole certificate in PEM, that look like openssl's own.

# DER begins with this octet, and no page or JSON does.
is_der() { [ "$(od -An -tx1 -N1 < "$1" | tr -d ' \n')" = 30 ]; }
# openssl takes a file for PEM where that stands anywhere in it, in a note for example.
has_pem() { tr '\000' '\n' < "$1" | grep -q -e '-----BEGIN'; }
# Whether openssl gives out the contents of a .p12 without the names in it (since 1.1.1).
can_look() { command -v openssl >/dev/null && openssl storeutl -help >/dev/null 2>&1; }
# The certificate of a .p12 as PEM (-certs) or its private key (-keys). $1: which, $2: the file, $3: its password; what follows are options of
# openssl. Of several it is the first key with the certificate that belongs to it, as curl takes them.
inside() {
  is_der "$2" && ! has_pem "$2" || return 1
  wanted=$1 from=$2
  printf '%s\n' "$3" | { shift 3; openssl storeutl "$wanted" -passin stdin "$@" "$from" 2>/dev/null; }
}
leaf() { inside -certs "$@" | openssl x509 2>/dev/null; }
# The name of a certificate in PEM, as RFC 4514 writes it: one line, nothing but ASCII.
subject() { printf '%s\n' "$1" | openssl x509 -noout -subject -nameopt RFC2253 2>/dev/null | sed -n '1s/^subject= *//p'; }
# The facts of a certificate in PEM, one line: where it begins and ends (UTC, YYYYMMDDhhmmss), whether it is an authority's, whether it is for
# clients (0 or 1), kind and size of its key where that is weak (- 0 where it is not), and the public key.
facts() { printf '%s\n' "$1" | openssl x509 -outform DER 2>/dev/null | dissect certificate; }
# Takes DER apart (RFC 5280 §4.1). $1: `certificate`, or `key` where a SubjectPublicKeyInfo alone comes; of that the last three facts are told.
dissect() {
  od -An -v -tx1 | awk -v form="$1" '
    function wrong() { exit 1 }
    # One element: sets its tag, where its content begins, and its end.
    function element(at, limit, expected,    count, size) {
      tag = digits[at]; size = octet[at + 1]; begin = at + 2
      if (size == 128 || size > 131) wrong()
      if (size > 128) {
        count = size - 128
        for (size = 0; count > 0; count--) size = size * 256 + octet[begin++]
      }
      end = begin + size
      if (end > limit || (expected && tag != expected)) wrong()
    }
    function text(from, to,    found) {
      while (from < to) found = found digits[from++]
      return found
    }
    function time(at, limit,    found, place) {
      element(at, limit, "")
      for (place = begin; place < end - 1; place++) {
        if (octet[place] < 48 || octet[place] > 57) wrong()
        found = found (octet[place] - 48)
      }
      if (digits[end - 1] != "5a") wrong()
      # UTCTime: RFC 5280 §4.1.2.5.1.
      if (tag == "17") found = (substr(found, 1, 1) < 5 ? "20" : "19") found
      else if (tag != "18") wrong()
      if (length(found) != 14) wrong()
      return found
    }
    # The bits of the INTEGER there.
    function bits(at, limit,    top, count) {
      element(at, limit, "02")
      while (begin < end && octet[begin] == 0) begin++
      if (begin == end) return 0
      count = (end - begin) * 8
      for (top = octet[begin]; top < 128; top *= 2) count--
      return count
    }
    # The bits of the field of an ECParameters with a prime (RFC 3279 §2.3.5); others are not known.
    function field(from, to,    limit) {
      element(from, to, "02")
      element(end, to, "30"); limit = end
      element(begin, limit, "06")
      return digits[end] == "02" ? bits(end, limit) : ""
    }
    # Sets the facts of a SubjectPublicKeyInfo. What is weak: src/certificate/public_key.rs.
    function public_key(at, limit,    kind, parameters, behind, point, from, to, size, least, curve) {
      element(at, limit, "30"); limit = end
      element(begin, limit, "30"); behind = end
      element(begin, behind, "06"); kind = text(begin, end); parameters = end
      # The first octet of a BIT STRING counts its unused bits.
      element(behind, limit, "03"); from = begin + 1; to = end
      point = text(from, to); size = ""; least = 2048
      # RSA, RSASSA-PSS; DSA; elliptic curves.
      if (kind == "2a864886f70d010101" || kind == "2a864886f70d01010a") { element(from, to, "30"); size = bits(begin, end) }
      else if (kind == "2a8648ce380401" && parameters < behind) { element(parameters, behind, "30"); size = bits(begin, end) }
      else if (kind == "2a8648ce3d0201") {
        least = 256
        element(parameters, behind, "")
        if (tag == "30") size = field(begin, end)
        else if (tag == "06") {
          curve = text(begin, end)
          # A coordinate of the point, which is compressed or not (SEC 1 §2.3.3).
          if (point ~ /^0[467]/) size = int((to - from - 1) / 2) * 8
          else if (point ~ /^0[23]/) size = (to - from - 1) * 8
        }
        # Compressed: a key and its certificate may differ in that.
        if (substr(point, 1, 2) == "04") point = (index("13579bdf", substr(point, length(point))) ? "03" : "02") substr(point, 3, (length(point) - 2) / 2)
      }
      strength = size != "" && size < least ? kind " " size : "- 0"
      key = kind "." curve "." point
    }
    function extension(at, limit,    id, last) {
      element(at, limit, "06"); id = text(begin, end)
      element(end, limit, "")
      # `critical`.
      if (tag == "01") element(end, limit, "")
      if (tag != "04") wrong()
      if (id == "551d13") {
        # basicConstraints: `cA` comes first, where it is not left out.
        element(begin, end, "30")
        ca = begin < end && digits[begin] == "01" && octet[begin + 2] != 0
      } else if (id == "551d25") {
        # extKeyUsage: clientAuth or anyExtendedKeyUsage.
        element(begin, end, "30")
        client = 0
        for (last = end; begin < last; begin = end) {
          element(begin, last, "06")
          if (text(begin, end) ~ /^(2b06010505070302|551d2500)$/) client = 1
        }
      }
    }
    # What stands behind the key: issuerUniqueID, subjectUniqueID, extensions.
    function extensions(at, limit,    behind, last, next_one) {
      for (; at < limit; at = behind) {
        element(at, limit, ""); behind = end
        if (tag != "a3") continue
        element(begin, end, "30"); last = end
        for (at = begin; at < last; at = next_one) {
          element(at, last, "30"); next_one = end
          extension(begin, end)
        }
      }
    }
    BEGIN { count = 0 }
    {
      for (place = 1; place <= NF; place++) {
        digits[count] = $place
        octet[count++] = index("0123456789abcdef", substr($place, 1, 1)) * 16 + index("0123456789abcdef", substr($place, 2, 1)) - 17
      }
    }
    END {
      if (form == "key") { public_key(0, count); print strength, key; exit 0 }
      element(0, count, "30"); element(begin, end, "30"); last = end
      element(begin, last, "")
      if (tag == "a0") element(end, last, "")
      element(end, last, "30"); element(end, last, "30")
      element(end, last, "30"); place = end
      from = time(begin, place); until = time(end, place)
      element(place, last, "30"); place = end
      client = 1
      public_key(place, last)
      element(place, last, "30"); extensions(end, last)
      print from, until, ca + 0, client, strength, key
    }'
}
# Compares the facts of the new certificate with those of the old one (both on standard input, and the key that came, as `dissect key` tells it).
# $1: the time and how far it may be off, in seconds. The rules and codes of src/renewal/expectation.rs. Prints the first fault, or what is told before the end.
judge() {
  awk -v now="@$1" '
    function days(year, month, day) {
      if (month + 0 < 3) { year--; month += 12 }
      return 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * month - 457) / 5) + day
    }
    function seconds(time) {
      return ((days(substr(time, 1, 4), substr(time, 5, 2), substr(time, 7, 2)) * 24 + substr(time, 9, 2)) * 60 + substr(time, 11, 2)) * 60 + substr(time, 13, 2)
    }
    NR == 1 { from = seconds($1); until = seconds($2); ca = $3; client = $4; kind = $5; bits = $6; key = $7 }
    NR == 2 { own = $3 }
    NR == 3 { old_until = seconds($2); old_kind = $5; old_bits = $6; old_key = $7 }
    END {
      # Behind a sign, since some awk make a number of it, and round that.
      split(substr(now, 2), clock, " ")
      now = seconds(clock[1])
      if (own != key) print "key-mismatch"
      else if (until <= old_until) print "not-newer"
      else if (until <= now) print "expired"
      else if (from > now + clock[2]) print "not-yet-valid"
      else if (ca) print "is-ca"
      else if (!client) print "no-client-auth"
      # Where the old key is no stronger, everything has worked with such a one.
      else if (kind != "-" && (kind != old_kind || old_bits + 0 > bits + 0)) print "weak-key"
      else {
        if (kind != "-") print "old-weak-key"
        if (key == old_key) print "same-key"
      }
    }'
}
# $1, $2: the heading; $3: a name; $4: facts.
show() {
  say "$1" "$2"
  ends=${4#* }
  printf '  %s\n  有効期限 / Expires: %s UTC\n' "$3" "$(printf '%s' "${ends%% *}" | sed 's/\(....\)\(..\)\(..\)\(..\)\(..\)/\1-\2-\3 \4:\5:/')" >&2
}
# The time by the server, where its last answer tells it, and how many seconds hosts may differ by; else by this machine, whose clock may be
# off by hours, which is no fault of the certificate.
moment() {
  date=''
  [ ! -s head ] || date=$(awk 'tolower($1) == "date:" && NF >= 7 {
    sub(/\r/, ""); gsub(/:/, "", $6); printf "%s%02d%02d%s", $5, (index("JanFebMarAprMayJunJulAugSepOctNovDec", $4) + 2) / 3, $3, $6; exit }' head)
  case $date in ''|*[!0-9]*) printf '%s 86400' "$(date -u +%Y%m%d%H%M%S)" ;; *) printf '%s 300' "$date" ;; esac
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
old='' old_facts=''
if [ "$type" = PEM ] && command -v openssl >/dev/null; then
  old=$(openssl x509 -in "$certificate" 2>/dev/null)
elif [ "$type" = P12 ] && can_look; then
  ! has_pem "$certificate" || fail "$shown の中にPEM形式の文字列があります。.p12 のファイルか、確かめてください。" "Text in PEM stands in $shown. Check that it is a .p12." 2
  old=$(leaf "$certificate" "$password")
  if [ -z "$old" ]; then
    # What openssl opens with its legacy provider alone (RC2), curl does not open: it gets the same in another form, under the same password.
    old=$(leaf "$certificate" "$password" -provider legacy -provider default)
    [ -n "$old" ] || fail "$shown を開けません。パスワードを確かめてください。正しい場合は、この端末の openssl がこのファイルの暗号方式に対応していません。" \
      "$shown does not open. Check the password. If it is right, the openssl here does not know the encryption of this file." 2
    begin
    {
      printf '%s\n' "$old"
      # The password comes to the second openssl on another descriptor than the key.
      printf '%s\n' "$password" | {
        inside -keys "$certificate" "$password" -provider legacy -provider default | openssl pkcs8 -topk8 -passout fd:3 2>/dev/null
      } 3<&0
    } > old.pem ||
      fail "$shown の暗号方式を変換できません。" "The encryption of $shown could not be changed." 2
    certificate=old.pem key=old.pem type=PEM
  fi
fi
if [ -n "$old" ]; then
  old_facts=$(facts "$old")
  [ -z "$old_facts" ] || show '更新する証明書:' 'The certificate to renew:' "$(subject "$old")" "$old_facts"
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

refuse() { fail "${1}使わずに、サポート窓口にご連絡ください（$work/new.p12、${3}）。" "$2 Do not use it; tell your support desk ($work/new.p12, $3)." 8; }
is_der new.p12 ||
  fail "受け取ったファイルは証明書ではありません（$work/new.p12）。サポート窓口にご連絡ください。" "What came is no certificate ($work/new.p12). Tell your support desk." 8
if can_look; then
  ! has_pem new.p12 || refuse '受け取ったファイルの中にPEM形式の文字列があるため、中身を確かめられません。' 'Text in PEM stands in what came, so that it cannot be looked into.' unreadable
  set --
  new=$(leaf new.p12 "$pass")
  if [ -z "$new" ]; then
    set -- -provider legacy -provider default
    new=$(leaf new.p12 "$pass" "$@")
  fi
  [ -n "$new" ] ||
    fail "受け取ったファイルを、届いたパスワードで開けませんでした（$work/new.p12）。この端末の openssl が暗号方式に対応していない可能性もあります。サポート窓口にご連絡ください。" \
      "What came does not open with its password ($work/new.p12). Or the openssl here does not know its encryption. Tell your support desk." 8
  new_facts=$(facts "$new")
  [ -n "$new_facts" ] || refuse '受け取った証明書の中身を読み取れません。' 'What the certificate that came holds cannot be read.' unreadable
  show '新しい証明書:' 'The new certificate:' "$(subject "$new")" "$new_facts"
  [ -z "$old" ] || [ "$(subject "$new")" = "$(subject "$old")" ] ||
    fail "受け取った証明書の名前が、今の証明書と違います（$work/new.p12）。使わずに、サポート窓口にご連絡ください。" \
      "The certificate that came has another name than the present one ($work/new.p12). Do not use it; tell your support desk." 8
  own_key=$(inside -keys new.p12 "$pass" "$@" | openssl pkey -pubout -outform DER 2>/dev/null | dissect key)
  for problem in $(printf '%s\n' "$new_facts" "$own_key" "$old_facts" | judge "$(moment)"); do
    case $problem in
      key-mismatch) refuse '受け取ったファイルに、証明書と組になる秘密鍵がありません。' 'What came holds no private key that belongs to its certificate.' "$problem" ;;
      not-newer) refuse '受け取った証明書の有効期限が、今の証明書より後ではありません。' 'The certificate that came does not expire later than the present one.' "$problem" ;;
      expired) refuse '受け取った証明書の有効期限が、すでに過ぎています。この端末の日付と時刻も確かめてください。' 'The certificate that came has expired. Check date and time of this machine too.' not-newer ;;
      not-yet-valid) refuse '受け取った証明書は、まだ有効期間が始まっていません。この端末の日付と時刻も確かめてください。' 'The certificate that came is not valid yet. Check date and time of this machine too.' "$problem" ;;
      is-ca) refuse '受け取った証明書は認証局のもので、クライアント証明書ではありません。' 'What came is the certificate of an authority, not of a client.' "$problem" ;;
      no-client-auth) refuse '受け取った証明書は、クライアント認証用ではありません。' 'The certificate that came is not for client authentication.' "$problem" ;;
      weak-key) refuse '受け取った証明書の鍵が短すぎます（RSAは2048ビット、楕円曲線はP-256から使えます）。' 'The key of the certificate that came is too short (RSA from 2048 bits, elliptic curves from P-256).' "$problem" ;;
      old-weak-key)
        say '新しい証明書の鍵は、RSA 2048ビットや楕円曲線P-256より弱いものです。今までの証明書の鍵も同じか、それより弱かったため、受け取りました。新しいブラウザやOSでは使えないことがありますので、サポート窓口にお伝えください（weak-key）。' \
          'The key of the new certificate is weaker than RSA with 2048 bits or the curve P-256. It was accepted because the old one is no stronger. New browsers and systems may refuse it: tell your support desk (weak-key).' ;;
      same-key)
        say '新しい証明書の鍵は、今までの証明書と同じです。今までの証明書のファイルをなくしたり、人に渡したりした心当たりがあるときは、この証明書を使わずに、サポート窓口にご連絡ください（same-key）。' \
          'The new certificate has the same key as the old one. If a file of the old certificate may have been lost or passed on, do not use this one; tell your support desk (same-key).' ;;
    esac
  done
elif command -v openssl >/dev/null; then
  say 'この端末の openssl では証明書の中身を安全に確かめられないため（OpenSSL 1.1.1 以降が必要です）、新しい証明書の中身は確かめていません。' \
    'The openssl here cannot look into a certificate safely (OpenSSL 1.1.1 and later can): what the new certificate holds was not checked.'
else
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
