import { accountRouter } from "../auth";
import { callsRouter } from "../calls";
import { contactsRouter } from "../contacts";
import { historyRouter } from "../history";
import { devicesRouter, liveRouter } from "../live";
import { presenceRouter } from "../presence";
import { router } from "../rpc";
import { wire } from "../wiring";

wire();

export const appRouter = router({
  account: accountRouter,
  devices: devicesRouter,
  contacts: contactsRouter,
  calls: callsRouter,
  history: historyRouter,
  live: liveRouter,
  presence: presenceRouter,
});

export type AppRouter = typeof appRouter;
