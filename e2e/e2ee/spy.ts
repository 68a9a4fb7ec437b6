import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { build } from "esbuild";
import type { Operator } from "./operator";
import type { SpyPage } from "./spy-page";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** It is put out whenever the app compares the room with its list. */
const COMINGS = 12;

/** Somebody with a browser and the SFU's key, and no place in any call. */
export class Spy {
  constructor(
    readonly page: Page,
    readonly operator: Operator,
  ) {}

  static async open(context: BrowserContext, operator: Operator): Promise<Spy> {
    const page = await context.newPage();
    await page.goto(`${operator.url}/robots.txt`);
    const bundle = await build({
      entryPoints: [path.join(ROOT, "e2e/e2ee/spy-page.ts")],
      bundle: true,
      format: "iife",
      target: "es2022",
      write: false,
    });
    await page.evaluate(bundle.outputFiles[0]?.text ?? "");
    return new Spy(page, operator);
  }

  /** Calls a function of the page (spy-page.ts). */
  async do<K extends keyof SpyPage>(
    what: K,
    ...given: Parameters<SpyPage[K]>
  ): Promise<Awaited<ReturnType<SpyPage[K]>>> {
    const script = `spy.${what}(...${JSON.stringify(given)})`;
    return await this.page.evaluate<Awaited<ReturnType<SpyPage[K]>>>(script);
  }

  async joins(callId: string, rights: { hidden?: boolean } = {}): Promise<void> {
    const names = Array.from({ length: COMINGS }, () => crypto.randomUUID());
    const tokens = await Promise.all(names.map((name) => this.operator.token(callId, name, rights)));
    await this.do("join", this.operator.sfuUrl, tokens);
  }
}
