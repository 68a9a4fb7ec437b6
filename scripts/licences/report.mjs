import { UNNAMED } from "./packages.mjs";

/** @typedef {import("./packages.mjs").Package} Package */

/** What runs beside Peal, by the image that docker-compose.yml names: none of it is linked with Peal or given on with it. */
export const SERVICES = [
  ["postgres", "PostgreSQL", "PostgreSQL", ""],
  ["redis", "Redis", "AGPL-3.0-only (one of three)", ""],
  ["livekit/livekit-server", "LiveKit", "Apache-2.0", ""],
  ["coturn/coturn", "coturn", "BSD-3-Clause", ""],
  ["caddy", "Caddy", "Apache-2.0", ""],
  ["haproxy", "HAProxy", "GPL-2.0-or-later", ""],
  ["livekit/egress", "LiveKit Egress", "Apache-2.0", "record"],
  ["minio/minio", "MinIO", "AGPL-3.0-only", "record"],
  ["axllent/mailpit", "Mailpit", "MIT", "dev"],
  ["prom/prometheus", "Prometheus", "Apache-2.0", "observe"],
  ["grafana/grafana", "Grafana", "AGPL-3.0-only", "observe"],
];

/** @param {string[]} head @param {string[][]} rows */
const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** Who is asked for more than to be named. @param {Package[]} packages */
function byLicence(packages) {
  /** @type {Map<string, Package[]>} */
  const groups = new Map();
  for (const one of packages) {
    const license = one.license.replaceAll(/[()]/g, "") || "named nowhere";
    groups.set(license, [...(groups.get(license) ?? []), one]);
  }
  const sorted = [...groups].toSorted(
    ([a, some], [b, others]) => others.length - some.length || a.localeCompare(b),
  );
  return sorted.map(([license, all]) => [
    license,
    String(all.length),
    all.length > 14 ? "" : [...new Set(all.map(({ name }) => name))].join(", "),
  ]);
}

/** The report as it stands in docs/dependencies.md. @param {Package[]} packages */
export function report(packages) {
  const direct = packages.filter(({ isDirect }) => isDirect);
  const scripts = [...new Set(packages.filter(({ runsScript }) => runsScript).map(({ name }) => name))];
  return `# What Peal is made of

\`npm run licences\` writes this page from package-lock.json; \`npm run check\` fails where it is not as the lock file says, or where a package comes under a licence that is not on the list of \`scripts/licences/packages.mjs\`.
Peal itself is AGPL-3.0-only: what is given on with it must come under terms that permit that.

**Known holes.** \`npm audit --omit=dev\` asks the registry; an inventory for other tools (CycloneDX) is \`npm sbom --omit=dev --sbom-format cyclonedx\`. A hole that reaches a running Peal is closed within 2 days where it is critical,
7 where high, 30 where moderate; other packages are brought up to date once a month. Versions are exact, and \`npm ci\` checks each against the hash in the lock file.

## Packages that Peal names itself

${table(
  ["package", "version", "licence"],
  direct.map(({ name, version, license }) => [name, version, license]),
)}

## All ${packages.length} that come along in production, by licence

${table(["licence", "packages", "which"], byLicence(packages))}

${Object.entries(UNNAMED)
  .map(([name, why]) => `\`${name}…\`: ${why}.`)
  .join("\n")}
MPL-2.0 and LGPL-3.0: used as they are, replaceable in \`node_modules\`. CC-BY-4.0: data about browsers that only builds read.

With a script at installation; \`allowScripts\` in package.json says which may run: ${scripts.join(", ")}.

## Beside Peal

Served to browsers besides: the segmenter of \`public/effects/model\` (Apache-2.0, its NOTICE beside it), MediaPipe's runtime (Apache-2.0) and the noise suppressor (MIT, its LICENSE beside it), all from packages above.

${table(
  ["service", "licence", "profile"],
  SERVICES.map(([, name = "", license = "", profile = ""]) => [name, license, profile]),
)}
`;
}
