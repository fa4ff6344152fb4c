// Compiled, never run: a program that uses every export, so that the generated types are checked by their use.

import type * as orcamo from "orcamo-cert";
import type {
  CertError,
  Certificate,
  Client,
  ClientId,
  Decision,
  Eligibility,
  ExchangeOptions,
  Format,
  Inspection,
  InspectOptions,
  Issued,
  JudgeOptions,
  Kind,
  Policy,
  Presented,
  PresentedOptions,
  Reason,
  RenewOptions,
  ResumeOptions,
  Service,
} from "orcamo-cert";
import init, {
  type Bundle,
  clients,
  fileName,
  initSync,
  inspect,
  inspectAsync,
  inspectPair,
  inspectPairAsync,
  isCertError,
  judge,
  presented,
  printable,
  renew,
  resume,
  services,
} from "orcamo-cert";
import type * as tools from "orcamo-cert/tools";
import type {
  ClientFile,
  ClientSettings,
  Connection,
  ConnectionProblem,
  ConvertOptions,
  DescribeOptions,
  Description,
  Extension,
  ReminderOptions,
  Target,
} from "orcamo-cert/tools";
import {
  clientSettings,
  convert,
  convertAsync,
  convertToZip,
  convertToZipAsync,
  describe,
  reminder,
} from "orcamo-cert/tools";

/** An export that is added or goes away does not compile here. */
export const used: Record<keyof typeof orcamo, true> = {
  default: true,
  Bundle: true,
  clients: true,
  fileName: true,
  initSync: true,
  inspect: true,
  inspectAsync: true,
  inspectPair: true,
  inspectPairAsync: true,
  isCertError: true,
  judge: true,
  limits: true,
  presented: true,
  printable: true,
  renew: true,
  resume: true,
  services: true,
};

export const usedTools: Record<keyof typeof tools, true> = {
  default: true,
  clientSettings: true,
  convert: true,
  convertAsync: true,
  convertToZip: true,
  convertToZipAsync: true,
  describe: true,
  initSync: true,
  isCertError: true,
  reminder: true,
};

export function load(bytes: Uint8Array<ArrayBuffer>): void {
  initSync({ module: bytes });
}

export function shown(certificate: Certificate): [string, string, string] {
  const name: string = certificate.commonName ?? "";
  return [printable(certificate.subject), fileName(name), fileName(name, ".p12")];
}

export function belongTogether(certificate: Uint8Array, key: Uint8Array, password: string): boolean | null {
  const options: InspectOptions = { password, now: new Date(0), policy: {} };
  return inspectPair(certificate, key, options).keyMatches;
}

export function handedOn(bytes: Uint8Array, key: Uint8Array, bundle: Bundle): Uint8Array[] {
  const oldFile: ClientFile = { path: "client0001.p12", bytes };
  const oldKeyFile: ClientFile = { path: "client0001.pem", bytes };
  const to: Target = "monsiaj";
  const options: ConvertOptions = {
    to,
    password: "a",
    key,
    keyPassword: "c",
    now: new Date(0),
    newPassword: "b",
    protection: "compatible",
    plainKey: false,
    settings: bytes,
    connection: 0,
    folder: "/home/clinic/.monsiaj",
    oldFile,
    oldKeyFile,
    language: "ja",
  };
  const renewed: ConvertOptions = {
    to: "browser",
    password: bundle.password,
    fingerprintSha256: bundle.certificate.fingerprintSha256,
  };
  const written: ClientFile[] = [...convert(bytes, options), ...convert(bundle.p12, renewed)];
  const settings: ClientSettings = clientSettings("monsiaj", bytes);
  const connection: Connection | undefined = settings.connections.find((one) => one.isCurrent);
  const problems: ConnectionProblem[] = connection?.problems ?? [];
  const paths: (string | null)[] = [
    connection?.key ?? null,
    connection?.folderIsGuessed ? connection.folder : problems.join(),
  ];
  const zip: Uint8Array = convertToZip(bytes, {
    ...options,
    connection: connection?.connection ?? 0,
    passwordFile: true,
  });
  return [
    zip,
    ...written.map((file) => file.bytes),
    convertToZip(bundle.p12, { ...renewed, to: "glclient2", settings: paths.join() }),
  ];
}

export async function handedOnLater(bytes: Uint8Array, options: ConvertOptions): Promise<Uint8Array[]> {
  const written: ClientFile[] = await convertAsync(bytes, options);
  return [await convertToZipAsync(bytes, options), ...written.map((file) => file.bytes)];
}

export async function alike(certificate: Uint8Array, key: Uint8Array, options: InspectOptions): Promise<boolean> {
  const inspection: Inspection = await inspectAsync(certificate, options);
  const pair: Inspection = await inspectPairAsync(certificate, key, options);
  return inspection.leaf === pair.leaf;
}

export function summary(bytes: Uint8Array, password: string): string {
  const policy: Policy = {
    reminderMonths: 2,
    renewalMonths: 3,
    monsiajMonths: 2,
    glclient2Months: 2,
    receviewMonths: 3,
    receviewDays: 90,
    timeZone: "Asia/Tokyo",
  };
  const options: InspectOptions = { password, fileName: "a.p12", now: "2026-11-23T00:00:00Z", policy };
  const inspection: Inspection = inspect(bytes, options);
  const format: Format = inspection.format;
  const leaf: Certificate | undefined = inspection.certificates[inspection.leaf ?? 0];
  const flags: (boolean | null)[] = [inspection.hasPrivateKey, inspection.keyMatches];
  return [
    format,
    inspection.friendlyName ?? "",
    ...flags,
    leaf === undefined ? "" : facts(leaf),
    judgement(inspection.eligibility),
  ].join();
}

export function again(certificate: Certificate, policy: Policy): Eligibility[] {
  const elsewhere: JudgeOptions = {
    commonName: null,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    now: "2026-11-23",
  };
  return [judge({ ...certificate, now: new Date(0), policy }), judge(elsewhere)];
}

export function calendar(certificate: Certificate, { opensOn }: Eligibility, language: "ja" | "en"): string[] {
  const elsewhere: ReminderOptions = {
    commonName: null,
    fingerprintSha256: certificate.fingerprintSha256,
    notAfter: certificate.notAfter,
    opensOn,
    language,
    utcOffsetMinutes: 540,
    now: new Date(0),
  };
  return [reminder({ ...certificate, opensOn, language }), reminder(elsewhere)];
}

export function everything(bytes: Uint8Array, password: string): string[] {
  const alone: Uint8Array | undefined = inspect(bytes, { password, certificateBytes: true }).certificates[0]?.bytes;
  const options: DescribeOptions = { index: 0, password, secondPassword: "b" };
  const description: Description = alone === undefined ? describe(bytes, options) : describe(alone);
  const version: number = description.version;
  const line = ({ oid, name, critical, value }: Extension): string => [oid, name ?? "", critical, value].join();
  return [
    String(version),
    description.signatureAlgorithm,
    description.fingerprintSha1,
    facts(description),
    ...description.extensions.map(line),
  ];
}

function facts(certificate: Certificate): string {
  const names: string[] = certificate.commonNames;
  const texts: string[] = [
    certificate.subject,
    certificate.issuer,
    certificate.serialNumber,
    certificate.notBefore,
    certificate.notAfter,
    certificate.fingerprintSha256,
    certificate.publicKeySha256,
    certificate.publicKey.algorithm,
  ];
  const flags: boolean[] = [certificate.isCa, certificate.clientAuth];
  const optional: (string | number | null)[] = [
    certificate.commonName,
    certificate.publicKey.bits,
    certificate.publicKey.curve,
  ];
  return [names, texts, flags, optional].flat().join();
}

function client({ id, name, platforms, renewal, folder, settingsFile, files, password }: Client): string {
  const since: string = renewal.by === "client" ? `${renewal.since}: ${renewal.window.months}` : renewal.by;
  const names: string[] = folder === null ? [] : [...folder.names, folder.shown, folder.example];
  const kinds: string[] = files.naming === "by-time" ? [files.folder ?? "", ...files.kinds] : [];
  return [id, name.ja, name.en, ...platforms, since, ...names, settingsFile ?? "", ...kinds, password].join();
}

export const everyClient: string = clients().map(client).join();

function judgement(eligibility: Eligibility | null): string {
  if (eligibility === null) return "";
  const kind: Kind = eligibility.kind;
  const reason: Reason = eligibility.reason;
  const days: number = eligibility.daysLeft;
  const instants: string[] = [eligibility.opensOn, eligibility.remindFrom, eligibility.renewBy];
  const clients = eligibility.clients.map(({ client, opensOn, open }): [ClientId, string | null, boolean] => [
    client,
    opensOn,
    open,
  ]);
  return [sentence(eligibility.decision), kind, reason, days, ...instants, ...clients.flat()].join();
}

/** A decision that is added does not compile here. */
function sentence(decision: Decision): string {
  switch (decision) {
    case "renewable":
      return "yes";
    case "too-early":
      return "later";
    case "not-yet-valid":
      return "not yet";
    case "expired":
      return "too late";
    case "not-renewable":
      return "never";
    case "unknown-kind":
      return "ask";
  }
}

export async function renewed(signal: AbortSignal): Promise<[Uint8Array, string, Certificate] | null> {
  await init();
  const where: PresentedOptions = { url: "https://localhost:8443/client-cert", signal };
  const certificate: Presented | null = await presented(where);
  if (certificate?.verdict !== "SUCCESS") return null;
  const old = certificate.certificates[certificate.leaf ?? 0];
  const steps: ("request" | "download" | "wait" | "check")[] = [];
  let kept: Issued | null = null;
  const how: ExchangeOptions = {
    linkHosts: ["localhost:8444"],
    issuers: ["CN=Other CA"],
    signal,
    timeoutSeconds: 60,
    attempts: 4,
  };
  const options: RenewOptions = {
    endpoint: "https://localhost:8443/api/cert",
    ...how,
    onProgress: ({ step, attempt, seconds }) => {
      if (attempt > (seconds ?? 0)) steps.push(step);
    },
    onIssued: async (issued) => {
      kept = issued;
    },
    ...(old === undefined ? {} : { expect: old }),
    ...(old?.commonName == null ? {} : { expect: { commonName: old.commonName, notAfter: old.notAfter } }),
  };
  let bundle: Bundle;
  try {
    bundle = await renew(options);
  } catch (error) {
    if (!isCertError(error) || error.issued !== "yes" || kept === null) throw error;
    const again: ResumeOptions = { issued: kept, ...how };
    bundle = await resume(again);
  }
  const told: [true | null, boolean, boolean] = [bundle.keyMatches, bundle.sameKey, bundle.weakKey];
  if (told.includes(null)) steps.pop();
  const parts: [Uint8Array, string, Certificate] = [bundle.p12, bundle.password, bundle.certificate];
  bundle.free();
  return parts;
}

/** The code tells which facts there are. */
export function words(error: unknown): string {
  if (!isCertError(error)) return String(error);
  const known: CertError = error;
  const name: "CertError" = known.name;
  if (known.code === "unsupported-format") return `${name}: ${known.looksLike}`;
  if (known.code === "refused")
    return [known.host, known.status, known.serverCode ?? "", known.serverMessage ?? "", known.retryAfter ?? 0].join(
      " ",
    );
  if (known.code === "not-yet-valid") return `${known.notBefore} ${known.now}`;
  if (known.code === "weak-key") return `${known.algorithm} ${known.bits}`;
  if (known.code === "incomplete-file") return `${known.source} ${known.lacks}`;
  if (known.code === "missing-fields") return known.fields.join();
  if (known.code === "wrong-password") return known.source;
  return known.message;
}

export function endpoints(): Map<string, string | null> {
  const table: Service[] = services();
  return new Map(
    table.map(({ service, environment, connectHost, authHost, endpoint, name }) => [
      `${service} ${environment} ${connectHost} ${authHost} ${name.ja} ${name.en}`,
      endpoint,
    ]),
  );
}
