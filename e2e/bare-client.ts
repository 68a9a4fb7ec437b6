import path from "node:path";
import { build } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "..");

/** A script that puts all of livekit-client into a page as `LK`, for pages without any of Peal's code. */
export async function bareClient(): Promise<string> {
  const bundle = await build({
    stdin: { contents: `export * from "livekit-client"`, resolveDir: ROOT },
    bundle: true,
    format: "iife",
    globalName: "LK",
    minify: true,
    write: false,
  });
  return bundle.outputFiles[0]?.text ?? "";
}
