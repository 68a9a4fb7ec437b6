import { userProcedure } from "../auth";
import { router } from "../rpc";
import {
  historyIdInput,
  listInput,
  noteReceiverInput,
  restoreInput,
  shareInput,
  takeBackInput,
} from "./contract";
import { historyDetail } from "./detail";
import { markSeen } from "./mark-seen";
import { noteReceiver, notesToShare, sealedNote, shareNote } from "./note-keys";
import { notePlayed } from "./play-note";
import { listHistory } from "./queries";
import { removeAll, removeEntry, restoreEntries } from "./remove";
import { removeNote, takeNoteBack } from "./remove-note";

export const historyRouter = router({
  list: userProcedure
    .input(listInput)
    .query(({ ctx, input }) => listHistory(ctx.db, ctx.actor.userId, input)),
  get: userProcedure.input(historyIdInput).query(({ ctx, input }) => historyDetail(ctx.db, ctx.actor, input)),
  markSeen: userProcedure.mutation(({ ctx }) => markSeen(ctx.db, ctx.actor)),
  remove: userProcedure
    .input(historyIdInput)
    .mutation(({ ctx, input }) => removeEntry(ctx.db, ctx.actor, input)),
  removeAll: userProcedure.mutation(({ ctx }) => removeAll(ctx.db, ctx.actor)),
  restore: userProcedure
    .input(restoreInput)
    .mutation(({ ctx, input }) => restoreEntries(ctx.db, ctx.actor, input)),
  notePlayed: userProcedure
    .input(historyIdInput)
    .mutation(({ ctx, input }) => notePlayed(ctx.db, ctx.actor, input)),
  noteReceiver: userProcedure
    .input(noteReceiverInput)
    .query(({ ctx, input }) => noteReceiver(ctx.db, ctx.actor, input)),
  sealedNote: userProcedure
    .input(historyIdInput)
    .query(({ ctx, input }) => sealedNote(ctx.db, ctx.actor, input)),
  notesToShare: userProcedure.query(({ ctx }) => notesToShare(ctx.db, ctx.actor)),
  shareNote: userProcedure
    .input(shareInput)
    .mutation(({ ctx, input }) => shareNote(ctx.db, ctx.actor, input)),
  removeNote: userProcedure
    .input(historyIdInput)
    .mutation(({ ctx, input }) => removeNote(ctx.db, ctx.actor, input)),
  takeNoteBack: userProcedure
    .input(takeBackInput)
    .mutation(({ ctx, input }) => takeNoteBack(ctx.db, ctx.actor, input)),
});
