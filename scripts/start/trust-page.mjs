import { readFileSync } from "node:fs";
import http from "node:http";

const FILE = "/peal-ca.crt";

/** What to do on each kind of device, and how its browser names itself. */
const DEVICES = [
  {
    name: "iPhone, iPad",
    agent: /iPhone|iPad/,
    steps: [
      "Open this page in <b>Safari</b>, tap <b>Get the certificate</b>, then <b>Allow</b>.",
      "<b>Settings</b> › <b>Profile Downloaded</b> (or General › VPN &amp; Device Management) › <b>Install</b>.",
      "<b>Settings</b> › <b>General</b> › <b>About</b> › <b>Certificate Trust Settings</b>: switch Peal on.",
    ],
  },
  {
    name: "Android",
    agent: /Android/,
    steps: [
      "Tap <b>Get the certificate</b>; it is saved among the downloads.",
      "In <b>Settings</b>, search for <b>CA certificate</b> (Security › Encryption &amp; credentials › Install a certificate).",
      "<b>CA certificate</b> › <b>Install anyway</b>, and choose <b>peal-ca.crt</b>.",
    ],
  },
  {
    name: "Mac",
    agent: /Macintosh/,
    steps: [
      "Click <b>Get the certificate</b> and open the file: <b>Keychain Access</b> adds it.",
      "Find Peal among the certificates there, open it, and under <b>Trust</b> choose <b>Always Trust</b>.",
    ],
  },
  {
    name: "Windows",
    agent: /Windows/,
    steps: [
      "Click <b>Get the certificate</b> and open the file: <b>Install Certificate</b> › <b>Current User</b>.",
      "<b>Place all certificates in the following store</b> › <b>Trusted Root Certification Authorities</b>.",
    ],
  },
  {
    name: "Linux with Chrome",
    agent: /X11(?!.*Firefox)/,
    steps: [
      "Click <b>Get the certificate</b>.",
      "<b>Settings</b> › <b>Privacy and security</b> › <b>Security</b> › <b>Manage certificates</b> › <b>Trusted Certificates</b> › <b>Import</b>.",
    ],
  },
  {
    name: "Firefox on a computer",
    agent: /(?<!Android.*)Firefox/,
    steps: [
      "Click <b>Get the certificate</b>; if Firefox asks, tick <b>Trust this CA to identify websites</b>.",
      "Else <b>Settings</b> › <b>Privacy &amp; Security</b> › <b>View Certificates</b> › <b>Authorities</b> › <b>Import</b>.",
    ],
  },
];

/** @param {string} agent how the browser names itself @param {string} url of the app */
function page(agent, url) {
  const mine = DEVICES.findLast((device) => device.agent.test(agent));
  const ordered = mine ? [mine, ...DEVICES.filter((device) => device !== mine)] : DEVICES;
  const devices = ordered.map(
    ({ name, steps }) =>
      `<details${mine?.name === name ? " open" : ""}><summary>${name}</summary>
<ol>${steps.map((step) => `<li>${step}</li>`).join("")}</ol></details>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Trust this Peal</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
  body { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem }
  h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .5rem }
  p { margin: .5rem 0 }
  .button { display: block; box-sizing: border-box; width: 100%; min-height: 48px; padding: .7rem 1rem; margin: 1rem 0;
    border-radius: .75rem; text-align: center; font-weight: 600; text-decoration: none; background: #1d4ed8; color: #fff }
  .plain { background: none; color: inherit; border: 1px solid currentColor }
  details { border-top: 1px solid #8886; padding: .25rem 0 }
  summary { min-height: 44px; display: list-item; line-height: 44px; font-weight: 600; cursor: pointer }
  ol { margin: 0 0 1rem; padding-left: 1.4rem } li { margin: .4rem 0 }
</style></head><body><main>
<h1>Trust this Peal</h1>
<p>Browsers give camera and microphone only to pages whose certificate they trust. This Peal made its own, so each device is told once.</p>
<a class="button" href="${FILE}">Get the certificate</a>
${devices.join("\n")}
<p id="state" role="status"></p>
<a class="button plain" href="${url}">Open Peal</a>
<p>Before you trust it: the SHA-256 fingerprint that your device shows for it must be the one in Peal's terminal.</p>
<p>It vouches for addresses of your network and for localhost, not for other sites. Remove it where you do not use Peal any more.</p>
</main><script>
  const look = () => fetch("${url}/api/health", { mode: "no-cors", cache: "no-store" }).then(
    () => "This device trusts it. Open Peal.", () => "This device does not trust it yet.",
  ).then((words) => { const at = document.getElementById("state"); if (at.textContent !== words) at.textContent = words; });
  look(); document.addEventListener("visibilitychange", look);
</script></body></html>`;
}

/**
 * Serves the CA's certificate and how to trust it, over plain http: a device that does not trust it yet can open nothing else.
 * @param {object} options
 * @param {number} options.port
 * @param {string} options.ca file of the certificate
 * @param {string} options.url address of the app
 * @param {string} [options.host] address to listen on
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function startTrustPage({ port, ca, url, host = "0.0.0.0" }) {
  const certificate = readFileSync(ca);
  const server = http.createServer(({ method, url: path = "/", headers }, response) => {
    const asked = method === "GET" || method === "HEAD" ? path.split("?")[0] : "";
    if (asked === FILE) {
      response.setHeader("content-type", "application/x-x509-ca-cert");
      response.end(certificate);
    } else if (asked === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.setHeader("cache-control", "no-store");
      response.end(page(headers["user-agent"] ?? "", url));
    } else response.writeHead(404).end();
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
