import { config } from "../config";
import { refuse } from "../errors";

/**
 * Refuses with `forbidden_origin` what another site could have sent: every request needs the header
 * `x-peal`, which no form can set, and an Origin, where the browser tells one, that is Peal's own.
 */
export function refuseForeign(headers: Headers): void {
  if (!headers.has("x-peal")) refuse({ code: "forbidden_origin" });
  refuseOtherSites(headers);
}

/** Refuses with `forbidden_origin` what a browser says that another site has sent. Programs say nothing of sites. */
export function refuseOtherSites(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site") ?? "none";
  const isOwn =
    (origin === null || origin === new URL(config().PEAL_URL).origin) &&
    (site === "same-origin" || site === "none");
  if (!isOwn) refuse({ code: "forbidden_origin" });
}

/** Reads a body of at most `mostBytes`; refuses with `bad_input` as soon as there are more. */
export async function readBody(request: Request, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) tooLarge();
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): never {
  refuse({ code: "bad_input", reason: "too_large" });
}
