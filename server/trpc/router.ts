import { accountRouter } from "../auth";
import { callbacksRouter } from "../callbacks";
import { callsRouter } from "../calls";
import { contactsRouter } from "../contacts";
import { e2eeRouter } from "../e2ee";
import { handoffRouter } from "../handoff";
import { historyRouter } from "../history";
import { pushRouter } from "../push";
import { devicesRouter, identityRouter, liveRouter } from "../live";
import { presenceRouter } from "../presence";
import { router } from "../rpc";
import { wire } from "../wiring";

wire();

export const appRouter = router({
  account: accountRouter,
  devices: devicesRouter,
  contacts: contactsRouter,
  calls: callsRouter,
  callbacks: callbacksRouter,
  e2ee: e2eeRouter,
  handoff: handoffRouter,
  history: historyRouter,
  identity: identityRouter,
  live: liveRouter,
  push: pushRouter,
  presence: presenceRouter,
});

export type AppRouter = typeof appRouter;
