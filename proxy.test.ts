import { NextRequest } from "next/server";
import { describe, expect, test, vi } from "vitest";
import { proxy } from "./proxy";
import { signOut } from "./server/auth";
import { config } from "./server/config";
import { newProfile } from "./server/cookies";
import { sessionCookie, testDatabase, world } from "./server/testing";

const db = await testDatabase();
const DAY_MS = 24 * 60 * 60 * 1000;
const visit = (path: string, cookie = "") =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { headers: { cookie } }));
const pathTo = async (path: string, cookie?: string) => {
  const to = (await visit(path, cookie)).headers.get("location");
  return to && to.replace("http://localhost:3000", "");
};

describe("where people are sent", () => {
  test("signed out: to sign in, and then where they wanted to go", async () => {
    expect(await pathTo("/")).toBe("/sign-in");
    expect(await pathTo("/contacts/ana")).toBe("/sign-in?next=%2Fcontacts%2Fana");
    expect(await pathTo("/invite/a-Secret_1")).toBe("/sign-up?next=%2Finvite%2Fa-Secret_1");
    expect(await pathTo("/sign-in")).toBeNull();
    expect(await pathTo("/sign-up")).toBeNull();
  });

  test("signed in: away from signing in", async () => {
    const { ana } = await world(db, "Ana");
    const cookie = await sessionCookie(ana.device);
    expect(await pathTo("/contacts", cookie)).toBeNull();
    expect(await pathTo("/sign-in", cookie)).toBe("/");
  });

  test("with a session that ended: nowhere in circles", async () => {
    const { ana } = await world(db, "Ana");
    await signOut(db, ana.actor());
    expect(await pathTo("/sign-in", await sessionCookie(ana.device))).toBeNull();
    expect(await pathTo("/invite/x", await sessionCookie(ana.device))).toBe("/sign-up?next=%2Finvite%2Fx");
  });
});

describe("cookies", () => {
  const setCookies = async (cookie?: string) => (await visit("/sign-in", cookie)).headers.getSetCookie();

  test("a new browser profile gets a name of its own for 400 days, others keep theirs", async () => {
    const [first, second] = await Promise.all([setCookies(), setCookies()]);
    expect(first[0]).toMatch(/^peal-device=[\w-]{43}; Path=\/;.*Max-Age=34560000; HttpOnly; SameSite=lax$/);
    expect(first[0]).not.toBe(second[0]);
    expect(await setCookies(`peal-device=${newProfile()}`)).toEqual([]);
    expect(await setCookies("peal-device=guessed")).toHaveLength(1);
  });

  test("a session in use is prolonged once a day", async () => {
    const { ana } = await world(db, "Ana");
    const cookie = `peal-device=${newProfile()}; ${await sessionCookie(ana.device)}`;
    expect((await visit("/", cookie)).headers.getSetCookie()).toEqual([]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * DAY_MS });
    const [renewed] = (await visit("/", cookie)).headers.getSetCookie();
    vi.useRealTimers();
    expect(renewed).toMatch(/^peal-session=.*Max-Age=2592000; HttpOnly/);
  });
});

test("each page has a policy with a nonce of its own, and nobody frames it", async () => {
  const [one, other] = await Promise.all([visit("/sign-in"), visit("/sign-in")]);
  const policy = one.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{43}' 'strict-dynamic' 'wasm-unsafe-eval';/);
  expect(policy).toContain("connect-src 'self' ws://localhost:7880 http://localhost:7880;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toBe(other.headers.get("content-security-policy"));
});

describe("a meeting inside another site's page", () => {
  const sites = ["https://www.example.org", "https://shop.example.com:8443"];
  const framersOf = async (path: string) =>
    /frame-ancestors ([^;]+)/.exec((await visit(path)).headers.get("content-security-policy") ?? "")?.[1];

  test("is framed by nobody where no site is named", async () => {
    expect(await framersOf("/embed/abc-defg-hij")).toBe("'none'");
  });

  test("is framed by the sites that are named, and they frame nothing else", async () => {
    config().PEAL_EMBED_ORIGINS = sites;
    expect(await framersOf("/embed/abc-defg-hij")).toBe(sites.join(" "));
    for (const path of [
      "/",
      "/sign-in",
      "/abc-defg-hij",
      "/embed",
      "/embed/abc",
      "/embed/abc-defg-hij/",
      "/embedded",
      "/call/1",
    ])
      expect(await framersOf(path), path).toBe("'none'");
    config().PEAL_EMBED_ORIGINS = [];
  });

  test("may use camera, microphone and screen, and asks nobody to sign in", async () => {
    const answer = await visit("/embed/abc-defg-hij");
    const policy = answer.headers.get("permissions-policy");
    for (const feature of ["camera", "microphone", "display-capture", "autoplay", "fullscreen"])
      expect(policy).toContain(`${feature}=(self)`);
    expect(answer.headers.get("location")).toBeNull();
  });
});

test("https is remembered for a name, not for a bare address, whose certificate is localhost's too", async () => {
  const there = config().PEAL_URL;
  const remembered = async (url: string) => {
    config().PEAL_URL = url;
    return (await visit("/sign-in")).headers.get("strict-transport-security");
  };
  expect(await remembered("https://call.example.org")).toBe("max-age=31536000");
  expect(await remembered("https://192.168.7.5:3000")).toBeNull();
  config().PEAL_URL = there;
});
