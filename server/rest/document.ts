import { z } from "zod";
import { config } from "../config";
import type { Problem, ProblemCode } from "../errors/contract";
import { statusOf } from "../rpc";
import type { Answer, OpenApi, Operation, Parameter, Schema } from "./contract";
import { renamedSchema } from "./names";
import { type Route, tags } from "./route";
import { routes } from "./routes";

const description = `Everything that a program does in Peal in the name of a person, on a device of its own.

Send a token as \`Authorization: Bearer …\`: a personal access token (made in the settings, beginning with \`peal_pat_\`), or the access token of a log-in. Cookies count for nothing here. Bodies are JSON of at most 64 KB; moments are milliseconds since 1970 in UTC; what an answer has besides is to be ignored, since more may come.

Refusals are problem documents (RFC 9457) with a \`code\` that stays the same. A list answers \`items\` and \`next_cursor\`, which the next request carries as \`cursor\`. 429 says in \`Retry-After\` how many seconds to wait. A repeat with the same \`Idempotency-Key\` makes nothing twice: of a call for five minutes, of a meeting for good.

Calls and meetings are encrypted from end to end. The server has no keys, so this API starts, answers and joins, says who is there and hands out what a LiveKit client connects with; it gives nobody the means to decode what is said. A program that is to hear or be heard takes part in the agreement of keys as a confirmed device does, or in calls made with \`is_encrypted: false\`, which everybody on them sees.`;

/** What every endpoint may refuse with; with a token, and without. */
const always: ProblemCode[] = ["bad_input", "forbidden_origin", "rate_limited", "internal"];
const withToken: ProblemCode[] = ["not_signed_in", "missing_scope"];

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest as Schema;
};
/** As the API names things, and open: a client has to bear what it does not know. */
const opened = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, one]) => !(key === "additionalProperties" && one === false),
  );
  return Object.fromEntries(entries.map(([key, one]) => [key, opened(one)]));
};
const shownSchema = (schema: Schema, isVerbatim = false): Schema =>
  opened(isVerbatim ? schema : renamedSchema(schema)) as Schema;

function answersOf(route: Route): Record<string, Answer> {
  const codes = [...always, ...(route.scope ? withToken : []), ...route.problems];
  const answers: Record<string, Answer> = {
    [route.status]: {
      description: route.output ? "Done." : "Done; the answer is empty.",
      ...(route.output && {
        content: {
          "application/json": { schema: shownSchema(schemaOf(route.output, "output"), route.isVerbatim) },
        },
      }),
    },
  };
  for (const status of new Set(codes.map((code) => statusOf({ code } as Problem)))) {
    const here = codes.filter((code) => statusOf({ code } as Problem) === status);
    answers[status] = {
      description: here.map((code) => `\`${code}\``).join(", "),
      "x-problems": here,
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      ...(status === 429 && { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } }),
      ...(status === 401 && {
        headers: { "WWW-Authenticate": { $ref: "#/components/headers/Authenticate" } },
      }),
    };
  }
  return answers;
}

function operationOf(route: Route): Operation {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const schema = shownSchema(schemaOf(route.input, "input"));
  const { properties = {}, required = [] } = schema;
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const isQuery = route.method === "GET" || route.method === "DELETE";
  const parameter = (name: string, where: "path" | "query"): Parameter => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: properties[name] ?? {},
  });
  const needed = required.filter((name) => rest.includes(name));
  const body = {
    type: "object",
    properties: Object.fromEntries(rest.map((name) => [name, properties[name] ?? {}])),
    ...(needed.length > 0 && { required: needed }),
  };
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    security: route.scope ? [{ bearer: [route.scope] }] : [],
    parameters: [
      ...inPath.map((name) => parameter(name, "path")),
      ...(isQuery ? rest.map((name) => parameter(name, "query")) : []),
      ...(route.takesKey ? [idempotencyKey] : []),
    ],
    ...(!isQuery &&
      rest.length > 0 && {
        requestBody: { required: needed.length > 0, content: { "application/json": { schema: body } } },
      }),
    responses: answersOf(route),
  };
}

const idempotencyKey: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Made by the client once for each intent: a repeat with the same one makes nothing twice.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
};

const components = {
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer", description: "A personal access token, or one of a log-in." },
  },
  headers: {
    RetryAfter: { required: true, description: "Seconds to wait.", schema: { type: "integer", minimum: 1 } },
    Authenticate: { required: true, description: "RFC 6750.", schema: { type: "string" } },
  },
  schemas: {
    Problem: {
      type: "object",
      description: "RFC 9457. What a problem has to tell besides stands beside these.",
      properties: {
        type: { type: "string", format: "uri" },
        title: { type: "string" },
        status: { type: "integer" },
        code: { type: "string" },
        field: { type: "string", description: "Of `bad_input`: what is wrong." },
        scope: { type: "string", description: "Of `missing_scope`: what the token lacks." },
      },
      required: ["type", "title", "status", "code"],
    },
  },
};

/** What the API says of itself, made of the same schemas that requests and answers go through. */
export function openApiDocument(): OpenApi {
  const paths: OpenApi["paths"] = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Peal", version: "1.0.0", description },
    servers: [{ url: new URL("/api/v1", config().PEAL_URL).href }],
    tags: tags.map((name) => ({ name })),
    paths,
    components,
  };
}
