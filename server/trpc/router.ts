import { accountRouter } from "../auth";
import { callbacksRouter } from "../callbacks";
import { callsRouter } from "../calls";
import { chatRouter } from "../chat";
import { contactsRouter } from "../contacts";
import { e2eeRouter } from "../e2ee";
import { handoffRouter } from "../handoff";
import { historyRouter } from "../history";
import { doorRouter, hostRouter, meetingsRouter } from "../meetings";
import { pushRouter } from "../push";
import { devicesRouter, identityRouter, liveRouter } from "../live";
import { keepingRouter } from "../keeping";
import { presenceRouter } from "../presence";
import { qualityRouter } from "../quality";
import { regionsRouter } from "../regions";
import { relayRouter } from "../relay";
import { router } from "../rpc";
import { tokensRouter } from "../tokens";
import { webhooksRouter } from "../webhooks";
import { wire } from "../wiring";

wire();

export const appRouter = router({
  account: accountRouter,
  devices: devicesRouter,
  contacts: contactsRouter,
  calls: callsRouter,
  chat: chatRouter,
  callbacks: callbacksRouter,
  door: doorRouter,
  e2ee: e2eeRouter,
  handoff: handoffRouter,
  history: historyRouter,
  host: hostRouter,
  identity: identityRouter,
  keeping: keepingRouter,
  live: liveRouter,
  meetings: meetingsRouter,
  push: pushRouter,
  presence: presenceRouter,
  regions: regionsRouter,
  relay: relayRouter,
  quality: qualityRouter,
  tokens: tokensRouter,
  webhooks: webhooksRouter,
});

export type AppRouter = typeof appRouter;
