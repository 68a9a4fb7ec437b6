import path from "node:path";
import { lanAddress6, lanAddresses } from "./addresses.mjs";
import { ensureCertificate } from "./certificate.mjs";
import { keptPorts } from "./ports.mjs";
import { startTrustPage } from "./trust-page.mjs";

/**
 * What `--lan` changes: certificates for the addresses of this machine, a page that explains how to trust them on `port` + 1, and
 * how app and services are started so that other devices reach them.
 * @param {object} options
 * @param {string} options.dataDir
 * @param {number} options.port of the app
 * @param {Record<string, string | undefined>} options.given
 */
export async function prepareLan({ dataDir, port, given }) {
  const addresses = lanAddresses(given.PEAL_LAN_IP);
  const [address] = addresses;
  const certificate = await ensureCertificate({ folder: path.join(dataDir, "lan"), addresses });
  const { webhook } = await keptPorts(dataDir, ["webhook"]);
  const url = `https://${address}:${port}`;
  const livekitUrl = (given.LIVEKIT_URL && given.LIVEKIT_PUBLIC_URL) || `wss://${address}:${port}/livekit`;
  const { ca, fingerprint } = certificate;
  const page = await startTrustPage({ port: port + 1, ca, url });
  return {
    address,
    address6: lanAddress6(address),
    url,
    pageUrl: `http://${address}:${port + 1}`,
    fingerprint,
    made: certificate.made,
    certificate: { cert: certificate.cert, key: certificate.key },
    /** LiveKit trusts no CA of ours, so its webhooks come over loopback. */
    webhookUrl: `http://127.0.0.1:${webhook}/api/webhooks/livekit`,
    env: {
      PEAL_URL: url,
      PEAL_HOST: "0.0.0.0",
      PEAL_TLS_KEY: certificate.key,
      PEAL_TLS_CERT: certificate.cert,
      PEAL_INTERNAL_PORT: String(webhook),
      LIVEKIT_PUBLIC_URL: livekitUrl,
    },
    stop: page.stop,
  };
}

/**
 * The words for another device: a QR code of the page that explains the trust step, the addresses, and the ports that a firewall
 * must let in.
 * @param {{ url: string, pageUrl: string, fingerprint: string }} lan
 * @param {{ tcp: number[], udp: number[] }} mediaPorts
 */
export async function inviteDevice({ url, pageUrl, fingerprint }, mediaPorts) {
  // Only now: it is a package.
  const { default: qrcode } = await import("qrcode");
  // It sets dark on light by itself: many cameras read nothing else.
  const code = await qrcode.toString(pageUrl, { type: "terminal", small: true });
  const tcp = [...[url, pageUrl].map((one) => new URL(one).port), ...mediaPorts.tcp].join(", ");
  const udp = mediaPorts.udp.length > 0 ? ` and UDP ${mediaPorts.udp.join(", ")}` : "";
  return [
    code.trimEnd().replaceAll(/^/gm, "  "),
    "",
    `  On the phone, once: scan this, or open ${pageUrl}, and trust the certificate as it says there.`,
    `  Its SHA-256 fingerprint: ${fingerprint}`,
    `  Then open ${url} on every device, this one too.`,
    `  A firewall on this machine must let in TCP ${tcp}${udp}.`,
    "",
  ].join("\n");
}
