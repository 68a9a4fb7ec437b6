import { callbacksRouter } from "../callbacks";
import { callsRouter } from "../calls";
import { chatRouter } from "../chat";
import { adminRouter } from "../admin";
import { accountRouter, contactsRouter } from "../contacts";
import { e2eeRouter } from "../e2ee";
import { handoffRouter } from "../handoff";
import { historyRouter } from "../history";
import { doctorRouter } from "../doctor";
import { doorRouter, hostRouter, meetingsRouter } from "../meetings";
import { pushRouter } from "../push";
import { devicesRouter, identityRouter, liveRouter } from "../live";
import { keepingRouter } from "../keeping";
import { presenceRouter } from "../presence";
import { qualityRouter } from "../quality";
import { regionsRouter } from "../regions";
import { relayRouter } from "../relay";
import { reportsRouter } from "../reports";
import { router } from "../rpc";
import { tokensRouter } from "../tokens";
import { webhooksRouter } from "../webhooks";
import { wire } from "../wiring";

wire();

export const appRouter = router({
  account: accountRouter,
  admin: adminRouter,
  devices: devicesRouter,
  contacts: contactsRouter,
  calls: callsRouter,
  chat: chatRouter,
  callbacks: callbacksRouter,
  doctor: doctorRouter,
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
  reports: reportsRouter,
  tokens: tokensRouter,
  webhooks: webhooksRouter,
});

export type AppRouter = typeof appRouter;
