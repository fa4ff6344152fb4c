// @ts-check
// The English words. {…} is replaced by a value.

/** @type {Record<string, string>} */
export default {
  "error.unsupported-format": "This does not seem to be a certificate file ({looksLike}).",
  "error.unsupported-format.next": "Choose a certificate file (.crt, .cer, .pem, .p12, .pfx).",
  "error.unsupported-format.certificate": "A certificate file was chosen where a private key is wanted.",
  "error.unsupported-format.certificate.next": "Choose the file of the private key (.pem, .key).",
  "error.password-required": "This file is protected by a password.",
  "error.password-required.next": "Enter the password.",
  "error.second-password-required": "This file has two passwords.",
  "error.second-password-required.next":
    "Enter the other one as well. It is safer to get a file with one password from whoever issued it.",
  "error.account-protected": "This file is protected for Windows user accounts.",
  "error.account-protected.next":
    "Sign in to Windows as the user who exported it, import the certificate, and export it again with a password.",
  "error.altered-file": "The password is right, but the content of the file was changed after it was made.",
  "error.altered-file.next":
    "Entering the password again does not help. Do not use this file; get the one that was issued once more.",
  "error.corrupt-file": "The file is damaged and cannot be read (at byte offset {offset}).",
  "error.corrupt-file.next": "Copy the original file again, or have it sent again.",
  "error.damaged-as-text": "Somewhere this certificate file was taken for text, and its contents have changed.",
  "error.damaged-as-text.next": "Have the original file sent in a ZIP archive.",
  "error.damaged-as-text.octets-lost":
    "Somewhere this certificate file was taken for text, and a part of its contents is lost. This copy cannot be repaired.",
  "error.damaged-as-text.octets-lost.next": "Have the original file sent in a ZIP archive.",
  "error.damaged-as-text.re-encoded":
    "Somewhere this certificate file was taken for text and converted to another character encoding.",
  "error.damaged-as-text.re-encoded.next": "Have the original file sent in a ZIP archive.",
  "error.damaged-as-text.line-ends-converted":
    "Somewhere this certificate file was taken for text, and its line ends were converted, which changed its contents.",
  "error.damaged-as-text.line-ends-converted.next": "Have the original file sent in a ZIP archive.",
  "error.damaged-as-text.armour": "Within the text of this certificate there are characters that no certificate has.",
  "error.damaged-as-text.armour.next": "Have the original file sent in a ZIP archive, not pasted into a mail.",
  "error.truncated-file": "The file is cut off (it has {size} and should have at least {expected}).",
  "error.truncated-file.next":
    "Copying or downloading may have stopped halfway. Copy the original file again, or have it sent again.",
  "error.unsupported-algorithm": "This file is protected in a way that is not supported ({algorithm}{oid}).",
  "error.unsupported-algorithm.next": "Use a file of the same certificate exported with AES-256 or triple DES.",
  "error.too-much-work":
    "Opening was stopped because it would take too much work (needed: {requested}; the limit is {limit}).",
  "error.too-much-work.next": "Check where the file comes from, and use one exported with ordinary settings.",
  "error.too-much-work.iterations":
    "Opening was stopped because the file asks for {requested} rounds of password computation (the limit is {limit}).",
  "error.too-much-work.iterations.next":
    "Check where the file comes from, and use one exported with ordinary settings.",
  "error.too-much-work.memory":
    "Opening was stopped because the file asks for {requested} of memory (the limit is {limit}).",
  "error.too-much-work.memory.next": "Check where the file comes from, and use one exported with ordinary settings.",
  "error.too-much-work.nesting":
    "Reading was stopped because the data is nested too deeply ({requested} levels or more; the limit is {limit}).",
  "error.too-much-work.nesting.next": "No ordinary certificate file is like that. Check where the file comes from.",
  "error.too-much-work.certificates":
    "Reading was stopped because the file holds too many certificates ({requested}; the limit is {limit}).",
  "error.too-much-work.certificates.next": "Use a file that holds only the certificate you want to check.",
  "error.too-much-work.private-keys":
    "Reading was stopped because the file holds too many private keys ({requested}; the limit is {limit}).",
  "error.too-much-work.private-keys.next": "Use a file that holds only the certificate you want to check.",
  "error.too-much-work.connections":
    "Reading the settings file was stopped because it holds too many connections (the limit is {limit}).",
  "error.too-much-work.connections.next": "Make sure that it is the settings file of the client.",
  "error.file-too-large": "The file is too large for a certificate ({size}; the limit is {limit}).",
  "error.file-too-large.next": "Check that the file you chose is a certificate.",
  "error.invalid-argument": "The page used a value that is not right ({argument}).",
  "error.invalid-argument.next": "Reload the page. If it happens again, tell your support desk.",
  "error.unreadable-file": "The file could not be loaded.",
  "error.unreadable-file.next":
    "Check that it is not a folder, has not been moved or deleted and is not open in another program, and choose it again.",
  "error.zip": "The ZIP file cannot be read.",
  "error.zip.next": "Unpack the ZIP file and choose the certificate file in it.",
  "error.zip.damaged": "The ZIP file is damaged or was cut off, so it cannot be read.",
  "error.zip.damaged.next": "Copy the original file again, or have it sent again.",
  "error.zip.encrypted": "The ZIP file is protected by a password.",
  "error.zip.encrypted.next": "Unpack the ZIP file and choose the certificate file in it.",
  "error.zip.unsupported": "This page cannot open ZIP files of this kind.",
  "error.zip.unsupported.next": "Unpack the ZIP file and choose the certificate file in it.",
  "error.zip.too-many": "There are too many files in the ZIP file, so it was not read.",
  "error.zip.too-many.next": "Unpack the ZIP file and choose the certificate file in it.",
  "error.zip.too-large": "What is in the ZIP file is too large, so it was not read.",
  "error.zip.too-large.next": "Unpack the ZIP file and choose the certificate file in it.",
  "error.insecure-page": "Renewing is not possible because this page was not opened over a secure connection (https).",
  "error.insecure-page.next":
    "Open the page at its address (now {address}) that begins with “https://”. If you do not know that address, ask your support desk.",
  "error.broken-config":
    "Renewing is not possible because something is wrong with the settings of this page (config.json).",
  "error.broken-config.next": "Tell whoever runs this page what this screen says.",
  "error.broken-config.unreadable":
    "Renewing is not possible because the settings of this page (config.json) could not be loaded.",
  "error.broken-config.unreadable.next":
    "Check the connection and reload the page. If the result is the same, tell whoever runs this page.",
  "error.broken-config.not-json":
    "Renewing is not possible because the settings of this page (config.json) are not a JSON object.",
  "error.broken-config.not-json.next": "Tell whoever runs this page what this screen says.",
  "error.broken-config.unknown-field":
    "Renewing is not possible because the settings of this page (config.json) have an unknown field “{field}”.",
  "error.broken-config.unknown-field.next": "Tell whoever runs this page what this screen says.",
  "error.broken-config.wrong-value":
    "Renewing is not possible because the field “{field}” in the settings of this page (config.json) has a wrong value.",
  "error.broken-config.wrong-value.next": "Tell whoever runs this page what this screen says.",
  "error.no-service": "No service has been chosen.",
  "error.no-service.next": "Press “Choose another service”, choose the service to renew for and press “Renew”.",
  "error.no-auth-host": "The name of the server that renews is missing or not valid.",
  "error.no-auth-host.next":
    "Press “Choose another service”, enter the server name you were given (for example auth.example.jp), and press “Renew”.",
  "error.pending-lost":
    "What is needed to continue is no longer in this browser. It was finished or discarded in another tab, its 24 hours are over, or the browser’s data was cleared.",
  "error.pending-lost.next": "If the new certificate is saved already, there is nothing to do. If not, renew again.",

  "error.offline": "There is no network, so the server ({host}) cannot be reached.",
  "error.offline.next": "Check the internet connection and start again.",
  "error.unreachable":
    "The server ({host}) could not be reached. It is down, its address is wrong, or no secure connection (TLS) could be made.",
  "error.unreachable.next":
    "Check whether other web sites open. If they do, wait a little and try again; if the result is the same, tell your support desk.",
  "error.blocked":
    "The server ({host}) is up, but the browser withheld its answer from this page: the server does not allow this page, or the connection with the chosen certificate was refused.",
  "error.blocked.next":
    "Restart the browser and choose the certificate to be renewed again. If the result is the same, tell your support desk the address of this page and the name of the server.",
  "error.not-allowed-here": "This page is not allowed to connect to the server ({host}). Nothing was sent to it.",
  "error.not-allowed-here.next":
    "Check the name of the server. If it is right, ask whoever runs this page to allow https://{host} in its Content-Security-Policy (connect-src).",
  "error.interrupted": "The server ({host}) is up, but the connection broke off before its whole answer came.",
  "error.interrupted.next":
    "Check whether the connection is steady. This also happens when the window for choosing a certificate was closed, or the connection with the chosen one was refused: then restart the browser and choose again.",
  "error.timed-out": "The server ({host}) did not answer within {seconds}.",
  "error.timed-out.next":
    "It may be busy. Wait a little and try again. Also check whether the browser still asks you to choose a certificate.",
  "error.no-certificate": "No certificate was presented to the server ({host}).",
  "error.no-certificate.next":
    "Import the certificate to be renewed into the browser, restart the browser and choose it when asked.",
  "error.refused": "The server ({host}) did not accept the renewal (HTTP {status}).",
  "error.refused.next":
    "Wait a little and try again. If the result is the same, tell your support desk what this screen says.",
  "error.refused.later": "The server ({host}) is busy and accepts nothing at the moment (HTTP {status}).",
  "error.refused.later.next": "Wait at least {retryAfter} and try again.",
  "error.redirected": "Stopped, because the server ({host}) pointed to another address.",
  "error.redirected.next": "Check the address of this page. If the result is the same, tell your support desk.",
  "error.unexpected-answer": "The answer of the server ({host}) does not say which certificate this browser presents.",
  "error.unexpected-answer.next":
    "Check the address of this page, and whether a login page or the like stands in between.",
  "error.not-json": "What the server sent is not an answer to a renewal request.",
  "error.not-json.next": "Check the address of this page, and whether a login page or the like stands in between.",
  "error.missing-fields": "The server’s answer lacks something ({fields}).",
  "error.missing-fields.next": "Wait a little and try again. If the result is the same, tell your support desk.",
  "error.link-refused":
    "Stopped, because the address that the server ({host}) gave for the new certificate is not right.",
  "error.link-refused.next": "For safety it was not contacted. Tell your support desk what this screen says.",
  "error.not-pkcs12": "What arrived is not a certificate file (.p12).",
  "error.not-pkcs12.next": "Renew again. If the result is the same, tell your support desk.",
  "error.other-common-name": "The CN of the new certificate is another one ({found} instead of {expected}).",
  "error.other-common-name.next": "Do not use it. Tell your support desk what this screen says.",
  "error.other-subject": "The subject of the new certificate is another one (“{found}” instead of “{expected}”).",
  "error.other-subject.next": "Do not use it. Tell your support desk what this screen says.",
  "error.unknown-issuer": "The new certificate was issued by somebody else (“{found}” instead of “{expected}”).",
  "error.unknown-issuer.next":
    "Do not use it. There may be a new authority: tell your support desk what this screen says.",
  "error.same-serial-number":
    "The serial number of what arrived is that of the present certificate ({found}): it is not a new one.",
  "error.same-serial-number.next": "Keep using the present certificate. Tell your support desk what this screen says.",
  "error.key-mismatch": "The new certificate and its private key do not belong together.",
  "error.key-mismatch.next": "It cannot be used. Renew again, and tell your support desk if the result is the same.",
  "error.key-mismatch.file": "The certificate and the private key do not belong together.",
  "error.key-mismatch.file.next": "Choose the .crt and .pem that were issued together.",
  "error.not-newer": "The new certificate does not expire later (present: {expected}, new: {found}).",
  "error.not-newer.next": "Keep using the present certificate. If it expires soon, tell your support desk.",
  "error.not-yet-valid": "The new certificate is not valid yet (valid from {notBefore}, checked at {now}).",
  "error.not-yet-valid.next":
    "Keep using the present certificate. If date and time of this computer are right, tell your support desk what this screen says.",
  "error.is-ca": "What arrived is the certificate of an authority (CA), not of a client.",
  "error.is-ca.next": "Do not use it. Tell your support desk what this screen says.",
  "error.no-client-auth": "The new certificate was not issued for client authentication.",
  "error.no-client-auth.next":
    "It cannot be used to connect. Keep using the present certificate, and tell your support desk what this screen says.",
  "error.weak-key": "The key of the new certificate is too weak ({algorithm}, {bits} bits).",
  "error.weak-key.next":
    "Do not use it. Keep using the present certificate, and tell your support desk what this screen says.",
  "error.incomplete-file": "Something that is needed is not in the file.",
  "error.incomplete-file.next": "Choose a .p12 file, or both the .crt and the .pem.",
  "error.incomplete-file.bundle": "What arrived lacks the certificate or a usable private key.",
  "error.incomplete-file.bundle.next":
    "It cannot be used. Renew again, and tell your support desk if the result is the same.",
  "error.response-too-large": "The server’s answer is too large and was not taken (the limit is {limit}).",
  "error.response-too-large.next": "Check the address of this page. If the result is the same, tell your support desk.",
  "error.cancelled": "The renewal is not complete.",
  "error.cancelled.next": "To go on, start again.",

  "refused.certificate-required": "No certificate was presented to the server.",
  "refused.certificate-required.next":
    "Import the certificate to be renewed into the browser, restart the browser and choose it when asked.",
  "refused.certificate-refused": "The server refused this certificate because it does not trust it.",
  "refused.certificate-refused.next": "Check that ORCAMO issued it, restart the browser and choose again.",
  "refused.certificate-expired": "The certificate has expired, so it could not be renewed.",
  "refused.certificate-expired.next":
    "Get a new certificate and install it on this computer by hand. Another computer that still has a valid certificate can fetch one from the management screen; it must still be installed on the computer whose certificate expired.",
  "refused.not-renewable": "Certificates of this kind cannot be renewed.",
  "refused.not-renewable.next":
    "API and backup now use client certificates (clientXXX) too. Switch to a clientXXX certificate.",
  "refused.too-early": "The server did not accept the renewal because it is too early.",
  "refused.too-early.next": "Keep using the present certificate and renew when the time comes.",
  "refused.unknown-link": "The address of the new certificate was not found.",
  "refused.unknown-link.next": "Renew again.",
  "refused.used-link": "The address of the new certificate has already been used.",
  "refused.used-link.next": "Renew again.",
  "refused.other-certificate": "Another certificate was used in the middle of the renewal.",
  "refused.other-certificate.next": "Restart the browser, choose the certificate to be renewed and start again.",
  "refused.unsupported-media-type": "The server did not accept the form of the request (Content-Type).",
  "refused.unsupported-media-type.next":
    "Something on the way may change what is sent. Tell your support desk what this screen says.",
  "refused.foreign-origin": "The server does not allow this page to renew.",
  "refused.foreign-origin.next":
    "Check that the address of this page is right. If it is, tell your support desk what this screen says.",
  "refused.authority-unavailable": "The renewal service is not running.",
  "refused.authority-unavailable.next":
    "Wait a little and try again. If the result is the same, tell your support desk.",
  "refused.authority-timeout": "The renewal service did not answer in time.",
  "refused.authority-timeout.next": "Wait a little and try again. If the result is the same, tell your support desk.",

  "looks-like.unknown": "unknown format",
  "looks-like.empty": "it is empty",
  "looks-like.empty.next": "Copy the original file again, or have it sent again.",
  "looks-like.private-key": "it is a private key",
  "looks-like.certificate-signing-request": "it is a certificate signing request (CSR)",
  "looks-like.certificate-signing-request.next":
    "Choose the file of the certificate that was issued for this request (.crt, .p12 and so on).",
  "looks-like.certificate-revocation-list": "it is a revocation list (CRL)",
  "looks-like.certificate": "it is a certificate",
  "looks-like.public-key": "it is a public key",
  "looks-like.pkcs7-without-certificates": "it is a PKCS#7 file without certificates",
  "looks-like.signed-message": "it is a signed message",
  "looks-like.signed-message.next":
    "If it is a signed mail, open it in the mail program, save the certificate attached to it and choose that. If it is a configuration profile (.mobileconfig), ask the administrator who made it for the certificate file (.p12).",
  "looks-like.encrypted-message": "it is an encrypted message",
  "looks-like.encrypted-message.next":
    "Open it in the mail program that received it, save the certificate attached to it and choose that.",
  "looks-like.jks": "it is a Java keystore (JKS)",
  "looks-like.jks.next":
    "Convert it to a .p12 with Java’s “keytool -importkeystore -deststoretype PKCS12” and choose that file.",
  "looks-like.html": "it is a web page (HTML)",
  "looks-like.html.next":
    "It seems that a login page or the like was saved instead of the certificate. Download the certificate again.",
  "looks-like.zip": "it is a ZIP archive",
  "looks-like.zip.next": "Unpack it and choose the certificate file inside.",
  "looks-like.archive": "it is an archive",
  "looks-like.archive.next": "Unpack it and choose the certificate file inside.",
  "looks-like.pdf": "it is a PDF",
  "looks-like.image": "it is an image",
  "looks-like.office-document": "it is a document of Word, Excel or the like",
  "looks-like.office-document.next":
    "A certificate inside a document cannot be read. Have the certificate file (.p12, .crt and so on) sent in a ZIP archive.",
  "looks-like.mail": "it is a mail",
  "looks-like.mail.next":
    "Open it in the mail program, save the certificate attached to it and choose that. If the attachment is a ZIP archive, unpack it first.",
  "looks-like.winmail": "it is winmail.dat, the attachments of a mail from Outlook",
  "looks-like.winmail.next":
    "The certificate cannot be taken out of it. Ask the sender to put the certificate file into a ZIP archive and to send it again as plain text or HTML mail.",
  "looks-like.configuration-profile": "it is a configuration profile of Apple (.mobileconfig)",
  "looks-like.configuration-profile.next":
    "Ask the administrator who made the profile for the certificate file (.p12).",
  "looks-like.vpn-profile": "it is an OpenVPN configuration (.ovpn)",
  "looks-like.vpn-profile.next": "Choose the certificate file that came with it (.p12, .crt and so on).",
  "looks-like.json": "it is JSON data",
  "looks-like.json.next":
    "It seems that an answer of a server, or settings, were saved. Download the certificate file (.p12, .crt and so on) again, or have it sent again.",
  "looks-like.shortcut": "it is a shortcut",
  "looks-like.shortcut.next": "Choose the certificate file itself, not a shortcut to it.",
  "looks-like.text": "it is plain text",

  "presented.refused-expired": "The server refused this certificate because it has expired.",
  "presented.refused-expired.next":
    "Get a new certificate and install it on this computer by hand. Another computer that still has a valid certificate can fetch one from the management screen; it must still be installed on the computer whose certificate expired.",
  "presented.refused-not-yet-valid": "The server refused this certificate because it is not valid yet.",
  "presented.refused-not-yet-valid.next":
    "Wait until it becomes valid. If it should be valid already, the server’s clock may be wrong: tell your support desk.",
  "presented.refused-revoked": "The server refused this certificate because it has been revoked.",
  "presented.refused-revoked.next":
    "It cannot be renewed. If you do not know why it was revoked, ask your support desk. To go on, get a new certificate and install it on this computer.",
  "presented.refused-unknown-authority":
    "The server refused this certificate: it does not know who issued it, and so does not trust it.",
  "presented.refused-unknown-authority.next":
    "Check that ORCAMO issued it and that this is the right server. If there is another certificate, restart the browser and choose that one.",
  "presented.refused-other": "The server refused this certificate (reason: {reason}).",
  "presented.refused-other.next":
    "Tell your support desk what this screen says. If there is another certificate, restart the browser and choose that one.",
  "presented.refused-detail": "The server’s answer: {verdict}",

  "failed.rejected-heading": "Stopped: something is wrong with what arrived",
  "issued.rejected":
    "The server issued a new certificate, but something is wrong with what arrived. The present one works until it expires. “Receive it again” fetches it once more; no other is issued.",
  "failed.receive-again": "Receive it again",

  "pending.heading": "A renewal was interrupted",
  "pending.issued":
    "The server issued a new certificate that was not received yet. “Continue” receives that one; no other is issued.",
  "pending.downloaded":
    "The new certificate was received, but it is not certain that it was saved. “Continue” leads back to saving it.",
  "pending.created": "Started",
  "pending.expires": "Can be continued until",
  "pending.unknown": "not known",
  "pending.overdue":
    "Its time seems to be over, but the clock of this computer and that of the server do not both say so. So it was not deleted: it may still be received. Press “Continue”.",
  "pending.sealed-heading": "The record of an interrupted renewal cannot be opened",
  "pending.sealed":
    "This browser still holds what is needed to receive the certificate that the server issued then. But its key is lost or it is damaged, so the renewal cannot be continued.",
  "pending.sealed.next":
    "If you have saved the new certificate, press “Discard”. If not, press “Renew again” while the present certificate is valid.",
  "pending.resume": "Continue",
  "pending.discard": "Discard",
  "pending.discard-question": "Discard the interrupted renewal?",
  "pending.discard-effect":
    "The new certificate that was issued can then no longer be received. The present one works until it expires, so you can renew again.",
  "pending.discard-effect-sealed":
    "What cannot be opened any more is deleted from this browser. The present certificate is not affected.",
  "pending.discard-failed": "It could not be discarded. Close other tabs of this page and try again.",
  "elsewhere.heading": "Another tab is renewing",
  "elsewhere.sentence":
    "In another tab or window of this browser a renewal is under way or a new certificate waits to be saved. Please finish it there. If you cannot find it, close all tabs of this page and open it again.",
  "evidence.heading": "Save what arrived as evidence",
  "evidence.about":
    "It must not be used: do not import it and do not set it up in a client. Your support desk may need it to find out what happened.",
  "evidence.save-p12": "Save what arrived",
  "evidence.save-pass": "Save its password",
  "evidence.file": "{name}-rejected",
  "notice.same-key": "The new certificate has the same key as the old one.",
  "notice.same-key.next":
    "It works, but its key is not a new one. If a file of the old certificate (such as the .p12) may have been lost or passed on, do not use this one; tell your support desk.",
  "notice.weak-key":
    "The key of the new certificate ({algorithm}, {bits} bits) is weaker than RSA with 2048 bits or the curve P-256.",
  "notice.weak-key.next":
    "It was accepted because the old one is no stronger. New browsers and systems may refuse it: tell your support desk.",
  "notice.key-unknown": "This browser could not find out whether the private key belongs to the new certificate.",
  "notice.key-unknown.next": "Keep the old certificate, and make sure that you can connect with the new one.",
  "notice.shorter": "The new certificate is valid for a shorter time than the old one ({old} → {new}).",
  "notice.shorter.next": "The next renewal comes sooner. The new certificate expires on {expiry}.",

  "recognized.no-certificate": "No certificate was found",
  "recognized.no-certificate.sentence": "{count} files were looked at; none of them is a certificate.",
  "recognized.no-certificate.next":
    "Choose the folder with the certificates, or a certificate file (such as a .crt or .p12).",

  "password.form.without-line-end":
    "Opened without the line end behind the password. The file's own password has none.",
  "password.form.without-space": "Opened without the space around the password. The file's own password has none.",
  "password.form.half-width":
    "Opened with half-width letters, digits and signs for the full-width ones. The file's own password has half-width ones.",
  "password.form.full-width":
    "Opened with full-width letters, digits and signs for the half-width ones. The file's own password has full-width ones.",

  "recognized.password-file": "This is a password file",
  "recognized.password-file.sentence": "It holds the password of a certificate, and no certificate.",
  "recognized.password-file.next":
    "Drop the certificate file (such as a .p12) as well: this password is tried on it. The password is not shown and not sent anywhere.",
  "recognized.settings": "These are a client’s settings",
  "recognized.settings.sentence": "There is no certificate in this file.",
  "recognized.settings.next":
    "To check a certificate, drop the client’s whole folder, or choose the certificate in its certificates folder.",
  "recognized.readme": "This is a note",
  "recognized.readme.sentence": "There is no certificate in this file.",
  "recognized.readme.next": "Choose a certificate file (such as a .crt or .p12).",
  "recognized.private-key": "This is a private key",
  "recognized.private-key.sentence":
    "The file holds a private key only. The certificate that belongs to it was not found.",
  "recognized.private-key.next": "Drop the certificate file (.crt) that was issued with it as well.",
};
