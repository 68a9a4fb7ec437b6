import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Problem } from "./problem.mjs";
import { run, which } from "./run.mjs";

const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3650;
/** iOS and Chromium refuse certificates of servers that are valid for longer. */
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;

/**
 * What openssl is told. The CA may vouch for addresses and for localhost, never for another name: should its key be stolen, nobody
 * can play a bank with it.
 * @param {string[]} addresses
 */
const openSslConfig = (addresses) => `
[req]
prompt = no
distinguished_name = name
[name]
O = Peal
CN = Peal on ${os.hostname().replaceAll(/[^\w-].*/g, "") || "this machine"}
[ca]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
nameConstraints = permitted;IP:0.0.0.0/0.0.0.0, permitted;DNS:localhost
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, ${addresses.map((address) => `IP:${address}`).join(", ")}
`;

/**
 * Reads a certificate with its key; undefined when one is missing, broken, not of the other, or valid for less than 30 more days.
 * @param {{ key: string, cert: string }} files
 * @param {number} now epoch ms
 */
function readPair(files, now) {
  try {
    const cert = new X509Certificate(readFileSync(files.cert));
    const isOurs = cert.checkPrivateKey(createPrivateKey(readFileSync(files.key)));
    const isValid =
      Date.parse(cert.validFrom) <= now + DAY_MS && Date.parse(cert.validTo) > now + RENEW_DAYS * DAY_MS;
    return isOurs && isValid ? cert : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string[]} args @param {string} cwd */
async function openssl(args, cwd) {
  const { code, output } = await run("openssl", args, { cwd, timeoutMs: 20_000 });
  if (code !== 0) {
    throw new Problem(`openssl ${args[0]} failed:\n${output.trim()}`, ["OpenSSL 1.1.1 or newer is needed."]);
  }
}

/** @param {string} file */
function writeKey(file) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
}

const serial = () => `0x01${randomBytes(15).toString("hex")}`;

/**
 * The certificate of this machine's addresses and of localhost, and the CA that signed it: made once, kept in `folder`. The CA
 * lasts ten years; the certificate is renewed when an address is new or 30 days before its end.
 * @param {object} options
 * @param {string} options.folder
 * @param {string[]} options.addresses IPv4, without loopback
 * @param {number} [options.now] epoch ms
 * @returns {Promise<{ key: string, cert: string, ca: string, fingerprint: string, made: "ca" | "certificate" | "nothing" }>}
 *   `key`, `cert` and `ca` are files
 */
export async function ensureCertificate({ folder, addresses, now = Date.now() }) {
  const all = [...new Set([...addresses, "127.0.0.1"])];
  const ca = { key: path.join(folder, "ca.key"), cert: path.join(folder, "ca.crt") };
  const server = { key: path.join(folder, "server.key"), cert: path.join(folder, "server.crt") };
  const authority = readPair(ca, now + SERVER_DAYS * DAY_MS);
  const present = authority && readPair(server, now);
  const fits =
    present?.verify(authority.publicKey) &&
    present.checkHost("localhost") &&
    all.every((one) => present.checkIP(one));
  if (!fits) await make({ folder, addresses: all, ca, server, withCa: !authority });
  const { fingerprint256: fingerprint } = new X509Certificate(readFileSync(ca.cert));
  const made = !authority ? "ca" : fits ? "nothing" : "certificate";
  return { ...server, ca: ca.cert, fingerprint, made };
}

/**
 * Makes what is missing in a folder of its own, and moves it to its place when all is there.
 * @param {object} options
 * @param {string} options.folder
 * @param {string[]} options.addresses
 * @param {{ key: string, cert: string }} options.ca
 * @param {{ key: string, cert: string }} options.server
 * @param {boolean} options.withCa
 */
async function make({ folder, addresses, ca, server, withCa }) {
  if (!which("openssl")) {
    throw new Problem("openssl is not on the PATH; --lan makes its certificates with it.", [
      "Install it: apt install openssl, dnf install openssl, or brew install openssl",
    ]);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const work = mkdtempSync(path.join(folder, "new-"));
  try {
    writeFileSync(path.join(work, "openssl.cnf"), openSslConfig(addresses));
    const config = ["-config", "openssl.cnf"];
    if (withCa) {
      writeKey(path.join(work, "ca.key"));
      const self = ["req", "-x509", "-new", ...config, "-extensions", "ca", "-key", "ca.key", "-sha256"];
      await openssl([...self, "-days", String(CA_DAYS), "-set_serial", serial(), "-out", "ca.crt"], work);
    }
    writeKey(path.join(work, "server.key"));
    await openssl(["req", "-new", ...config, "-key", "server.key", "-out", "server.csr"], work);
    const by = withCa ? { key: "ca.key", cert: "ca.crt" } : ca;
    const sign = ["x509", "-req", "-in", "server.csr", "-CA", by.cert, "-CAkey", by.key, "-sha256"];
    const how = ["-extfile", "openssl.cnf", "-extensions", "server", "-set_serial", serial()];
    await openssl([...sign, ...how, "-days", String(SERVER_DAYS), "-out", "server.crt"], work);
    for (const file of [...(withCa ? [ca.key, ca.cert] : []), server.key, server.cert]) {
      renameSync(path.join(work, path.basename(file)), file);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
