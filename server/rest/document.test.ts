import { randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { tokenScopes } from "../../lib/pure/token-scopes";
import { startCall } from "../calls";
import { intent, stageFor } from "../calls/calls.fixture";
import { config } from "../config";
import { doorOf } from "../meetings/door.fixture";
import { testDatabase, testSfu } from "../testing";
import { handleRest } from ".";

// Loaded by Node itself: Vitest's own loader lacks what the starters need.
const load = createRequire(import.meta.url);
const { findSchemathesis }: typeof import("../../scripts/start/schemathesis.mjs") = load(
  "../../scripts/start/schemathesis.mjs",
);
const { run }: typeof import("../../scripts/start/run.mjs") = load("../../scripts/start/run.mjs");

const isLong = process.env.PEAL_LONG === "1";
/** What is asked: whatever chance finds, and in the long run every edge of each field. How often for each endpoint, and the longest that it may take, in s. */
const [PHASES, EXAMPLES, MOST_S] = isLong ? ["coverage,fuzzing", 100, 900] : ["fuzzing", 3, 300];
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "allow_header_conformance",
  "ignored_auth",
];

await testSfu();
const db = await testDatabase();
const { as } = doorOf(db);
const schemathesis = findSchemathesis();

/** The API on a port, as a client of another make finds it. */
async function listening(): Promise<string> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  config().PEAL_URL = url;
  return url;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const hasBody = chunks.length > 0 && request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? new Uint8Array(Buffer.concat(chunks)) : null;
  const asked = new Request(new URL(request.url ?? "/", config().PEAL_URL), {
    method: request.method ?? "GET",
    headers,
    body,
  });
  const said = await handleRest(asked);
  response.writeHead(said.status, Object.fromEntries(said.headers));
  response.end(Buffer.from(await said.arrayBuffer()));
}

/** Things of the person whose token it is, so that what is read is there. */
async function things() {
  const { ana, bo } = await stageFor(db).contacts();
  const api = await as(ana.device);
  const { secret } = await api.tokens.create({ name: "Walker", scopes: [...tokenScopes], days: 7 });
  const { callId } = await startCall(db, bo.actor(), intent(ana));
  const { meetingId } = await api.meetings.create({ topic: "Plans" });
  return { secret, ids: { call_id: callId, meeting_id: meetingId, person_id: bo.id } };
}

test.skipIf(!schemathesis)(
  "A1 a client that knows nothing but the document finds the API as the document says",
  async () => {
    config().PEAL_LIMIT_API.points = config().PEAL_LIMIT_MEETING.points = 1_000_000;
    const url = await listening();
    const { secret, ids } = await things();
    const folder = await mkdtemp(path.join(tmpdir(), "peal-walk-"));
    const file = path.join(folder, "schemathesis.toml");
    const known = Object.entries(ids).map(([name, id]) => `"path.${name}" = "${id}"`);
    const settings = [
      "[phases.coverage]",
      'unexpected-methods = ["PUT"]',
      "[[operations]]",
      'include-method = "GET"',
      `parameters = { ${known.join(", ")} }`,
    ];
    await writeFile(file, settings.join("\n"));
    const seed = process.env.PEAL_SEED ?? String(randomInt(1_000_000));
    console.info(`seed ${seed} (PEAL_SEED)`);
    const { code, output } = await run(
      schemathesis ?? "",
      [
        `--config-file=${file}`,
        "run",
        `${url}/api/v1/openapi.json`,
        `--header=Authorization:Bearer ${secret}`,
        `--checks=${CHECKS.join(",")}`,
        `--phases=${PHASES}`,
        `--max-examples=${EXAMPLES}`,
        `--seed=${seed}`,
        "--no-shrink",
        "--suppress-health-check=all",
        "--warnings=off",
      ],
      { cwd: folder, timeoutMs: MOST_S * 1000 },
    );
    await rm(folder, { recursive: true, force: true });
    if (process.env.PEAL_SHOW_WALK) console.info(output);
    expect(code, `seed ${seed}\n${output}`).toBe(0);
  },
  MOST_S * 1000,
);
