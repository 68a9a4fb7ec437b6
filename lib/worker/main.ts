import { cleanShell, keepShell } from "./shell";
import { answerFetch } from "./fetch";
import { worker } from "./scope";

// Each event is heard at the first turn of the script: later ones would be missed when the worker is woken.
worker.addEventListener("install", (event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event) => event.waitUntil(cleanShell()));
worker.addEventListener("fetch", answerFetch);
worker.addEventListener("message", (event) => {
  // Only a page says when: it knows that no tab is in a call.
  if (event.data === "take-over") void worker.skipWaiting();
});
