import { answerFetch } from "./fetch";
import { answerPress } from "./press";
import { worker } from "./scope";
import { cleanShell, keepShell } from "./shell";
import { showPush } from "./show";
import { keepSubscription } from "./subscription";

// Each event is heard at the first turn of the script: later ones would be missed when the worker is woken.
worker.addEventListener("install", (event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (event) => event.waitUntil(cleanShell()));
worker.addEventListener("fetch", answerFetch);
worker.addEventListener("push", (event) => event.waitUntil(showPush(event.data)));
worker.addEventListener("notificationclick", (event) => event.waitUntil(answerPress(event)));
worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(keepSubscription(event)));
worker.addEventListener("message", (event) => {
  // Only a page says when: it knows that no tab is in a call.
  if (event.data === "take-over") void worker.skipWaiting();
});
