import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ensureCertificate } from "../../../scripts/start/certificate.mjs";
import { which } from "../../../scripts/start/run.mjs";

export type Certificate = { files: { cert: string; key: string }; browserArgs: string[] };

/** A certificate for one address, and how Chromium is told to trust it; undefined where there is no openssl. */
export async function makeCertificate(folder: string, address: string): Promise<Certificate | undefined> {
  if (!which("openssl")) return undefined;
  const { cert, key } = await ensureCertificate({ folder: path.join(folder, "tls"), addresses: [address] });
  const { publicKey } = new X509Certificate(readFileSync(cert));
  const pin = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
  return { files: { cert, key }, browserArgs: [`--ignore-certificate-errors-spki-list=${pin}`] };
}
