import { lookup } from "node:dns/promises";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { ROOT } from "./start/app.mjs";
import { explain, Problem } from "./start/problem.mjs";
import { newSecret, parseEnv } from "./start/secrets.mjs";

const HELP = `npm run setup             asks what docker-compose.yml needs, and writes .env
npm run setup -- --name call.example.org --email me@example.org
                          asks nothing that was given
  --turn-name NAME        the relay's name: turn. before the first by default
  --ip ADDRESS            the server's public IPv4 address: what the name leads to by default
  --tls internal          certificates of Caddy's own authority, for a network without the internet
Secrets that are in .env already are kept.`;

const TEMPLATE = path.join(ROOT, "deploy", "example.env");
const SECRETS = [
  "POSTGRES_PASSWORD",
  "PEAL_SECRET",
  "LIVEKIT_API_SECRET",
  "TURN_SECRET",
  "MINIO_PASSWORD",
  "PEAL_METRICS_TOKEN",
];

const NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const EMAIL = /^[^\s@<>(),:;"'\\$]+@([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/i;

/**
 * What is asked, in this order.
 * @type {{ key: string, option: "name" | "turn-name" | "ip" | "email" | "tls", words: string, isRight: (text: string) => boolean, wrong: string, otherwise: (known: Record<string, string>) => Promise<string> | string, isAsked: boolean }[]}
 */
const QUESTIONS = [
  {
    key: "PEAL_NAME",
    option: "name",
    words: "The name of this server, such as call.example.org",
    isRight: (text) => NAME.test(text),
    wrong: "a name such as call.example.org",
    otherwise: () => "",
    isAsked: true,
  },
  {
    key: "PEAL_EMAIL",
    option: "email",
    words: "An e-mail address for those who look after it",
    isRight: (text) => EMAIL.test(text),
    wrong: "an address such as me@example.org",
    otherwise: () => "",
    isAsked: true,
  },
  {
    key: "PEAL_TURN_NAME",
    option: "turn-name",
    words: "The name of its relay",
    isRight: (text) => NAME.test(text),
    wrong: "a name such as turn.call.example.org",
    otherwise: ({ PEAL_NAME }) => `turn.${PEAL_NAME}`,
    isAsked: false,
  },
  {
    key: "PEAL_PUBLIC_IP",
    option: "ip",
    words: "Its public IPv4 address",
    isRight: (text) => isIPv4(text),
    wrong: "an IPv4 address such as 203.0.113.7",
    otherwise: async ({ PEAL_NAME = "" }) =>
      await lookup(PEAL_NAME, { family: 4 }).then(
        ({ address }) => address,
        () => "",
      ),
    isAsked: false,
  },
  {
    key: "PEAL_TLS",
    option: "tls",
    words: "Certificates: acme or internal",
    isRight: (text) => text === "acme" || text === "internal",
    wrong: "acme or internal",
    otherwise: () => "acme",
    isAsked: false,
  },
];

/**
 * The file with these values: each at its line, commented lines too; what the file does not name comes last.
 * @param {string} template
 * @param {Record<string, string>} values
 */
export function filled(template, values) {
  const left = new Map(Object.entries(values));
  const text = template.replaceAll(/^(?:# )?([A-Z_]+)=.*$/gm, (line, name) => {
    const value = left.get(name);
    left.delete(name);
    return value === undefined ? line : `${name}=${value}`;
  });
  return [text.trimEnd(), ...[...left].map(([name, value]) => `${name}=${value}`), ""].join("\n");
}

/**
 * Asks for what is neither given nor known, until it is right.
 * @param {typeof QUESTIONS[number]} question
 * @param {Record<string, string>} known
 * @param {string | undefined} given
 * @param {((words: string) => Promise<string>) | undefined} ask undefined where nobody can be asked
 */
async function answerTo({ key, option, words, isRight, wrong, otherwise, isAsked }, known, given, ask) {
  if (given !== undefined) {
    if (!isRight(given)) throw new Problem(`--${option} is not ${wrong}: ${given}`, [HELP]);
    return given;
  }
  const usual = known[key] || (await otherwise(known));
  if (isRight(usual) && (!isAsked || !ask)) return usual;
  if (!ask) throw new Problem(`--${option} is missing: ${words.toLowerCase()}.`, [HELP]);
  for (;;) {
    const said = (await ask(`${words}${usual ? ` [${usual}]` : ""}: `)).trim() || usual;
    if (isRight(said)) return said;
    console.log(`That is not ${wrong}.`);
  }
}

/**
 * Writes the settings of a server, readable by their owner alone. Secrets are kept where there are some.
 * @param {{ file: string, given: Record<string, string | undefined>, ask?: (words: string) => Promise<string> }} options
 */
export async function setup({ file, given, ask }) {
  const known = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const values = { ...known };
  for (const question of QUESTIONS)
    values[question.key] = await answerTo(question, values, given[question.option], ask);
  for (const name of SECRETS) values[name] ||= newSecret();
  const draft = `${file}.new`;
  writeFileSync(draft, filled(readFileSync(TEMPLATE, "utf8"), values), { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return values;
}

/** What to do once .env is written. @param {Record<string, string>} values */
export const nextSteps = ({ PEAL_NAME, PEAL_TURN_NAME, PEAL_PUBLIC_IP }) => `
.env is written. Then:
  1. Names: A records of ${PEAL_NAME} and ${PEAL_TURN_NAME} lead to ${PEAL_PUBLIC_IP}.
  2. Firewall, inwards: TCP 80, 443, 3478, 3479, 7881; UDP 3478, 3479, 7882, 49160-49259, 49260-49359.
  3. docker compose up -d --build
  4. https://${PEAL_NAME}: the first account is the admin's.`;

/** @param {string[]} args */
async function main(args) {
  const options = Object.fromEntries(
    QUESTIONS.map(({ option }) => [option, { type: /** @type {const} */ ("string") }]),
  );
  const { values: given } = parseArgs({ args, options: { ...options, help: { type: "boolean" } } });
  if (given.help) return console.log(HELP);
  const terminal = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : null;
  try {
    const ask = terminal ? (/** @type {string} */ words) => terminal.question(words) : undefined;
    const file = path.join(ROOT, ".env");
    const texts = /** @type {Record<string, string | undefined>} */ (given);
    console.log(nextSteps(await setup({ file, given: texts, ask })));
  } finally {
    terminal?.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2)).catch((error) => {
    console.log(explain(error));
    process.exitCode = 1;
  });
}
