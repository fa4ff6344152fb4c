// @ts-check
// The English words. {…} is replaced by a value.

/** @type {Record<string, string>} */
export default {
  "files.heading": "Make files for a client",
  "files.close": "Close",
  "files.about":
    "Makes the files your client needs from the certificate {name} (expires {expiry}). They are made in this browser and sent nowhere.",
  "files.superseded":
    "This is the certificate from before the renewal. To make files of the new one, use the button under “The new certificate has arrived”.",
  "files.client": "Where will it be used?",
  "files.key": "Choose the private key (.pem)",
  "files.key-hint": "The private key that was issued with the certificate (.crt) is needed.",
  "files.no-key": "No private key file has been chosen.",
  "files.no-key.next": "Press “Choose the private key (.pem)” and choose the file issued with the certificate.",
  "files.password-again": "The password you entered before is not kept. Please enter it again.",
  "files.second-password-hint": "Only a .p12 with two passwords has one.",
  "files.key-password": "Password of the private key",
  "files.key-password-hint": "Leave it empty where there is none.",
  "files.settings": "Choose the settings file",
  "files.settings-hint":
    "This is {file} in {folder}. If you choose it, a settings file switched to the new certificate is made too. Otherwise, switch in the client itself.",
  "files.either-folder": "{folders} (the one that is there)",
  "files.or": " or ",
  "files.settings-hint-replaced":
    "This is {file}. If you choose it, the files get the names that stand there, and the present password. With another password, a settings file is made too.",
  "files.replaced-pair": "Current files: certificate {certificate}, private key {key}",
  "files.replaced-p12": "Current file: {certificate}",
  "files.beside-program":
    "If there is a {file} in the same folder as the client’s program (.jar), it is used before the one in {folder}. In that case choose the settings file in the program’s folder.",
  "files.read": "{file} has been read.",
  "files.connection": "Connection to switch",
  "files.connection-number": "Connection {number}",
  "files.connection-none": "Choose a connection",
  "files.connection-now": "In use: {facts}",
  "files.connection-certificate": "Current certificate: ",
  "files.connections-alike": "Also switch the other connections with the same certificate ({connections})",
  "files.problem.no-tls": "This connection is set to work without SSL, so it does not use a certificate file.",
  "files.problem.pkcs11":
    "This connection is set to use a certificate of PKCS#11 (such as a smart card), so it does not use the certificate files made here.",
  "files.problem.password-not-saved":
    "This connection is set not to save the password of the certificate. As it is, the ORCAMO client cannot connect, with the new certificate either. Set it to save the password of the certificate in the client’s connection settings.",
  "files.where": "Location of the client’s folder",
  "files.where-hint":
    "The settings file will point to the new certificate here. If this is not {folder} on the client’s computer, enter the full path (for example {example}).",
  "files.where-unknown":
    "The settings file does not say where it is. Enter the full path of {folder} on the client’s computer (for example {example}).",
  "files.where-either":
    "The settings file names only the home folder. Check {folder} on the client’s computer, and enter the full path if this is not it (for example {example}).",
  "files.old-file": "Choose the certificate file in use",
  "files.old-file-hint":
    "If you choose it, the new certificate gets the same file name, and the current file is kept with the date added to its name. Otherwise, choose the new file in the connection settings of レセ電ビューア.",
  "files.old-key-file": "Choose the private key file in use",
  "files.old-key-file-hint":
    "If the certificate (.crt) and its private key (.pem) are separate files, choose both. The current key file is kept with the date added to its name, too.",
  "files.form": "Form of the files",
  "files.form.p12": ".p12 (certificate and private key in one file)",
  "files.form.pem": ".crt and .pem (certificate and private key in separate files)",
  "files.plain-key": "Leave the private key (.pem) without a password",
  "files.plain-key-warning": "Whoever gets this file can connect. Put it where nobody else can read it.",
  "files.protection-change": "Change the encryption (if a file does not open)",
  "files.protection": "Encryption",
  "files.protection.issued": "Unchanged (as issued)",
  "files.protection.modern": "Modern (AES-256, SHA-256)",
  "files.protection.compatible": "For macOS, iPad and Windows Server 2016 (triple DES, SHA-1)",
  "files.protection-hint":
    "macOS, iPad and iPhone (current versions too) and Windows Server 2016 open only the form for them, and call the password of any other form wrong. Choose it if an old Java cannot open the file, too. Choose “Modern” if a recent Linux tool such as curl cannot open the file.",
  "files.other-password": "Use another password",
  "files.other-password-replaced":
    "With the password of the present certificate, the settings of レセ電ビューア stay as they are.",
  "files.other-password-settings": "Unless you use another password, the present one stays.",
  "files.new-password": "New password",
  "files.new-password-hint":
    "Use only ASCII letters, digits and symbols. Some clients cannot open files with other characters in the password.",
  "files.which-way": "For this computer, write into the folder; for another one, make the files.",
  "files.make": "Make the files",
  "files.making": "Making…",
  "files.folder": "Choose {folder} and write into it…",
  "files.folder-other": "Choose another folder…",
  "files.picking": "Choosing a folder…",
  "files.not-picked": "No folder was chosen, or the browser was not allowed to use it. Nothing was written.",
  "files.target": "Write into: {folder}",
  "files.target-settings":
    "The settings file ({file}) has been read. Check “Connection to switch” and “Location of the client’s folder”. The old settings are kept under another name.",
  "files.target-alone":
    "There is no settings file ({file}) in this folder. Only the files of the certificate are written.",
  "files.target-other":
    "This folder does not have the name of the client’s folder ({folder}). Writing into a copy, such as a backup, does not switch the client.",
  "files.target-elsewhere":
    "The settings file points to {place}, but you have chosen {folder}. If you write here, the client does not find the new certificate. Correct “Location of the client’s folder”, or choose {place}.",
  "files.close-client": "Close the client before you write.",
  "files.write": "Write",
  "files.leave": "Cancel",
  "files.writing": "Writing…",
  "files.folder-hint":
    "Choose {folder} in the next window; nothing is written before you have seen what. If the folder does not show, show hidden files (Ctrl+H on Linux, Command+Shift+period on macOS). If the browser asks whether files may be edited, allow it.",
  "files.folder-hint-windows":
    "Choose {folder} in the next window; nothing is written before you have seen what. On Windows, type {folder} into the address bar and press Enter. If the browser asks whether files may be edited, allow it.",
  "files.made": "The files are ready",
  "files.zip": "Save all (ZIP)",
  "files.zip-about": "Keeps the folders and includes instructions.",
  "files.single": "You can also save them one by one. Put each file in the folder shown.",
  "files.single-settings":
    "You can also save them one by one. Put each file in the folder shown. Before you replace the settings file, keep the old one under another name.",
  "files.save": "Save",
  "files.save-file": "Save {file}",
  "files.written": "Written into the folder and checked",
  "files.backup": "The old settings are kept in: ",
  "files.next-settings":
    "There is no settings file in this folder. Set the new certificate and its password in the client itself.",
  "files.next-start": "Start the client and check that it connects.",
  "files.next-other":
    "“{folder}” does not seem to be the client’s own folder. To switch the client, use “Choose another folder…”, choose {own} and write again.",
  "files.written-alike":
    "Other connections still use the old certificate ({connections}). Choose each under “Connection to switch” and write again.",
  "files.left": "These unfinished files could not be removed ({files}). Please delete them.",
  "files.own-password": "These files open with the new password you entered, not with the one that was issued.",
  "files.unchanged": "This page changed no settings. The old certificate still works as before.",
  "backup.heading": "What to back up",
  "backup.about":
    "Once the new certificate connects, copy these to another place, such as a USB stick, in case the computer fails.",
  "backup.either-folder": "The folder is called {folders}. Copy the one that is there.",
  "backup.name": "CN: {name}",
  "backup.expiry": "Expires: {expiry}",
  "backup.made": "Made: {date}",
  "backup.terminal": "Computer: ____________________",
  "backup.certificates": "Certificates folder",
  "backup.new-file": "New certificate file",
  "backup.pass-file": "Password file of the new certificate",
  "backup.key-file": "Private key file",
  "backup.settings": "Settings file",
  "backup.replaced": "File of the client certificate that the connection settings name",
  "backup.own": "Your certificate and private key files",
  "backup.password": "Password of the certificate",
  "backup.print": "Print this list",
  "error.incomplete-file.certificate": "There is no certificate in the file.",
  "error.incomplete-file.certificate.next": "Choose a .p12 file, or both the .crt and the .pem.",
  "error.incomplete-file.private-key": "There is no usable private key in the file.",
  "error.incomplete-file.private-key.next":
    "Choose the .p12 file that holds the private key, or both the .crt and the .pem.",
  "error.incomplete-file.certain-key":
    "There are several private keys, and it is not known which one belongs to this certificate.",
  "error.incomplete-file.certain-key.next": "Choose a file that holds only the private key of this certificate.",
  "error.incomplete-file.present-certificate": "The certificate file in use has not been chosen.",
  "error.incomplete-file.present-certificate.next":
    "Together with the private key, choose the certificate (.crt) under “Choose the certificate file in use”.",
  "error.incomplete-file.present-key": "The private key file in use has not been chosen.",
  "error.incomplete-file.present-key.next":
    "The certificate is not a .p12, so its private key is another file. Choose it under “Choose the private key file in use”.",
  "error.new-password-required": "The new file needs a password.",
  "error.new-password-required.next": "Choose a password and enter it.",
  "error.empty-password-refused":
    "macOS, iPad, iPhone and Windows Server 2016 do not open a .p12 with an empty password.",
  "error.empty-password-refused.next": "Choose a password and enter it under “New password”.",
  "error.self-check-failed": "The .p12 that was made does not match the original certificate, so it cannot be saved.",
  "error.self-check-failed.next":
    "This is a fault of this program: tell your support desk. Until then use the original files as they are.",
  "error.password-not-ascii": "The ORCAMO client cannot open a certificate with this password.",
  "error.password-not-ascii.next": "Choose a password of ASCII letters, digits and signs, and enter it.",
  "error.settings-unusable": "The settings file ({file}) could not be changed.",
  "error.settings-unusable.next": "The settings are as they were. Set the certificate in the client itself.",
  "error.settings-unusable.malformed": "{file} cannot be read as a settings file.",
  "error.settings-unusable.malformed.next": "Choose the settings file of the client.",
  "error.settings-unusable.no-connection": "{file} does not have the connection to be changed.",
  "error.settings-unusable.no-connection.next":
    "Choose the connection in the list. If it is not there, choose it in the client once, then choose the settings file again.",
  "error.settings-unusable.unknown-folder": "{file} does not say where the folder of the client is.",
  "error.settings-unusable.unknown-folder.next": "Enter it under “Location of the client’s folder”.",
  "error.settings-unusable.unusable-folder": "This is not a valid location for the client’s folder.",
  "error.settings-unusable.unusable-folder.next":
    "Enter the path of the folder (one of {folders}) in full (such as C:\\Users\\clinic\\.monsiaj).",
  "error.settings-unusable.no-certificate": "{file} does not name a certificate file and a private key file.",
  "error.settings-unusable.no-certificate.next":
    "Choose both in the connection settings of レセ電ビューア, then choose the settings file again. Or leave the settings file out and choose the files in use.",
  "error.settings-unusable.unsupported-value": "A value in {file} is written in a form that cannot be changed safely.",
  "error.settings-unusable.unsupported-value.next":
    "The settings file is unchanged. Open this panel again, choose the certificate and key files in use, and set the password in the connection settings of レセ電ビューア.",
  "error.settings-unusable.other-file": "The chosen file does not have the name that stands in {file}.",
  "error.settings-unusable.other-file.next": "Choose the files with the names that stand in the settings file.",
  "error.folder": "Could not write into the folder ({path}).",
  "error.folder.next":
    "Try again. If the result is the same, use “Make the files”, save them and put them there yourself.",
  "error.folder.failed": "Could not write into the folder ({path}).",
  "error.folder.failed.next":
    "Try again. If the result is the same, use “Make the files”, save them and put them there yourself.",
  "error.folder.other-folder": "The chosen folder ({path}) does not seem to be that of this client.",
  "error.folder.other-folder.next":
    "Choose the folder that holds the settings file (one of {folders}), not the folder certificates inside it.",
  "error.folder.beside-program":
    "The chosen folder ({path}) holds the program of the ORCAMO client. The settings here are used before those in .monsiaj, but certificates belong in .monsiaj, so both cannot be written at once.",
  "error.folder.beside-program.next":
    "Choose the settings file of this folder with “Choose the settings file”, then make the files. Put the certificates into the certificates folder of .monsiaj and the settings file into this folder.",
  "error.folder.denied": "Writing into the folder is not allowed ({path}).",
  "error.folder.denied.next":
    "Allow it when the browser asks, or use “Make the files”, save them and put them there yourself.",
  "error.folder.full": "There is not enough free space ({path}).",
  "error.folder.full.next": "Delete files you do not need, then try again.",
  "error.folder.exists": "Nothing was written, because there is a file of the same name already ({path}).",
  "error.folder.exists.next": "Wait a second, then try again.",
  "error.folder.damaged": "The settings file could neither be written nor put back.",
  "error.folder.damaged.next":
    "The old settings are in {path}. Do not start the client yet. Copy that file, remove the dot and the 14 digits at the end of the copy’s name, and let it replace the settings file. If in doubt, ask your support desk.",
  "error.folder.changed": "The settings file ({path}) was changed after the folder was chosen.",
  "error.folder.changed.next": "Close the client, then choose the folder again.",

  "details.fingerprint-sha1": "Fingerprint (SHA-1; “Thumbprint” in Windows)",
  "details.version": "Version",
  "details.signature-algorithm": "Signature algorithm",
  "details.extension": "Extension {name}",
  "details.critical-extension": "Extension {name} (critical)",
  "details.reading": "Reading…",
  "details.failed": "Nothing more could be read.",

  "policy.about":
    "Uses other dates for reminders and renewal, so that renewals can be tried in the demo environment. Enter the same values as in each client’s test settings. Empty fields keep the usual dates.",
  "policy.monsiajMonths": "ORCAMO client: monsia.cert_expire_check_monthes (months before expiry)",
  "policy.glclient2Months": "glclient2: GLCLIENT_CERT_EXPIRE_CHECK_MONTHES (months of 30 days before expiry)",
  "policy.receviewDays": "レセ電ビューア: day of its check for automatic renewal (days before expiry)",
  "policy.renewalMonths": "This page: renewal opens (months before expiry)",
  "policy.wrong": "Enter a whole number from {least} to {most}.",
  "policy.apply": "Use these dates",
  "policy.demo": "Use the values of the demo environment",

  "service.label": "Service to renew for",
  "service.change": "Choose another service",
  "service.choose": "Please choose",
  "service.auth-host": "Server that renews",
  "service.auth-host-hint":
    "The server that renews certificates of this service is not published, so it is not in the list. Enter the server name that the support desk gave you.",
  "service.usual": "As set up for this page ({host})",
  "service.option": "{environment} ({host})",
  "environment.production": "Production",
  "environment.production-gl": "Production, gl",
  "environment.staging": "Staging",
  "environment.staging-gl": "Staging, gl",
  "environment.test": "Test",
  "environment.demo": "Demo",

  "summary.file": "File",
  "summary.result": "Result",
  "summary.checked": "Checked",
  "summary.line": "{label}: {value}",
  "summary.verdict": "{verdict}. {sentence}",

  "script.about":
    "Use these scripts on computers without a browser, such as servers for API or DB connections. The renewal server is already set in them.",
  "script.sh": "Linux, macOS (curl)",
  "script.ps1": "Windows (PowerShell)",
  "script.usage":
    "Copy the script to the computer that holds the certificate and run it like this, with the name of your certificate file for client0001.p12. It asks for the password.",
  "script.no-service": "Choose the service first.",
  "script.failed": "The script could not be made. Reload the page and try again.",
};
