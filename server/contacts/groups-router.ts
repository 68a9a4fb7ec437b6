import { userProcedure } from "../auth";
import { router } from "../rpc";
import {
  addMembersInput,
  createGroupInput,
  groupInput,
  removeMemberInput,
  renameGroupInput,
} from "./contract";
import { deleteGroup, renameGroup } from "./group-change";
import { createGroup } from "./group-create";
import { addMembers, removeMember } from "./group-members";
import { getGroup, listGroups } from "./group-queries";

export const groupsRouter = router({
  list: userProcedure.query(({ ctx }) => listGroups(ctx.db, ctx.actor)),
  get: userProcedure.input(groupInput).query(({ ctx, input }) => getGroup(ctx.db, ctx.actor, input.groupId)),
  create: userProcedure
    .input(createGroupInput)
    .mutation(({ ctx, input }) => createGroup(ctx.db, ctx.actor, input)),
  rename: userProcedure
    .input(renameGroupInput)
    .mutation(({ ctx, input }) => renameGroup(ctx.db, ctx.actor, input)),
  delete: userProcedure
    .input(groupInput)
    .mutation(({ ctx, input }) => deleteGroup(ctx.db, ctx.actor, input.groupId)),
  add: userProcedure
    .input(addMembersInput)
    .mutation(({ ctx, input }) => addMembers(ctx.db, ctx.actor, input)),
  remove: userProcedure
    .input(removeMemberInput)
    .mutation(({ ctx, input }) => removeMember(ctx.db, ctx.actor, input)),
});
