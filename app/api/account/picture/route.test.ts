import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { sessionCookie, type TestPerson, testDatabase, world } from "../../../../server/testing";
import { GET } from "../../pictures/[userId]/[hash]/route";
import { POST } from "./route";

const db = await testDatabase();
const own = { "x-peal": "1", origin: "http://localhost:3000" };
const wide = sharp({ create: { width: 640, height: 200, channels: 3, background: "#c80" } });

async function upload(person: TestPerson, body: Buffer | string, headers: Record<string, string> = own) {
  const cookie = await sessionCookie(person.device);
  const init = { method: "POST", headers: { ...headers, cookie }, body: new Uint8Array(Buffer.from(body)) };
  const response = await POST(new Request("http://localhost:3000/api/account/picture", init));
  return { status: response.status, body: await response.json() };
}

async function download(pictureUrl: string, cookie?: string) {
  const [userId = "", hash = ""] = pictureUrl.split("/").slice(3);
  const request = new Request(`http://localhost:3000${pictureUrl}`, { headers: cookie ? { cookie } : {} });
  return GET(request, { params: Promise.resolve({ userId, hash }) });
}

describe("a picture", () => {
  test("is made anew: a square of WebP without what the file carried", async () => {
    const { ana, bo } = await world(db, "Ana", "Bo");
    const jpeg = await wide
      .clone()
      .withExif({ IFD0: { Artist: "hidden words" } })
      .jpeg()
      .toBuffer();
    const { status, body } = await upload(ana, jpeg);
    expect(status).toBe(200);
    const seen = await download(body.pictureUrl, await sessionCookie(bo.device));
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      "content-type": "image/webp",
      "cache-control": expect.stringContaining("max-age=604800"),
    });
    const bytes = Buffer.from(await seen.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });
    expect(bytes.includes("hidden words")).toBe(false);
  });

  test("is not shown to one who is not signed in, nor by a wrong address", async () => {
    const { ana } = await world(db, "Ana");
    const { body } = await upload(ana, await wide.clone().png().toBuffer());
    expect((await download(body.pictureUrl)).status).toBe(404);
    const cookie = await sessionCookie(ana.device);
    expect((await download(`${body.pictureUrl}0`, cookie)).status).toBe(404);
    expect((await download("/api/pictures/../../etc", cookie)).status).toBe(404);
  });

  test.each([
    ["a text", "hello"],
    ["nothing", ""],
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["a PNG that is only a head", "\x89PNG\r\n\x1a\n and no more"],
  ])("cannot be %s", async (_name, content) => {
    const { ana } = await world(db, "Ana");
    expect(await upload(ana, Buffer.from(content, "latin1"))).toEqual({
      status: 422,
      body: { problem: { code: "picture_unreadable" } },
    });
  });

  test("over 8 MB is refused", async () => {
    const { ana } = await world(db, "Ana");
    expect(await upload(ana, Buffer.alloc(8 * 1024 * 1024 + 1))).toMatchObject({
      status: 400,
      body: { problem: { reason: "too_large" } },
    });
  });

  test("F34 from another site is refused with 403", async () => {
    const { ana } = await world(db, "Ana");
    const jpeg = await wide.clone().jpeg().toBuffer();
    expect((await upload(ana, jpeg, { ...own, origin: "https://elsewhere.test" })).status).toBe(403);
    expect((await upload(ana, jpeg, { origin: own.origin })).status).toBe(403);
  });
});
