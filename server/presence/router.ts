import { userProcedure } from "../auth";
import { router } from "../rpc";
import { quietInput, ringSettingsInput } from "./contract";
import { changeRingSettings, getRingSettings, setQuiet } from "./settings";

export const presenceRouter = router({
  settings: userProcedure.query(({ ctx }) => getRingSettings(ctx.db, ctx.actor)),
  changeSettings: userProcedure
    .input(ringSettingsInput)
    .mutation(({ ctx, input }) => changeRingSettings(ctx.db, ctx.actor, input)),
  setQuiet: userProcedure.input(quietInput).mutation(({ ctx, input }) => setQuiet(ctx.db, ctx.actor, input)),
});
