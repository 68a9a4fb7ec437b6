import { publicProcedure, router } from "../rpc";
import { profileInput, signUpInput } from "./contract";
import { listDevices } from "./devices";
import { removePicture } from "./picture";
import { userProcedure } from "./procedures";
import { getMe, updateProfile } from "./profile";
import { signOut } from "./sign-out";
import { signUp } from "./sign-up";

export const accountRouter = router({
  signUp: publicProcedure.input(signUpInput).mutation(({ ctx, input }) => signUp(ctx.db, input, ctx.address)),
  me: userProcedure.query(({ ctx }) => getMe(ctx.db, ctx.actor)),
  updateProfile: userProcedure
    .input(profileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.db, ctx.actor, input)),
  removePicture: userProcedure.mutation(({ ctx }) => removePicture(ctx.db, ctx.actor)),
  signOut: userProcedure.mutation(({ ctx }) => signOut(ctx.db, ctx.actor)),
});

export const devicesRouter = router({
  list: userProcedure.query(({ ctx }) => listDevices(ctx.db, ctx.actor)),
});
