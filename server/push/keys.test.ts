import { createECDH } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";

async function keysWith(env: Record<string, string>) {
  vi.resetModules();
  process.env.DATABASE_URL ??= "postgres://nowhere";
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { vapidKeys } = await import("./keys");
  return vapidKeys();
}
afterEach(() => vi.unstubAllEnvs());

describe("R7 the server's key for pushes", () => {
  it("is the same after a restart, a pair, and another one for another secret", async () => {
    const first = await keysWith({});
    expect(await keysWith({ PEAL_VAPID_PRIVATE: "", PEAL_VAPID_SUBJECT: "" })).toEqual(first);
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(first.privateKey, "base64url");
    expect(curve.getPublicKey().toString("base64url")).toBe(first.publicKey);
    const other = await keysWith({ PEAL_SECRET: "another secret of at least 32 characters" });
    expect(other.publicKey).not.toBe(first.publicKey);
  });

  it("is the configured one where there is one", async () => {
    const curve = createECDH("prime256v1");
    const publicKey = curve.generateKeys().toString("base64url");
    const PEAL_VAPID_PRIVATE = Buffer.from(curve.getPrivateKey().toString("hex").padStart(64, "0"), "hex");
    const keys = await keysWith({ PEAL_VAPID_PRIVATE: PEAL_VAPID_PRIVATE.toString("base64url") });
    expect(keys.publicKey).toBe(publicKey);
    await expect(keysWith({ PEAL_VAPID_PRIVATE: "short" })).rejects.toThrow("PEAL_VAPID_PRIVATE");
  });

  it("comes with a contact that Apple takes, or the server does not start", async () => {
    const subject = async (env: Record<string, string>) => (await keysWith(env)).subject;
    expect(await subject({ PEAL_URL: "https://call.example.org" })).toBe("https://call.example.org");
    expect(await subject({ PEAL_URL: "http://localhost:3000" })).toMatch(/^mailto:/);
    expect(await subject({ PEAL_URL: "https://192.168.1.4:3443" })).toMatch(/^mailto:/);
    expect(await subject({ PEAL_VAPID_SUBJECT: "mailto:ops@example.org" })).toBe("mailto:ops@example.org");
    for (const PEAL_VAPID_SUBJECT of [
      "mailto: ops@example.org",
      "mailto:<ops@example.org>",
      "mailto:ops@localhost",
      "mailto:ops",
      "ops@example.org",
      "https://localhost",
      "http://example.org",
    ]) {
      await expect(keysWith({ PEAL_VAPID_SUBJECT }), PEAL_VAPID_SUBJECT).rejects.toThrow(
        "PEAL_VAPID_SUBJECT",
      );
    }
  });
});
