<#
.SYNOPSIS
ブラウザのない端末で、クライアント証明書（.p12）を更新します。
Renews a client certificate (.p12) on a machine without a browser.

.DESCRIPTION
Windows PowerShell 5.1 と PowerShell 7 で動きます。.crt と .pem の組には対応していません。
Runs in Windows PowerShell 5.1 and PowerShell 7. It takes .p12 files, not pairs of .crt and .pem.

終了コード / Exit codes:
0 更新しました / renewed
2 指定、ファイル、パスワード / options, files, password
3 更新しませんでした / not renewed, as answered
4 応答がないか、保存できません / no answer, or it could not be kept
5 断られました / refused
6 応答が正しくありません / an answer that cannot be used
7 受け取れません（-Resume で続けます） / no download (go on with -Resume)
8 証明書が正しくありません / a certificate not to be used
9 保存できません（-Resume で続けます） / not saved (go on with -Resume)

.EXAMPLE
powershell -ExecutionPolicy Bypass -File .\renew.ps1 -Certificate client0001.p12
#>
#requires -Version 5.1
[CmdletBinding()]
param(
    # 更新するクライアント証明書（.p12） / The client certificate to renew
    [string] $Certificate = '',
    # パスワードを入れたファイル（省略すると入力を求めます） / A file with the password; otherwise it is asked for
    [string] $PasswordFile = '',
    # 新しい証明書を置くフォルダー / Where the new certificate goes
    [string] $Directory = '.',
    # 確認せずに更新します / Renew without asking
    [switch] $Yes,
    # 途中で止まった更新を続けます（フォルダー） / Go on with a renewal that was interrupted: its folder
    [string] $Resume = '',
    # 更新の依頼先 / Where the renewal is asked for
    [string] $Endpoint = ''
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

function Stop-Renewal([string] $Japanese, [string] $English, [int] $Code) {
    [Console]::Error.WriteLine($Japanese)
    [Console]::Error.WriteLine($English)
    exit $Code
}

# The words that go on with a renewal. In single quotes PowerShell takes several signs for a quote.
function Format-Resume([string] $Path) {
    return "-Resume '" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Path) + "'"
}

# What cannot be seen, beside control characters and what is no character: the table of src/text/printable.rs.
$HiddenRanges = 'AD 34F 600-605 61C 6DD 70F 890-891 8E2 115F-1160 17B4-17B5 180B-180F 200B-200F 2028-202E 2060-206F 3164 FDD0-FDEF FEFF FFA0 FFF0-FFFB 110BD 110CD 13430-1343F 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF'
$HiddenEdges = @(foreach ($range in $HiddenRanges.Split(' ')) {
    $edges = $range.Split('-')
    @{ From = [Convert]::ToInt32($edges[0], 16); To = [Convert]::ToInt32($edges[-1], 16) }
})

function Test-Hidden([int] $Code) {
    if ($Code -lt 0x20 -or ($Code -ge 0x7F -and $Code -le 0x9F)) { return $true }
    # Half a surrogate pair; a code point that is no character.
    if (($Code -ge 0xD800 -and $Code -le 0xDFFF) -or ($Code -band 0xFFFE) -eq 0xFFFE) { return $true }
    foreach ($range in $HiddenEdges) {
        if ($Code -ge $range.From -and $Code -le $range.To) { return $true }
    }
    return $false
}

# Text of a server or certificate as it is shown, on one line: what cannot be seen as its number; 300 characters of it. A variation selector
# stays behind a character that can have variants.
function Format-Text([string] $Text) {
    $shown = New-Object System.Text.StringBuilder
    $hasVariants = $false
    $place = 0
    for ($count = 0; $count -lt 300 -and $place -lt $Text.Length; $count++) {
        $size = 1
        $code = [int] $Text[$place]
        if ([char]::IsSurrogatePair($Text, $place)) {
            $size = 2
            $code = [char]::ConvertToUtf32($Text, $place)
        }
        if (($code -ge 0xFE00 -and $code -le 0xFE0F) -or ($code -ge 0xE0100 -and $code -le 0xE01EF)) {
            $isSeen = $hasVariants
            $hasVariants = $false
        }
        else {
            $isSeen = -not (Test-Hidden $code)
            $hasVariants = $isSeen -and $code -gt 0x7F -and -not [char]::IsWhiteSpace($Text, $place)
        }
        if ($isSeen) { [void] $shown.Append($Text.Substring($place, $size)) } else { [void] $shown.Append(('⟨U+{0:X4}⟩' -f $code)) }
        $place += $size
    }
    return $shown.ToString()
}

# PowerShell and .NET have current folders of their own.
function Resolve-Place([string] $Path) {
    try { return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
    # A drive that is not there: whoever looks for the file will say so.
    catch { return $Path }
}

# A Windows that is set to Japanese eras would write the year 8 otherwise.
function Format-Date([DateTime] $Date, [string] $Form) {
    return $Date.ToString($Form, [Globalization.CultureInfo]::InvariantCulture)
}

function ConvertTo-SecureText([string] $Text) {
    $secure = New-Object System.Security.SecureString
    foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
    return $secure
}

# One request with the client certificate; no redirect is followed. Status 0: no answer; Sent: whether the request can have gone out.
function Send-Request([string] $Method, [Uri] $Address, $ClientCertificate) {
    $request = [System.Net.HttpWebRequest] [System.Net.WebRequest]::Create($Address)
    $request.Method = $Method
    $request.AllowAutoRedirect = $false
    $request.KeepAlive = $false
    $request.Timeout = 60000
    $request.ReadWriteTimeout = 60000
    $request.Accept = 'application/json'
    $isFramework = $PSVersionTable.PSEdition -eq 'Desktop'
    if ($isFramework) {
        # .NET Framework sends a request again where the connection breaks, if it still has its body.
        $request.AllowWriteStreamBuffering = $false
        $request.ServicePoint.Expect100Continue = $false
    }
    [void] $request.ClientCertificates.Add($ClientCertificate)
    $response = $null
    $sent = $true
    try {
        if ($Method -eq 'POST') {
            $request.ContentType = 'application/json'
            $body = [Text.Encoding]::ASCII.GetBytes('{}')
            # .NET counts by itself.
            if ($isFramework) { $request.ContentLength = $body.Length }
            $stream = $request.GetRequestStream()
            try { $stream.Write($body, 0, $body.Length) } finally { $stream.Dispose() }
        }
        $response = $request.GetResponse()
    }
    catch {
        $problem = $_.Exception
        while ($null -ne $problem -and $problem -isnot [System.Net.WebException]) { $problem = $problem.InnerException }
        if ($null -ne $problem) {
            $response = $problem.Response
            if ($isFramework) {
                $early = 'NameResolutionFailure', 'ProxyNameResolutionFailure', 'ConnectFailure', 'TrustFailure', 'SecureChannelFailure'
                $sent = $early -notcontains $problem.Status.ToString()
            }
            else {
                # .NET has these behind an HttpRequestException where there is no connection yet, later behind an IOException.
                $cause = $problem.InnerException
                if ($null -ne $cause) { $cause = $cause.InnerException }
                $sent = $cause -isnot [System.Net.Sockets.SocketException] -and $cause -isnot [System.Security.Authentication.AuthenticationException]
            }
        }
    }
    $nothing = New-Object byte[] 0
    if ($null -eq $response) { return @{ Status = 0; Bytes = $nothing; Sent = $sent; Date = $null } }
    try {
        $memory = New-Object System.IO.MemoryStream
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $buffer = New-Object byte[] 65536
        $stream = $response.GetResponseStream()
        try {
            while (($count = $stream.Read($buffer, 0, $buffer.Length)) -gt 0) {
                $memory.Write($buffer, 0, $count)
                if ($memory.Length -gt 1048576) { throw 'more than 1 MiB' }
                if ($clock.Elapsed.TotalSeconds -gt 60) { throw 'too slow' }
            }
        }
        finally { $stream.Dispose() }
        # .NET Framework cuts the texts of refusals itself.
        $isRefusal = [int] $response.StatusCode -ne 200
        if (-not $isRefusal -and $response.ContentLength -ge 0 -and $response.ContentLength -ne $memory.Length) { throw 'broken off' }
        return @{ Status = [int] $response.StatusCode; Bytes = $memory.ToArray(); Sent = $true; Date = $response.Headers['Date'] }
    }
    catch {
        return @{ Status = 0; Bytes = $nothing; Sent = $true; Date = $null }
    }
    finally { $response.Close() }
}

# Whether this is a folder of this user that nobody else can enter. The system and its administrators could read everything anyway.
function Test-OwnFolder([string] $Path) {
    if (([IO.File]::GetAttributes($Path) -band [IO.FileAttributes]::ReparsePoint) -ne 0) { return $false }
    if ([Environment]::OSVersion.Platform -eq [PlatformID]::Unix) {
        $user = & 'id' '-u'
        $told = & 'ls' '-ldn' $Path
        # In a folder that hands on its group, mkdir sets S.
        return "$told" -cmatch "^drw[xs]--[-S]--[-T]\S*\s+\d+\s+$user\s"
    }
    $sid = [System.Security.Principal.SecurityIdentifier]
    $trusted = [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value, 'S-1-5-18', 'S-1-5-32-544'
    $access = Get-Acl -LiteralPath $Path
    if ($trusted -notcontains $access.GetOwner($sid).Value) { return $false }
    foreach ($rule in $access.GetAccessRules($true, $true, $sid)) {
        if ($rule.AccessControlType -eq 'Allow' -and $trusted -notcontains $rule.IdentityReference.Value) { return $false }
    }
    return $true
}

# Makes a folder that is not there yet, for its owner alone.
function New-Folder([string] $Path) {
    if ([Environment]::OSVersion.Platform -eq [PlatformID]::Unix) {
        & 'mkdir' -m 700 $Path
        if ($LASTEXITCODE -ne 0) { throw 'mkdir' }
    }
    else {
        [void] (New-Item -ItemType Directory -Path $Path)
        $user = [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value
        # What is made in it is its owner's alone too; nothing comes down from the folder around it.
        $null = & "$env:SystemRoot\System32\icacls.exe" $Path '/inheritance:r' '/grant:r' "*${user}:(OI)(CI)F" '/q'
    }
    # Some file systems know no owners. And before Windows closes the folder, somebody could lay something there.
    if (-not (Test-OwnFolder $Path) -or [IO.Directory]::GetFileSystemEntries($Path).Length -ne 0) {
        [IO.Directory]::Delete($Path)
        throw 'not for its owner alone'
    }
}

# Makes a file that is not there yet, in a folder that nobody else can enter. It stays its owner's alone where it is moved to.
function New-File([string] $Path) {
    $stream = New-Object System.IO.FileStream($Path, [System.IO.FileMode]::CreateNew, [System.IO.FileAccess]::Write)
    if ([Environment]::OSVersion.Platform -eq [PlatformID]::Unix) { & 'chmod' 600 $Path }
    return $stream
}

function Write-NewFile([string] $Path, [byte[]] $Bytes) {
    $stream = New-File $Path
    try { $stream.Write($Bytes, 0, $Bytes.Length) } finally { $stream.Dispose() }
}

# The element of DER that begins there: where its content begins, and its end.
function Get-Element([byte[]] $Der, [int] $At) {
    $size = [int] $Der[$At + 1]
    $begin = $At + 2
    if ($size -gt 0x80) {
        $count = $size - 0x80
        $size = 0
        for (; $count -gt 0; $count--) {
            $size = $size * 256 + $Der[$begin]
            $begin++
        }
    }
    if ($begin + $size -gt $Der.Length) { throw 'cut off' }
    return @{ Begin = $begin; End = $begin + $size }
}

# The bits of the INTEGER there.
function Get-Bits([byte[]] $Der, [int] $At) {
    $number = Get-Element $Der $At
    $begin = $number.Begin
    while ($begin -lt $number.End -and $Der[$begin] -eq 0) { $begin++ }
    $bits = ($number.End - $begin) * 8
    if ($bits -gt 0) { for ($top = [int] $Der[$begin]; $top -lt 0x80; $top *= 2) { $bits-- } }
    return $bits
}

# Kind and size of a certificate's key, where it is weak (src/certificate/public_key.rs); nothing where it is not, or where its size is not known.
function Get-WeakKey($Certificate) {
    $kind = $Certificate.GetKeyAlgorithm()
    $bits = -1
    $least = 2048
    try {
        # RSA, RSASSA-PSS: the modulus (RFC 8017 A.1.1).
        if ($kind -eq '1.2.840.113549.1.1.1' -or $kind -eq '1.2.840.113549.1.1.10') {
            [byte[]] $key = $Certificate.GetPublicKey()
            $bits = Get-Bits $key (Get-Element $key 0).Begin
        }
        # DSA: the prime (RFC 3279 §2.3.2).
        elseif ($kind -eq '1.2.840.10040.4.1') {
            [byte[]] $parameters = $Certificate.GetKeyAlgorithmParameters()
            $bits = Get-Bits $parameters (Get-Element $parameters 0).Begin
        }
        # Elliptic curves with a name: a coordinate of the point (SEC 1 §2.3.3); others: the prime of their field (RFC 3279 §2.3.5).
        elseif ($kind -eq '1.2.840.10045.2.1') {
            $least = 256
            [byte[]] $parameters = $Certificate.GetKeyAlgorithmParameters()
            [byte[]] $point = $Certificate.GetPublicKey()
            if ($parameters[0] -eq 6) {
                if (4, 6, 7 -contains $point[0]) { $bits = [int] [Math]::Floor(($point.Length - 1) / 2) * 8 }
                elseif (2, 3 -contains $point[0]) { $bits = ($point.Length - 1) * 8 }
            }
            elseif ($parameters[0] -eq 0x30) {
                $version = Get-Element $parameters (Get-Element $parameters 0).Begin
                $type = Get-Element $parameters (Get-Element $parameters $version.End).Begin
                if ($parameters[$type.End] -eq 2) { $bits = Get-Bits $parameters $type.End }
            }
        }
    }
    catch { $bits = -1 }
    if ($bits -ge 0 -and $bits -lt $least) { return @{ Kind = $kind; Bits = $bits } }
    return $null
}

# What a new certificate must not be, as a code; nothing where it can be used at this instant (UTC), by which clocks may be off by so many minutes.
# The rules and codes of src/renewal/expectation.rs.
function Get-Fault($New, $Old, [DateTime] $Now, [int] $Tolerance) {
    if ($New.NotAfter -le $Old.NotAfter) { return 'not-newer' }
    if ($New.NotAfter.ToUniversalTime() -le $Now) { return 'expired' }
    if ($New.NotBefore.ToUniversalTime() -gt $Now.AddMinutes($Tolerance)) { return 'not-yet-valid' }
    foreach ($extension in $New.Extensions) {
        if ($extension -is [System.Security.Cryptography.X509Certificates.X509BasicConstraintsExtension] -and $extension.CertificateAuthority) { return 'is-ca' }
        if ($extension -is [System.Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension]) {
            $purposes = @($extension.EnhancedKeyUsages | ForEach-Object { $_.Value })
            # clientAuth, anyExtendedKeyUsage
            if ($purposes -notcontains '1.3.6.1.5.5.7.3.2' -and $purposes -notcontains '2.5.29.37.0') { return 'no-client-auth' }
        }
    }
    $weak = Get-WeakKey $New
    if ($null -ne $weak) {
        # Where the old key is no stronger, everything has worked with such a one.
        $was = Get-WeakKey $Old
        if ($null -eq $was -or $was.Kind -ne $weak.Kind -or $was.Bits -gt $weak.Bits) { return 'weak-key' }
    }
    return ''
}

$FaultWords = @{
    'not-newer' = @('受け取った証明書の有効期限が、今の証明書より後ではありません。', 'The certificate that came does not expire later than the present one.')
    'expired' = @('受け取った証明書の有効期限が、すでに過ぎています。この端末の日付と時刻も確かめてください。', 'The certificate that came has expired. Check date and time of this machine too.')
    'not-yet-valid' = @('受け取った証明書は、まだ有効期間が始まっていません。この端末の日付と時刻も確かめてください。', 'The certificate that came is not valid yet. Check date and time of this machine too.')
    'is-ca' = @('受け取った証明書は認証局のもので、クライアント証明書ではありません。', 'What came is the certificate of an authority, not of a client.')
    'no-client-auth' = @('受け取った証明書は、クライアント認証用ではありません。', 'The certificate that came is not for client authentication.')
    'weak-key' = @('受け取った証明書の鍵が短すぎます（RSAは2048ビット、楕円曲線はP-256から使えます）。', 'The key of the certificate that came is too short (RSA from 2048 bits, elliptic curves from P-256).')
}

function Get-Text([object] $Json, [string] $Name) {
    $member = $Json.PSObject.Properties[$Name]
    if ($null -eq $member -or $member.Value -isnot [string]) { return '' }
    return $member.Value
}

function Show-Certificate([string] $Heading, $Shown) {
    Write-Host $Heading
    Write-Host "  $(Format-Text $Shown.Subject)"
    Write-Host "  有効期限 / Expires: $(Format-Date $Shown.NotAfter 'yyyy-MM-dd HH:mm:ss')"
}

foreach ($value in $Certificate, $PasswordFile, $Directory, $Resume, $Endpoint) {
    if ($value -match '\p{Cc}') { Stop-Renewal '指定に制御文字（改行など）が含まれています。' 'An option holds a control character, such as a line end.' 2 }
}
if ($Endpoint -eq '') {
    Stop-Renewal '更新の依頼先が設定されていません。-Endpoint で指定してください。' 'There is no address to ask for the renewal. Give it with -Endpoint.' 2
}
$address = $null
if (-not [Uri]::TryCreate($Endpoint, [UriKind]::Absolute, [ref] $address) -or $address.Scheme -ne 'https' -or $address.UserInfo -ne '') {
    Stop-Renewal "更新の依頼先は https://ホスト名 で始まる必要があります（$Endpoint）。" "The address must begin with https:// and a host ($Endpoint)." 2
}
$server = $address.Authority
if ($Certificate -eq '') {
    Stop-Renewal '更新する証明書（.p12）を -Certificate で指定してください。' 'Give the certificate to renew (.p12) with -Certificate.' 2
}
if ($Resume -ne '') {
    $kept = [IO.Path]::Combine((Resolve-Place $Resume), 'answer.json')
    if (-not [IO.File]::Exists($kept) -or ([IO.File]::GetAttributes($kept) -band [IO.FileAttributes]::ReparsePoint) -ne 0) {
        Stop-Renewal "$Resume に、途中の更新がありません。" "There is no renewal to go on with in $Resume." 2
    }
    if (-not (Test-OwnFolder (Resolve-Place $Resume))) {
        Stop-Renewal "$Resume は、この更新のために作ったフォルダーではありません。" "$Resume is not a folder that was made for this renewal." 2
    }
}
foreach ($file in $Certificate, $PasswordFile) {
    if ($file -ne '' -and -not [IO.File]::Exists((Resolve-Place $file))) { Stop-Renewal "$file が見つかりません。" "$file is not there." 2 }
}
$certificatePath = Resolve-Place $Certificate
$folder = Resolve-Place $Directory
if (-not [IO.Directory]::Exists($folder)) { Stop-Renewal "$Directory が見つかりません。" "$Directory is not there." 2 }

try {
    if ($PasswordFile -ne '') {
        $password = ConvertTo-SecureText ([IO.File]::ReadAllText((Resolve-Place $PasswordFile)) -replace '[\r\n]+\z', '')
    }
    else {
        $password = Read-Host -AsSecureString -Prompt '証明書のパスワード / Password of the certificate'
    }
}
catch {
    Stop-Renewal '証明書のパスワードを読み取れません。' 'The password of the certificate cannot be read.' 2
}

# Windows PowerShell 5.1 does not speak TLS 1.2 unless it is told to.
if ($PSVersionTable.PSEdition -eq 'Desktop') {
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
}

# A .p12 that came from the store of the machine would otherwise want an administrator.
$ofUser = [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]::UserKeySet
$old = $null
$new = $null
try {
    try {
        $old = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2($certificatePath, $password, $ofUser)
    }
    catch {
        Stop-Renewal "$Certificate を開けません。パスワードを確かめてください。正しい場合は、この端末がこのファイルの暗号方式に対応していません。" `
            "$Certificate does not open. Check the password. If it is right, this machine does not know the encryption of the file." 2
    }
    if (-not $old.HasPrivateKey) {
        Stop-Renewal "$Certificate に秘密鍵がありません。.p12 を指定してください。" "$Certificate holds no private key. Give a .p12." 2
    }
    Show-Certificate '更新する証明書 / The certificate to renew:' $old

    if ($Resume -eq '') {
        if (-not $Yes) {
            try { $reply = Read-Host -Prompt "$server でクライアント証明書を更新しますか？ はい / いいえ (yes / no)" }
            catch { Stop-Renewal 'はい / いいえ を入力できません。確認せずに更新するには -Yes を付けてください。' 'Nobody can answer. Give -Yes to renew without asking.' 2 }
            if ('はい', 'yes', 'y' -notcontains "$reply".Trim()) {
                Stop-Renewal '更新しませんでした。今の証明書は有効期限まで使えます。' 'Nothing was renewed. The certificate works until it expires.' 3
            }
        }
        # There must be a place for the answer before it comes: it cannot be asked for again.
        $Resume = [IO.Path]::Combine($folder, "renewal-$(Format-Date (Get-Date) 'yyyyMMddHHmmss')")
        $kept = $null
        try {
            New-Folder $Resume
            $kept = New-File ([IO.Path]::Combine($Resume, 'answer.json'))
        }
        catch {
            Stop-Renewal "$Directory に、ほかの人に読まれないフォルダーを作れません。-Directory で別の場所を指定してください。何も更新していません。" `
                "In $Directory no folder can be made that nobody else can read. Give another place with -Directory. Nothing was renewed." 2
        }
        # Once, and never again: each request makes the server issue a certificate.
        $answer = Send-Request 'POST' $address $old
        try {
            try { if ($answer.Status -eq 200) { $kept.Write($answer.Bytes, 0, $answer.Bytes.Length) } }
            # Writes what is left, so that it can fail as well.
            finally { $kept.Dispose() }
        }
        catch {
            Stop-Renewal "$Resume に保存できませんでした。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。" `
                "$Resume could not be written. A certificate may have been issued; while the present one is valid you can renew again." 4
        }
        if ($answer.Status -ne 200) { [IO.Directory]::Delete($Resume, $true) }
        if (-not $answer.Sent) {
            Stop-Renewal "$server に接続できませんでした。ネットワークを確かめてください。何も更新していません。" "$server could not be reached. Check the network. Nothing was renewed." 4
        }
        if ($answer.Status -eq 0) {
            Stop-Renewal "$server から応答がありませんでした。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。" `
                "No answer came from $server. A certificate may have been issued; while the present one is valid you can renew again." 4
        }
        if ($answer.Status -ne 200) {
            $message = ''
            try { $message = Format-Text (Get-Text (ConvertFrom-Json ([Text.Encoding]::UTF8.GetString($answer.Bytes))) 'message') } catch { $message = '' }
            Stop-Renewal "$server が更新を断りました（HTTP $($answer.Status)）。$message" "$server refused to renew (HTTP status $($answer.Status)). $message" 5
        }
    }

    $Resume = Resolve-Place $Resume
    $link = $null
    $pass = ''
    try {
        $json = ConvertFrom-Json ([IO.File]::ReadAllText([IO.Path]::Combine($Resume, 'answer.json'), [Text.Encoding]::UTF8))
        $pass = Get-Text $json 'pass'
        [void] [Uri]::TryCreate((Get-Text $json 'uri'), [UriKind]::Absolute, [ref] $link)
    }
    catch { $pass = '' }
    if ($null -eq $link -or $pass -eq '' -or $pass -match '\p{Cc}') {
        Stop-Renewal "$server の応答を読み取れません（$Resume）。サポート窓口にご連絡ください。" "The answer of $server cannot be read ($Resume). Tell your support desk." 6
    }
    if ($link.Scheme -ne 'https' -or -not [string]::Equals($link.Authority, $address.Authority, [StringComparison]::OrdinalIgnoreCase) -or $link.UserInfo -ne '') {
        Stop-Renewal "新しい証明書の受け取り先が $server ではないため、中止しました（$Resume）。サポート窓口にご連絡ください。" `
            "The link to the new certificate does not lead to $server, so it was not followed ($Resume). Tell your support desk." 6
    }

    # A link may work only once: what came whole is kept under a name of its own, and not asked for again.
    $received = [IO.Path]::Combine($Resume, 'new.p12')
    # Of this machine, whose clock may be off by hours, which is no fault of the certificate.
    $now = [DateTime]::UtcNow
    $tolerance = 24 * 60
    if (-not [IO.File]::Exists($received)) {
        $answer = $null
        foreach ($wait in 1, 2, 4, 0) {
            $answer = Send-Request 'GET' $link $old
            $busy = 0, 429, 500, 502, 503, 504 -contains $answer.Status
            if (-not $busy -or $wait -eq 0) { break }
            Write-Host "もう一度受け取ります / Trying the download again: $wait s"
            Start-Sleep -Seconds $wait
        }
        if ($answer.Status -ne 200) {
            $told = if ($answer.Status -eq 0) { '応答なし / no answer' } else { "$($answer.Status)" }
            Stop-Renewal "新しい証明書を受け取れませんでした（$server、HTTP: $told）。同じコマンドに $(Format-Resume $Resume) を付けると続けられます。" `
                "The new certificate did not come ($server, HTTP: $told). Go on with the same command and $(Format-Resume $Resume)." 7
        }
        try {
            $part = [IO.Path]::Combine($Resume, 'new.part')
            [IO.File]::Delete($part)
            Write-NewFile $part $answer.Bytes
            [IO.File]::Move($part, $received)
        }
        catch {
            Stop-Renewal "$received に保存できませんでした。$(Format-Resume $Resume) を付けてやり直してください。" "$received could not be written. Try again with $(Format-Resume $Resume)." 9
        }
        # The clock that counts is the server's, where its answer tells it.
        $styles = [Globalization.DateTimeStyles]::AssumeUniversal -bor [Globalization.DateTimeStyles]::AdjustToUniversal
        try {
            $now = [DateTime]::Parse($answer.Date, [Globalization.CultureInfo]::InvariantCulture, $styles)
            $tolerance = 5
        }
        catch { $now = [DateTime]::UtcNow }
    }

    try {
        $new = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2($received, (ConvertTo-SecureText $pass), $ofUser)
    }
    catch {
        Stop-Renewal "受け取ったファイルを、届いたパスワードで開けませんでした（$received）。この端末が暗号方式に対応していない可能性があります。サポート窓口にご連絡ください。" `
            "What came does not open with its password ($received). This machine may not know its encryption. Tell your support desk." 8
    }
    Show-Certificate '新しい証明書 / The new certificate:' $new
    if (-not $new.HasPrivateKey -or $new.Subject -cne $old.Subject) {
        Stop-Renewal "受け取った証明書の名前が、今の証明書と違います（$received）。使わずに、サポート窓口にご連絡ください。" `
            "The certificate that came has another name than the present one ($received). Do not use it; tell your support desk." 8
    }
    $fault = Get-Fault $new $old $now $tolerance
    if ($fault -ne '') {
        $code = $fault
        if ($fault -eq 'expired') { $code = 'not-newer' }
        Stop-Renewal "$($FaultWords[$fault][0])使わずに、サポート窓口にご連絡ください（$received、${code}）。" "$($FaultWords[$fault][1]) Do not use it; tell your support desk ($received, $code)." 8
    }
    if ($null -ne (Get-WeakKey $new)) {
        Write-Host '新しい証明書の鍵は、RSA 2048ビットや楕円曲線P-256より弱いものです。今までの証明書の鍵も同じか、それより弱かったため、受け取りました。新しいブラウザやOSでは使えないことがありますので、サポート窓口にお伝えください（weak-key）。'
        Write-Host 'The key of the new certificate is weaker than RSA with 2048 bits or the curve P-256. It was accepted because the old one is no stronger. New browsers and systems may refuse it: tell your support desk (weak-key).'
    }
    if ($new.GetPublicKeyString() -ceq $old.GetPublicKeyString()) {
        Write-Host '新しい証明書の鍵は、今までの証明書と同じです。今までの証明書のファイルをなくしたり、人に渡したりした心当たりがあるときは、この証明書を使わずに、サポート窓口にご連絡ください（same-key）。'
        Write-Host 'The new certificate has the same key as the old one. If a file of the old certificate may have been lost or passed on, do not use this one; tell your support desk (same-key).'
    }

    $name = Format-Date (Get-Date) 'yyyyMMddHHmmss'
    $newPath = [IO.Path]::Combine($folder, "$name.p12")
    $passPath = [IO.Path]::Combine($folder, "$name.pass")
    foreach ($file in $newPath, $passPath) {
        if ([IO.File]::Exists($file)) {
            Stop-Renewal "$file がすでにあります。$(Format-Resume $Resume) を付けてやり直してください。" "$file is there already. Try again with $(Format-Resume $Resume)." 9
        }
    }
    try {
        # The password and nothing else: clients take the whole file.
        $passPart = [IO.Path]::Combine($Resume, 'new.pass')
        [IO.File]::Delete($passPart)
        Write-NewFile $passPart ((New-Object System.Text.UTF8Encoding($false)).GetBytes($pass))
        [IO.File]::Move($passPart, $passPath)
        [IO.File]::Move($received, $newPath)
    }
    catch {
        Stop-Renewal "$folder に保存できませんでした。$(Format-Resume $Resume) を付けてやり直してください。" "$folder could not be written. Try again with $(Format-Resume $Resume)." 9
    }
    try { [IO.Directory]::Delete($Resume, $true) }
    catch { Write-Host "$Resume は不要です。削除してください。 / $Resume is of no more use. Delete it." }
}
finally {
    # The private keys that .NET keeps on the disk for these go with them.
    foreach ($one in $old, $new) { if ($null -ne $one) { $one.Reset() } }
}
Write-Host '更新しました。次のファイルに切り替えてください。 / Renewed. Switch to these files.'
Write-Output $newPath
Write-Output $passPath
