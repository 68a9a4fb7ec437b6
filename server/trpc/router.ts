import { accountRouter, devicesRouter } from "../auth";
import { callbacksRouter } from "../callbacks";
import { callsRouter } from "../calls";
import { contactsRouter } from "../contacts";
import { historyRouter } from "../history";
import { liveRouter } from "../live";
import { router } from "../rpc";
import { wire } from "../wiring";

wire();

export const appRouter = router({
  account: accountRouter,
  devices: devicesRouter,
  contacts: contactsRouter,
  calls: callsRouter,
  callbacks: callbacksRouter,
  history: historyRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;
