import { callProcedure, userProcedure } from "../auth";
import { router } from "../rpc";
import { allow } from "./allow";
import { attendance } from "./attendance";
import {
  allowInput,
  cameraInput,
  coHostInput,
  inSessionInput,
  lockInput,
  meetingIdInput,
  renameInput,
  renameSelfInput,
  spotlightInput,
} from "./contract";
import { endForAll } from "./end-for-all";
import { lock } from "./lock";
import { askToUnmute, mute, muteAll } from "./mute";
import { remove } from "./remove";
import { rename, renameSelf } from "./rename";
import { handOver, setCoHost } from "./roles";
import { spotlight } from "./spotlight";
import { allowCamera } from "./stop-camera";

/** What hosts do in a meeting that runs. */
export const hostRouter = router({
  mute: userProcedure.input(inSessionInput).mutation(({ ctx, input }) => mute(ctx.db, ctx.actor, input)),
  muteAll: userProcedure
    .input(meetingIdInput)
    .mutation(({ ctx, input }) => muteAll(ctx.db, ctx.actor, input)),
  askToUnmute: userProcedure
    .input(inSessionInput)
    .mutation(({ ctx, input }) => askToUnmute(ctx.db, ctx.actor, input)),
  allowCamera: userProcedure
    .input(cameraInput)
    .mutation(({ ctx, input }) => allowCamera(ctx.db, ctx.actor, input)),
  remove: userProcedure.input(inSessionInput).mutation(({ ctx, input }) => remove(ctx.db, ctx.actor, input)),
  lock: userProcedure.input(lockInput).mutation(({ ctx, input }) => lock(ctx.db, ctx.actor, input)),
  spotlight: userProcedure
    .input(spotlightInput)
    .mutation(({ ctx, input }) => spotlight(ctx.db, ctx.actor, input)),
  allow: userProcedure.input(allowInput).mutation(({ ctx, input }) => allow(ctx.db, ctx.actor, input)),
  rename: userProcedure.input(renameInput).mutation(({ ctx, input }) => rename(ctx.db, ctx.actor, input)),
  /** A guest's own name. */
  renameSelf: callProcedure
    .input(renameSelfInput)
    .mutation(({ ctx, input }) => renameSelf(ctx.db, ctx.actor, input)),
  setCoHost: userProcedure
    .input(coHostInput)
    .mutation(({ ctx, input }) => setCoHost(ctx.db, ctx.actor, input)),
  handOver: userProcedure
    .input(inSessionInput)
    .mutation(({ ctx, input }) => handOver(ctx.db, ctx.actor, input)),
  endForAll: userProcedure
    .input(meetingIdInput)
    .mutation(({ ctx, input }) => endForAll(ctx.db, ctx.actor, input.meetingId)),
  attendance: userProcedure
    .input(meetingIdInput)
    .query(({ ctx, input }) => attendance(ctx.db, ctx.actor, input.meetingId)),
});
