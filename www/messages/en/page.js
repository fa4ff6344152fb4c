// @ts-check
// The English words. {…} is replaced by a value.

/** @type {Record<string, string>} */
export default {
  "page.title": "Check and renew client certificates",
  "page.about": "See when an ORCAMO client certificate expires, and renew it before it does.",
  "language.label": "Language",
  "language.failed": "The language could not be changed. Check the connection and try again.",
  "module.unavailable": "The program that reads certificates could not be loaded. Check the connection and try again.",
  "feature.failed":
    "Something that is needed could not be loaded. Check the connection and try again. If that does not help, reload the page.",
  "module.retry": "Load again",
  separator: ", ",
  list: "; ",
  yes: "Yes",
  no: "No",

  "clock.ahead":
    "The clock of this computer is about {difference} ahead of the server’s (this computer: {local}; server: {server}). Certificates are judged by the server’s time. Please correct the date and time of this computer.",
  "clock.behind":
    "The clock of this computer is about {difference} behind the server’s (this computer: {local}; server: {server}). Certificates are judged by the server’s time. Please correct the date and time of this computer.",

  "check.heading": "Check a certificate",
  "check.drop": "Drop certificate files or folders here",
  "check.choose": "Choose files",
  "check.choose-folder": "Choose a folder",
  "check.formats": ".crt .cer .pem .p12 .pfx .pass .zip (several at once if you like)",
  "check.private": "Files are read on this computer only. Neither files nor passwords are sent anywhere.",
  "check.dropping": "Release to read",
  "paste.summary": "Paste text (PEM) instead",
  "paste.label": "Text that starts with “-----BEGIN CERTIFICATE-----”",
  "paste.read": "Read",
  "paste.empty": "There is no text to read.",
  "paste.name": "Pasted text",
  "results.heading": "Checked certificates",

  "card.reading": "Reading…",
  "card.remove": "Remove {name} from the list",
  "card.removed": "{name} was removed from the list.",
  "card.unverified":
    "Only what can be read without the password is shown. Whether the file was changed has not been checked yet.",
  "offer.yes": "Once imported, browsers offer it to servers.",
  "offer.no.no-client-auth": "Browsers do not offer this certificate (its usage lacks client authentication).",
  "offer.no.is-ca": "Browsers do not offer this certificate (it is a certification authority's).",
  "offer.no.serial-number-too-long": "Browsers do not offer this certificate (its serial number is too long).",
  "offer.no.expired": "Browsers do not offer this certificate (it has expired).",
  "offer.no.no-private-key": "Without its private key, browsers cannot offer this certificate.",
  "offer.never.no-client-auth": "Its usage lacks client authentication: browsers and clients cannot connect with it.",
  "offer.never.serial-number-too-long": "Its serial number is longer than 20 bytes: browsers cannot connect with it.",
  "offer.never.next": "Ask the issuer or your support desk whether this file was issued as a client certificate.",
  "identities.older": "Older certificates ({count})",
  "identities.others": "Other certificates in this file ({count})",
  "identities.with-key": "with private key",
  "identities.key-unknown": "with a private key that may not be its own",
  "identities.without-key": "without private key",
  "card.common-name": "CN",
  "card.no-common-name": "No CN",
  "card.issuer": "Issued by",
  "card.expiry": "Expires",
  "card.start": "Valid from",
  "card.next": "What to do next",
  "card.details": "Details",
  "card.copy-summary": "Copy summary",
  "card.key-only": "This file holds only a private key, no certificate.",
  "card.key-only.next": "Choose the certificate file (.crt, .p12 and so on).",
  "card.no-certificate": "This file holds no certificate.",
  "card.no-eligibility": "Whether this certificate can be renewed could not be decided.",
  "card.no-eligibility.next": "Look at the expiry date, and ask your support desk if in doubt.",
  "card.unreadable.one": "This file holds {count} further certificate that cannot be read.",
  "card.unreadable.other": "This file holds {count} further certificates that cannot be read.",

  "companions.container": "A file in “{container}”.",
  "companions.files": "Files that belong to it: {files}",
  "companions.opener": "Opened with the password in {file}.",
  "companions.digits": "Opened with digits of its name as the password.",
  "companions.refused": "The password in {file} does not open it.",
  "companions.key-unverified":
    "The private key ({file}) is protected by a password, so it was not checked whether it belongs to this certificate.",
  "companions.others": "Files that are not certificates: {files}",
  "companions.others-more": "Files that are not certificates: {files} and {count} more",
  "companions.unseen": "Files that were not looked at (they cannot be read, or are too large or too many): {files}",
  "companions.unseen-more":
    "Files that were not looked at (they cannot be read, or are too large or too many): {files} and {count} more",
  "companions.older": "Older certificates ({count})",
  "companions.older-one": "{file}: expires {expiry}",

  "days.left.one": "{count} day left",
  "days.left.other": "{count} days left",
  "days.left.last": "Less than 24 hours left",
  "days.past.one": "Expired {count} day ago",
  "days.past.other": "Expired {count} days ago",
  "days.past.last": "Expired within the last 24 hours",

  copy: "Copy",
  "copy.done": "Copied.",
  "report.copy": "Copy for a report",
  "copy.failed": "Could not copy. Select the text and copy it by hand.",

  "password.label": "Password of this file",
  "password.why": "This file is protected. Enter the password that was issued with it.",
  "password.why-open":
    "The private key is protected by a password. With the password that came with the certificate, the key can be checked too, and whether the file was changed.",
  "password.second-label": "Second password",
  "password.need-encryption":
    "The password is right, but the contents of this file are encrypted with another one. Enter both passwords.",
  "password.need-mac":
    "The password opens the contents, but the value that shows that nothing was changed (the MAC) does not match. If the file has two passwords, enter both. If there is only one, the file was changed after it was made; get the one that was issued.",
  "password.need-account":
    "This file is protected for Windows user accounts, and may have no password. Sign in to Windows as the user who exported it, import the certificate, and export it again with a password. If you know a password, enter it.",
  "password.show": "Show password",
  "password.submit": "Open",
  "password.busy": "Opening…",
  "password.empty": "Enter the password.",

  totals: "{count} files checked. {parts}",
  "totals.part": "{verdict}: {count}",

  "decision.renewable": "Can be renewed",
  "decision.due": "Renew now",
  "decision.too-early": "Not due yet",
  "decision.not-yet-valid": "Not valid yet",
  "decision.expired": "Expired",
  "decision.not-renewable": "Cannot be renewed",
  "decision.unknown-kind": "Unknown kind",
  "decision.unusable": "Cannot be used to connect",
  "decision.none": "Not decided",
  "decision.locked": "Password needed",
  "decision.failed": "Could not be read",

  "reason.reminder-window": "This certificate expires soon. It can be renewed now.",
  "reason.reminder-window.next":
    "Open this page in the browser that uses this certificate and press “Renew”. After {renewBy} it can no longer be renewed and every service stops.",
  "reason.renewal-window": "This certificate can be renewed. There is no hurry.",
  "reason.renewal-window.next":
    "When it suits you, open this page in the browser that uses this certificate and press “Renew”. The deadline is {renewBy}.",
  "reason.before-window": "It is too early to renew. Renewal opens on {opensOn}.",
  "reason.before-window.next": "Nothing needs to be done now. Renew when the time comes.",
  "reason.before-validity": "This certificate is not valid yet. It can be used from {notBefore}.",
  "reason.before-validity.next":
    "First check that the date and time of this computer are right. If they are, wait until {notBefore}.",
  "reason.after-validity":
    "This certificate has expired and cannot be renewed. Every service that uses it has stopped.",
  "reason.after-validity.next":
    "Get a new certificate and install it on this computer by hand. Another computer that still has a valid certificate can fetch one from the management screen; it must still be installed on the computer whose certificate expired.",
  "reason.api-certificate": "API certificates cannot be renewed.",
  "reason.api-certificate.next": "The API now uses client certificates (clientXXX). Switch to a clientXXX certificate.",
  "reason.backup-certificate": "Backup certificates cannot be renewed.",
  "reason.backup-certificate.next":
    "Backup now uses client certificates (clientXXX). Switch to a clientXXX certificate.",
  "reason.no-common-name": "This certificate has no CN (name), so its kind is unknown.",
  "reason.no-common-name.next":
    "Ask whoever gave you the file whether it is an ORCAMO client certificate. The server decides whether it can be renewed.",
  "reason.unrecognized-common-name": "The CN “{commonName}” does not show what kind of certificate this is.",
  "reason.unrecognized-common-name.next":
    "Check that it is an ORCAMO client certificate. The server decides whether it can be renewed.",

  "reason.authority": "This is the certificate of an authority (CA), not a client certificate.",
  "reason.authority.next": "Choose the file of the client certificate (.crt, .p12 and so on).",

  "details.serial": "Serial number",
  "details.fingerprint": "Fingerprint (SHA-256)",

  "renew.heading": "Renew a certificate",
  "renew.about":
    "Renews the certificate that is installed in this browser and gives you the new one (.p12) with its password. You need not drop a file first.",
  "renew.start": "Renew",
  "renew.start-hint":
    "The page first looks up which certificate this browser uses. If the browser asks, choose the one to renew.",
  "renew.identifying": "Looking up the certificate this browser uses…",
  "renew.stop": "Stop",
  "renew.again": "Look again",

  "unidentified.heading": "The certificate to be renewed",
  "unidentified.sentence":
    "This server cannot tell beforehand which certificate the browser uses. What gets renewed is the one you choose, or have already chosen, when the browser asks.",
  "unidentified.file":
    "The new certificate will be compared with the one in the file you checked ({name}, expires {expiry}). Choose the same one.",
  "unidentified.several":
    "The files you checked hold different certificates, so the new one will be compared with none of them. To have it compared, leave only the file of the certificate to be renewed.",
  "unidentified.nothing":
    "There is nothing to compare the new certificate with. Drop the file of your present certificate (.crt, .p12 and so on) onto this page to have its CN and expiry checked.",
  "unidentified.next": "The renewal goes to the server {host}.",
  "unidentified.proceed": "Go on to renew",

  "absent.heading": "No certificate found",
  "absent.sentence":
    "This browser presented no certificate to the server. Renewing needs the very certificate that is to be renewed.",
  "absent.next.import": "Import the certificate to be renewed (.p12) into this browser or computer.",
  "absent.next.restart": "Close every window of the browser and open it again.",
  "absent.next.choose": "Open this page, press “Renew” and choose that certificate when asked.",
  "absent.expired": "Browsers may leave expired certificates out of the list to choose from.",

  "presented.heading": "The certificate this browser uses",
  "presented.unreadable": "The certificate in the server’s answer could not be read.",
  "presented.due": "This certificate expires soon. Please renew it.",
  "presented.renewable": "This certificate can be renewed.",
  "presented.too-early": "It is too early to renew. Renewal opens on {opensOn}.",
  "presented.too-early.next": "There is no need to renew now. Some servers, such as a demo, accept an earlier renewal.",
  "presented.unknown-kind": "The kind of this certificate is unknown. The server decides whether it can be renewed.",
  "presented.unknown-kind.next":
    "Check that you did not choose another certificate. If you go on, the server is asked to renew it.",
  "presented.change": "To use another certificate, restart the browser and choose again.",
  "presented.warning": "Not the certificate you checked",
  "presented.warning.about": "What gets renewed is the certificate this browser uses, not the one in the file.",
  "presented.warning.presented": "This browser: {name}, expires {expiry}",
  "presented.warning.dropped": "File: {name}, expires {expiry}",
  "presented.warning.next":
    "To renew the one in the file, import it into the browser, restart the browser and choose again.",
  "presented.proceed": "Renew this certificate",
  "presented.proceed-anyway": "Renew it anyway",

  "dialog.heading": "Renew this certificate?",
  "dialog.text": "The certificate of {name} expires on {expiry}.",
  "dialog.unidentified":
    "The certificate you choose when the browser asks will be renewed. It will be compared with nothing.",
  "dialog.unidentified-file":
    "The certificate you choose when the browser asks will be renewed, and compared with {name} (expires {expiry}).",
  "dialog.effect": "If you press “Yes”, the server issues a new certificate.",
  "dialog.other": "It is not the certificate you checked. Please look at CN and expiry once more.",
  "dialog.early":
    "To prevent accidental clicks, “Yes” does not answer right after the question appears. Press it again.",

  "progress.heading": "Renewing",
  "progress.label": "Progress of the renewal",
  "step.request": "Request",
  "step.download": "Receive",
  "step.check": "Check",
  "step.request.now": "Asking the server for a new certificate…",
  "step.download.now": "Receiving the new certificate…",
  "step.check.now": "Checking the new certificate…",
  "step-state.pending": "to do",
  "step-state.active": "under way",
  "step-state.done": "done",
  "step-state.failed": "failed",
  "progress.attempt": "{attempt}/{attempts}",
  "progress.waiting": "It could not be received; trying again in {wait} ({attempt}).",
  "progress.retrying": "Trying again ({attempt})…",
  "keeping.not-yet": "Please keep this page open until it is finished.",
  "keeping.kept": "If the page is closed, you can continue within 24 hours by opening it again in this browser.",
  "keeping.unavailable":
    "This browser (or its private window) keeps nothing for later. After a reload or when closed, the renewal cannot be continued: please leave the page open until everything is saved.",
  "progress.cancel": "Cancel",

  "failed.heading": "The renewal failed",
  "failed.identify-heading": "The certificate could not be looked up",
  "failed.cancelled-heading": "The renewal was cancelled",
  "failed.retry": "Start again",
  "failed.renew-again": "Renew again",
  "failed.resume": "Continue",
  "failed.resume-next": "“Continue” receives the certificate that was issued.",
  "failed.code": "Error code: {code}",
  "issued.no": "No new certificate was issued. The present one works as before.",
  "issued.maybe":
    "It is not known whether the server issued a new certificate. The present one works until it expires, so it is safe to renew again. The page never does that by itself.",
  "issued.yes":
    "The server issued a new certificate, but it was not saved on this computer. The present one works until it expires, so it is safe to renew again.",
  "issued.resumable":
    "The server issued a new certificate, but it is not saved on this computer yet. “Continue” receives it once more; no other is issued.",

  "done.heading": "The new certificate has arrived",
  "done.heading-noticed": "Please read this before you save",
  "done.sentence":
    "It opens with its password, its key belongs to it, its subject (CN and so on) and issuer are the same, its serial number is new and it expires later: all checked.",
  "done.sentence-alone":
    "It opens with its password and its key belongs to it. It was not compared with the old certificate: please look at CN and expiry yourself.",
  "done.sentence-unmatched":
    "It opens with its password, its subject (CN and so on) and issuer are the same, its serial number is new and it expires later: all checked.",
  "done.sentence-alone-unmatched":
    "It opens with its password. It was not compared with the old certificate: please look at CN and expiry yourself.",
  "done.validity": "Length of validity: old certificate {old} → new certificate {new}",
  "done.validity-alone": "Length of validity: new certificate {new}",
  "done.not-yet-saved": "It is not saved yet. Please save both files.",
  "done.one-saved": "Please save the other file too.",
  "done.both-saved": "Both files were handed to the browser. Please check that they are in your downloads folder.",
  "done.secured": "Both files are saved.",
  "done.handed": "Handed over",
  "done.written": "Saved and checked",
  "done.cancelled": "Not saved. Please save it again.",
  "done.failed": "It could not be saved. Please save it in another place.",
  "done.confirm": "Are both files saved?",
  "done.saving": "Save two files",
  "done.save-p12": "Save new certificate",
  "done.save-pass": "Save password",
  "done.save-as": "Choose a place",
  "done.save-p12-as": "Choose a place and save the new certificate",
  "done.save-pass-as": "Choose a place and save the password",
  "done.password": "Password of the new certificate",
  "done.password-show": "Show",
  "done.password-hide": "Hide",
  "done.password-hidden": "Hidden",
  "done.password-copied": "The password was copied.",
  "done.comparison": "Old and new certificate compared",
  "done.old": "Old certificate",
  "done.new": "New certificate",
  "done.next": "What to do next",
  "done.next.save": "Copy both files to another place too, such as a USB memory stick (backup).",
  "done.next.import": "Import the saved .p12 into this browser or computer. It asks for the new password.",
  "done.next.restart": "Close every window of the browser and open it again. Until then it uses the old certificate.",
  "done.next.client": "If other clients use the certificate, make their files and switch them to the new one.",
  "done.finish": "Finish",
  "done.finish-unconfirmed": "They are saved: finish",

  "reminder.save": "Add to calendar",
  "reminder.failed": "The file for the calendar could not be made. Reload the page and try again.",

  "policy.heading": "Try it in the demo environment (other renewal dates)",
  "policy.reset": "Use the usual dates",
  "policy.judged": "Based on demo dates.",
  "policy.in-force": "Demo dates are in use. They are not the dates on which renewal really opens.",

  "script.heading": "Renew on a machine without a browser",

  "files.open": "Make files for a client",
  "algorithm.oid": ", OID {oid}",
  "algorithm.unknown": "an algorithm without a known name",
  "error.module-unavailable": "The program that reads certificates could not be loaded.",
  "error.module-unavailable.next": "Check the connection and try again.",
  "error.internal":
    "Something unexpected happened and the work was stopped. The program was loaded again, so you can go on using the page.",
  "error.internal.next":
    "Try again. If the same file does it again, tell whoever gave you the file and your support desk.",
  "subject.empty": "no name",
  "error.unknown": "Something went wrong and the work could not be done.",
  "error.unknown.next": "Try again. If the result is the same, tell your support desk the error code.",
  "error.wrong-password": "The password is wrong.",
  "error.wrong-password.next":
    "Check upper and lower case, and enter it again. Forms without the space or line end around it, and with full-width and ordinary characters exchanged, were tried as far as the limit of work allows.",
  "error.wrong-password.bundle": "The password sent by the server does not open the new certificate.",
  "error.wrong-password.bundle.next": "Renew again. If the result is the same, tell your support desk.",
};
