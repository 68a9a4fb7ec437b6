import { userProcedure } from "../auth";
import { router } from "../rpc";
import { relaySettingsInput } from "./contract";
import { iceServersFor } from "./ice-servers";
import { changeRelaySettings, getRelaySettings } from "./settings";

export const relayRouter = router({
  iceServers: userProcedure.query(({ ctx }) => iceServersFor(ctx.db, ctx.actor)),
  settings: userProcedure.query(({ ctx }) => getRelaySettings(ctx.db, ctx.actor)),
  changeSettings: userProcedure
    .input(relaySettingsInput)
    .mutation(({ ctx, input }) => changeRelaySettings(ctx.db, ctx.actor, input)),
});
