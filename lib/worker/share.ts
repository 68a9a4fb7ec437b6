import { SHARED_CACHE, SHARED_CARDS, SHARED_IMPORT } from "../pure/shared-cards";
import { pathOfShared } from "../pure/shared-path";
import { worker } from "./scope";

/** What another app shares with the installed one: cards are kept for the page that takes them in, text leads to a page. */
export async function takeShare(request: Request): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll("cards").filter((one) => one instanceof File && one.size > 0) as File[];
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  if (files.length > 0) {
    const cache = await caches.open(SHARED_CACHE);
    await cache.put(SHARED_CARDS, new Response(new Blob(files.flatMap((file) => [file, "\r\n"]))));
    return Response.redirect(SHARED_IMPORT, 303);
  }
  const shared = { title: text("title"), text: text("text"), url: text("url") };
  return Response.redirect(pathOfShared(shared, worker.location.origin), 303);
}
