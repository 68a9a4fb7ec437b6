import { type IncomingHttpHeaders, request } from "node:http";
import { expect, test } from "../people";

type Answer = { status: number; headers: IncomingHttpHeaders };

/** Asked as no browser would: with any method, no redirect followed. */
const ask = (url: string, method = "GET") =>
  new Promise<Answer>((resolve, reject) =>
    request(url, { method }, (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
      answer.destroy();
    })
      .once("error", reject)
      .end(),
  );

test("every answer is of the type that it says and in nobody's frame; what the API says is kept nowhere", async ({
  appUrl,
}) => {
  const api = ["/api/trpc/account.me", "/api/v1/users/me", "/api/health", "/api/live", "/api/v1/nothing"];
  for (const path of ["/sign-in", "/", "/sw.js", "/icon.svg", "/not/there.png", ...api]) {
    const { headers } = await ask(`${appUrl}${path}`);
    expect.soft(headers["x-content-type-options"], path).toBe("nosniff");
    expect.soft(headers["referrer-policy"], path).toBe("same-origin");
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect.soft(headers["content-security-policy"], path).toContain(rule);
    expect.soft(headers["x-powered-by"], path).toBeUndefined();
  }
  for (const path of api) {
    const { headers } = await ask(`${appUrl}${path}`);
    expect.soft(headers["cache-control"], path).toContain("no-store");
    expect.soft(headers["access-control-allow-origin"], path).toBeUndefined();
  }
});

test("a picture, which has a name of its own each time it changes, may be kept for a week", async ({
  people,
}) => {
  const { ana } = await people("Ana");
  const body = await ana.page.screenshot({ type: "png" });
  const headers = { "x-peal": "1", "content-type": "image/png" };
  const set = await ana.page.request.post(`${ana.url}/api/account/picture`, { headers, data: body });
  const { pictureUrl } = (await set.json()) as { pictureUrl: string };
  const answer = await ana.page.request.get(`${ana.url}${pictureUrl}`);
  expect(answer.headers()["cache-control"]).toBe("private, max-age=604800, immutable");
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
});

test("a method that nothing here knows is refused", async ({ appUrl }) => {
  for (const method of ["TRACE", "PROPFIND"])
    expect(await ask(`${appUrl}/sign-in`, method), method).toMatchObject({ status: 405 });
});
