import { askedFrom } from "../audit";
import { asActor, type TokenActor, type UserActor } from "../auth";
import { config } from "../config";
import { refuse } from "../errors";
import { limit } from "../limits";
import { createContext, type RpcContext, readBody, refuseOtherSites, toProblem } from "../rpc";
import { readToken } from "../tokens";
import { openApiDocument } from "./document";
import { keyOf } from "./idempotency";
import { match } from "./match";
import { renamed, toCamel, toSnake } from "./names";
import { problemDocument } from "./problem-document";
import { type Asked, createCaller, type Route } from "./route";

const BASE = "/api/v1";
const MOST_BYTES = 64 * 1024;
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;
const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** Answers a request to the REST API: who asks is whose token it carries, and nothing that a browser adds by itself. */
export async function handleRest(request: Request): Promise<Response> {
  const hadToken = request.headers.has("authorization");
  try {
    const url = new URL(request.url);
    const path = url.pathname.slice(BASE.length);
    if (path === "/openapi.json" && request.method === "GET")
      return Response.json(openApiDocument(), { headers });
    const found = match(request.method, path);
    if ("route" in found) return await answer(request, url, found);
    const allowed = path === "/openapi.json" ? ["GET"] : found.allowed;
    if (allowed.length === 0) refuse({ code: "not_found" });
    return problemDocument({ code: "method_not_allowed" }, { allow: allowed.join(", ") });
  } catch (error) {
    return problemDocument(toProblem(error), { hadToken });
  }
}

type Found = { route: Route; params: Record<string, string> };

async function answer(request: Request, url: URL, { route, params }: Found): Promise<Response> {
  refuseOtherSites(request.headers);
  const own = new Headers(request.headers);
  own.delete("cookie");
  const ctx = createContext(own);
  const token = route.scope === null ? null : await tokenOf(ctx);
  const rate = config().PEAL_LIMIT_API;
  await limit(ctx.db, { key: token ? `api:${token.userId}` : `api-from:${ctx.address}`, rate });
  if (route.scope !== null && !token) refuse({ code: "not_signed_in" });
  if (route.scope !== null && !token?.scopes.includes(route.scope))
    refuse({ code: "missing_scope", scope: route.scope });
  const said = { ...Object.fromEntries(url.searchParams), ...(await bodyOf(request)), ...params };
  const input = route.input.parse(renamedInput(said));
  const key = route.takesKey
    ? keyOf(request.headers.get("idempotency-key"), token?.userId ?? "", route.id)
    : "";
  const result = await askedFrom(ctx.address, () => route.run(askedBy(ctx, token, key), input));
  if (!route.output) return new Response(null, { status: route.status, headers });
  const shown = route.output.parse(result);
  return Response.json(route.isVerbatim ? shown : renamed(shown, toSnake), { status: route.status, headers });
}

async function tokenOf({ db, headers: said }: RpcContext): Promise<TokenActor | null> {
  const token = BEARER.exec(said.get("authorization") ?? "")?.[1];
  return token ? await readToken(db, token) : null;
}

/** What an endpoint is given: with a token, the procedures as the person on the token's device. */
function askedBy(ctx: RpcContext, token: TokenActor | null, key: string): Asked {
  const { db, address } = ctx;
  const actor: UserActor | null = token && {
    kind: "user",
    userId: token.userId,
    deviceId: token.deviceId,
    sessionId: token.sessionId,
  };
  const api = createCaller(asActor(ctx, actor ?? { kind: "anonymous" }));
  // Endpoints for everybody have no actor in their type.
  return { db, address, api, key, actor: actor as UserActor };
}

/** The object that a body is; nothing where there is none. Refuses with `bad_input`. */
async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  if (request.method === "GET" || request.method === "DELETE") return {};
  const body = await readBody(request, MOST_BYTES);
  if (body.length === 0) return {};
  const kind = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (kind !== "application/json") refuse({ code: "bad_input", reason: "content_type" });
  const said = parsed(body.toString("utf8"));
  if (typeof said !== "object" || said === null || Array.isArray(said)) refuse({ code: "bad_input" });
  return said as Record<string, unknown>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse({ code: "bad_input", reason: "json" });
  }
}

/** Names that no document tells are nobody's: `isEncrypted` is not `is_encrypted`. */
const renamedInput = (said: Record<string, unknown>) =>
  renamed(said, (name) => (/[A-Z]/.test(name) ? `${name}?` : toCamel(name)));
