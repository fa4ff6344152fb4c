// @ts-check
// The clients, as the module knows them. `cargo xtask build` writes this file from src/clients.

/** @type {import("../../dist/npm/orcamo_cert.js").Client[]} */
export const CLIENTS = [
  {
    "id": "monsiaj",
    "name": {
      "ja": "ORCAMOクライアント（monsiaj）",
      "en": "ORCAMO client (monsiaj)"
    },
    "platforms": [
      "windows",
      "macos",
      "linux"
    ],
    "renewal": {
      "by": "client",
      "since": "2.0.26",
      "window": {
        "months": 2,
        "leastMonths": 2,
        "month": "calendar",
        "calendar": "terminal",
        "setting": "months"
      }
    },
    "folder": {
      "names": [
        ".monsiaj"
      ],
      "shown": "%userprofile%\\.monsiaj",
      "example": "C:\\Users\\clinic\\.monsiaj",
      "programFirst": true
    },
    "settingsFile": "monsiaj.jsonrpc.properties",
    "files": {
      "naming": "by-time",
      "folder": "certificates",
      "kinds": [
        "p12",
        "pass"
      ],
      "passwordOnRequest": false
    },
    "password": "printable-ascii"
  },
  {
    "id": "glclient2",
    "name": {
      "ja": "glclient2",
      "en": "glclient2"
    },
    "platforms": [
      "linux"
    ],
    "renewal": {
      "by": "client",
      "since": "3.0.0+p25",
      "window": {
        "months": 2,
        "leastMonths": 2,
        "month": "thirty-days",
        "calendar": "japan",
        "setting": "months"
      }
    },
    "folder": {
      "names": [
        ".glclient2",
        ".glclient"
      ],
      "shown": "~/.glclient2",
      "example": "/home/clinic/.glclient2",
      "programFirst": false
    },
    "settingsFile": "config.json",
    "files": {
      "naming": "by-time",
      "folder": "certificates",
      "kinds": [
        "p12",
        "crt",
        "pem",
        "pass"
      ],
      "passwordOnRequest": false
    },
    "password": "any"
  },
  {
    "id": "receview",
    "name": {
      "ja": "レセ電ビューア",
      "en": "Receden Viewer (レセ電ビューア)"
    },
    "platforms": [
      "windows",
      "linux"
    ],
    "renewal": {
      "by": "client",
      "since": "2.2.7",
      "window": {
        "months": 3,
        "leastMonths": 0,
        "month": "calendar",
        "calendar": "japan",
        "setting": "days"
      }
    },
    "folder": null,
    "settingsFile": "receview.conf",
    "files": {
      "naming": "replaced"
    },
    "password": "any"
  },
  {
    "id": "api",
    "name": {
      "ja": "API・DB接続",
      "en": "API / DB connection"
    },
    "platforms": [
      "windows",
      "macos",
      "linux"
    ],
    "renewal": {
      "by": "server"
    },
    "folder": null,
    "settingsFile": null,
    "files": {
      "naming": "by-time",
      "folder": null,
      "kinds": [
        "p12",
        "pass"
      ],
      "passwordOnRequest": true
    },
    "password": "any"
  },
  {
    "id": "browser",
    "name": {
      "ja": "ブラウザ",
      "en": "Browser"
    },
    "platforms": [
      "windows",
      "macos",
      "linux",
      "ios",
      "android"
    ],
    "renewal": {
      "by": "page"
    },
    "folder": null,
    "settingsFile": null,
    "files": {
      "naming": "by-time",
      "folder": null,
      "kinds": [
        "p12",
        "pass"
      ],
      "passwordOnRequest": true
    },
    "password": "any"
  }
];
