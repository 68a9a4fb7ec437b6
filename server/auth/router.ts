import { publicProcedure } from "../rpc";
import { renameDevice, setDeviceRinging } from "./change-device";
import { changePassword } from "./change-password";
import { changePasswordInput, deviceInput, profileInput, renameInput, ringingInput } from "./contract";
import { removePicture } from "./picture";
import { userProcedure } from "./procedures";
import { getMe, updateProfile } from "./profile";
import { signOut, signOutDevice, signOutElsewhere } from "./sign-out";
import { signUpMode } from "./sign-up-mode";

/** What can be done about one's own account. Making one may need an invitation: `contacts` adds it. */
export const accountProcedures = {
  /** Who may make an account. */
  signUpMode: publicProcedure.query(({ ctx }) => signUpMode(ctx.db)),
  me: userProcedure.query(({ ctx }) => getMe(ctx.db, ctx.actor)),
  updateProfile: userProcedure
    .input(profileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx.db, ctx.actor, input)),
  changePassword: userProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.db, ctx.actor, input)),
  removePicture: userProcedure.mutation(({ ctx }) => removePicture(ctx.db, ctx.actor)),
  signOut: userProcedure.mutation(({ ctx }) => signOut(ctx.db, ctx.actor)),
};

/** What can be done about one's own devices. Their list knows of connections and pushes too: `live` adds it. */
export const deviceProcedures = {
  rename: userProcedure
    .input(renameInput)
    .mutation(({ ctx, input }) => renameDevice(ctx.db, ctx.actor, input)),
  setRinging: userProcedure
    .input(ringingInput)
    .mutation(({ ctx, input }) => setDeviceRinging(ctx.db, ctx.actor, input)),
  signOut: userProcedure
    .input(deviceInput)
    .mutation(({ ctx, input }) => signOutDevice(ctx.db, ctx.actor, input)),
  signOutElsewhere: userProcedure.mutation(({ ctx }) => signOutElsewhere(ctx.db, ctx.actor)),
};
