<#
.SYNOPSIS
ブラウザのない端末で、クライアント証明書（.p12）を更新します。
Renews a client certificate (.p12) on a machine without a browser.

.DESCRIPTION
Windows PowerShell 5.1 と PowerShell 7 で動きます。.crt と .pem の組には対応していません。
Runs in Windows PowerShell 5.1 and PowerShell 7. It takes .p12 files, not pairs of .crt and .pem.

.EXAMPLE
.\renew.ps1 -Certificate client0001.p12
#>
#requires -Version 5.1
[CmdletBinding()]
param(
    # 更新するクライアント証明書（.p12） / The client certificate to renew
    [Parameter(Mandatory = $true)]
    [string] $Certificate,
    # パスワードを入れたファイル（省略すると入力を求めます） / A file with the password; otherwise it is asked for
    [string] $PasswordFile,
    # 新しい証明書を置くフォルダー / Where the new certificate goes
    [string] $Directory = '.',
    # 確認せずに更新します / Renew without asking
    [switch] $Yes,
    # 途中で止まった更新を続けます / Go on with a renewal that was interrupted
    [string] $Resume,
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

# PowerShell and .NET have current folders of their own.
function Resolve-Place([string] $Path) {
    return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
}

function ConvertTo-SecureText([string] $Text) {
    $secure = New-Object System.Security.SecureString
    foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
    return $secure
}

# One request with the client certificate; no redirect is followed. Status 0: no answer.
function Send-Request([string] $Method, [Uri] $Address, $ClientCertificate) {
    $request = [System.Net.HttpWebRequest] [System.Net.WebRequest]::Create($Address)
    $request.Method = $Method
    $request.AllowAutoRedirect = $false
    $request.Timeout = 60000
    $request.ReadWriteTimeout = 60000
    $request.Accept = 'application/json'
    [void] $request.ClientCertificates.Add($ClientCertificate)
    $response = $null
    try {
        if ($Method -eq 'POST') {
            $request.ContentType = 'application/json'
            $body = [Text.Encoding]::ASCII.GetBytes('{}')
            $request.ContentLength = $body.Length
            $stream = $request.GetRequestStream()
            try { $stream.Write($body, 0, $body.Length) } finally { $stream.Dispose() }
        }
        $response = $request.GetResponse()
    }
    catch {
        $problem = $_.Exception
        while ($null -ne $problem -and $problem -isnot [System.Net.WebException]) { $problem = $problem.InnerException }
        if ($null -ne $problem) { $response = $problem.Response }
    }
    if ($null -eq $response) { return @{ Status = 0; Bytes = (New-Object byte[] 0) } }
    try {
        $memory = New-Object System.IO.MemoryStream
        $stream = $response.GetResponseStream()
        try { $stream.CopyTo($memory) } finally { $stream.Dispose() }
        return @{ Status = [int] $response.StatusCode; Bytes = $memory.ToArray() }
    }
    catch {
        # The answer broke off.
        return @{ Status = 0; Bytes = (New-Object byte[] 0) }
    }
    finally { $response.Dispose() }
}

# Writes a file that is not there yet.
function Write-NewFile([string] $Path, [byte[]] $Bytes) {
    $stream = New-Object System.IO.FileStream($Path, [System.IO.FileMode]::CreateNew, [System.IO.FileAccess]::Write)
    try { $stream.Write($Bytes, 0, $Bytes.Length) } finally { $stream.Dispose() }
}

function Get-Text([object] $Json, [string] $Name) {
    $member = $Json.PSObject.Properties[$Name]
    if ($null -eq $member -or $member.Value -isnot [string]) { return '' }
    return $member.Value
}

$address = $null
if (-not [Uri]::TryCreate($Endpoint, [UriKind]::Absolute, [ref] $address) -or $address.Scheme -ne 'https') {
    Stop-Renewal '更新の依頼先を、https で始まるアドレスで -Endpoint に指定してください。' 'Give the address to ask for the renewal with -Endpoint; it begins with https.' 2
}
$server = $address.Authority
$certificatePath = Resolve-Place $Certificate
$folder = Resolve-Place $Directory
if (-not [IO.File]::Exists($certificatePath)) { Stop-Renewal "$Certificate が見つかりません。" "$Certificate is not there." 2 }
if (-not [IO.Directory]::Exists($folder)) { Stop-Renewal "$Directory が見つかりません。" "$Directory is not there." 2 }

if ($PasswordFile) {
    $password = ConvertTo-SecureText ([IO.File]::ReadAllText((Resolve-Place $PasswordFile)).TrimEnd("`r", "`n"))
}
else {
    $password = Read-Host -AsSecureString -Prompt '証明書のパスワード / Password of the certificate'
}

# Windows PowerShell 5.1 does not speak TLS 1.2 unless it is told to.
[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12

try {
    $old = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2($certificatePath, $password)
}
catch {
    Stop-Renewal "$Certificate を開けません。パスワードを確かめてください。" "$Certificate does not open. Check the password." 2
}
Write-Host "更新する証明書 / The certificate to renew: $($old.Subject)"
Write-Host "有効期限 / Expires: $($old.NotAfter.ToString('yyyy-MM-dd HH:mm:ss'))"

if (-not $Resume) {
    if (-not $Yes) {
        $reply = Read-Host -Prompt "$server でクライアント証明書を更新しますか？ はい / いいえ (yes / no)"
        if ('はい', 'yes', 'y' -notcontains $reply.Trim()) {
            Stop-Renewal '更新しませんでした。今の証明書は有効期限まで使えます。' 'Nothing was renewed. The certificate works until it expires.' 3
        }
    }
    $Resume = [IO.Path]::Combine($folder, "renewal-$(Get-Date -Format 'yyyyMMddHHmmss').json")
    # Once, and never again: each request makes the server issue a certificate.
    $answer = Send-Request 'POST' $address $old
    if ($answer.Status -eq 0) {
        Stop-Renewal "$server から応答がありませんでした。ネットワークと証明書を確かめてください。証明書が発行された可能性がありますが、今の証明書が有効なうちは、もう一度更新できます。" `
            "No answer came from $server. Check the network and the certificate. A certificate may have been issued; while the present one is valid you can renew again." 4
    }
    if ($answer.Status -ne 200) {
        $message = ''
        try { $message = Get-Text (ConvertFrom-Json ([Text.Encoding]::UTF8.GetString($answer.Bytes))) 'message' } catch { $message = '' }
        Stop-Renewal "$server が更新を断りました（HTTP $($answer.Status)）。$message" "$server refused to renew (HTTP status $($answer.Status)). $message" 5
    }
    # Kept before the download, so that nothing is lost when it is interrupted.
    Write-NewFile $Resume $answer.Bytes
}

$Resume = Resolve-Place $Resume
$link = $null
$pass = ''
try {
    $json = ConvertFrom-Json ([IO.File]::ReadAllText($Resume, [Text.Encoding]::UTF8))
    $pass = Get-Text $json 'pass'
    [void] [Uri]::TryCreate((Get-Text $json 'uri'), [UriKind]::Absolute, [ref] $link)
}
catch { $pass = '' }
if ($null -eq $link -or $pass -eq '') {
    Stop-Renewal "$server の応答を読み取れません（$Resume）。サポート窓口にご連絡ください。" "The answer of $server cannot be read ($Resume). Tell your support desk." 6
}
if ($link.Scheme -ne 'https' -or $link.Authority -ne $address.Authority -or $link.UserInfo -ne '') {
    Stop-Renewal "新しい証明書の受け取り先が $server ではないため、中止しました。サポート窓口にご連絡ください。" "The link to the new certificate does not lead to $server, so it was not followed. Tell your support desk." 6
}

$answer = $null
foreach ($wait in 1, 2, 4, 0) {
    $answer = Send-Request 'GET' $link $old
    $busy = $answer.Status -eq 0 -or $answer.Status -eq 429 -or $answer.Status -ge 500
    if (-not $busy -or $wait -eq 0) { break }
    Write-Host "もう一度受け取ります / Trying the download again: $wait s"
    Start-Sleep -Seconds $wait
}
if ($answer.Status -ne 200) {
    Stop-Renewal "新しい証明書を受け取れませんでした（$server、HTTP $($answer.Status)）。-Resume '$Resume' を付けると続けられます。" `
        "The new certificate did not come ($server, HTTP status $($answer.Status)). Go on with -Resume '$Resume'." 7
}

$name = Get-Date -Format 'yyyyMMddHHmmss'
$newPath = [IO.Path]::Combine($folder, "$name.p12")
$passPath = [IO.Path]::Combine($folder, "$name.pass")
try {
    # The password and nothing else: clients take the whole file.
    Write-NewFile $passPath ((New-Object System.Text.UTF8Encoding($false)).GetBytes($pass))
    Write-NewFile $newPath $answer.Bytes
}
catch {
    Stop-Renewal "$folder に保存できませんでした。-Resume '$Resume' を付けてやり直してください。" "$folder could not be written. Try again with -Resume '$Resume'." 9
}
try {
    $new = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2($newPath, (ConvertTo-SecureText $pass))
}
catch {
    Stop-Renewal "受け取ったファイルを、届いたパスワードで開けませんでした（$newPath）。サポート窓口にご連絡ください。" "What came does not open with its password ($newPath). Tell your support desk." 8
}
if (-not $new.HasPrivateKey -or $new.Subject -ne $old.Subject -or $new.NotAfter -le $old.NotAfter) {
    Stop-Renewal "受け取った証明書が、今の証明書を引き継ぐものではありません（$newPath）。使わずに、サポート窓口にご連絡ください。" "The certificate that came does not carry on the present one ($newPath). Do not use it; tell your support desk." 8
}
[IO.File]::Delete($Resume)
Write-Host "新しい証明書 / The new certificate: $($new.Subject)"
Write-Host "有効期限 / Expires: $($new.NotAfter.ToString('yyyy-MM-dd HH:mm:ss'))"
Write-Host '更新しました。次のファイルに切り替えてください。 / Renewed. Switch to these files.'
Write-Output $newPath
Write-Output $passPath
