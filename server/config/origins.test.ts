import { afterEach, describe, expect, it, vi } from "vitest";

process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:9/none";
afterEach(() => vi.unstubAllEnvs());

/** The sites that may frame a meeting, by what the operator has set. */
async function sites(text: string): Promise<string[]> {
  vi.stubEnv("PEAL_EMBED_ORIGINS", text);
  vi.resetModules();
  const { config } = await import(".");
  return config().PEAL_EMBED_ORIGINS;
}

describe("PEAL_EMBED_ORIGINS", () => {
  it("is nobody where nothing is set, and else a list", async () => {
    expect(await sites("")).toEqual([]);
    expect(await sites(" https://www.example.org, http://127.0.0.1:8080,")).toEqual([
      "https://www.example.org",
      "http://127.0.0.1:8080",
    ]);
  });

  it.each([
    "*",
    "https://*.example.org",
    "www.example.org",
    "https://www.example.org/",
    "https://www.example.org/shop",
    "https://www.example.org:443",
    "https://a;script-src *",
    "https://www.example.org; default-src *",
    "'self'",
    "data:text/html,x",
    "https://user@example.org",
  ])("refuses to start with what is no origin, and could loosen the policy of pages: %s", async (text) => {
    await expect(sites(text)).rejects.toThrow(/PEAL_EMBED_ORIGINS/);
  });
});
