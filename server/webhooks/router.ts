import { userProcedure } from "../auth";
import { router } from "../rpc";
import {
  changeWebhook,
  createWebhook,
  enableWebhook,
  removeWebhook,
  rotateSecret,
  testWebhook,
} from "./change";
import { changeInput, createInput, webhookInput } from "./contract";
import { listDeliveries, listWebhooks } from "./queries";

export const webhooksRouter = router({
  list: userProcedure.query(({ ctx }) => listWebhooks(ctx.db, ctx.actor)),
  create: userProcedure
    .input(createInput)
    .mutation(({ ctx, input }) => createWebhook(ctx.db, ctx.actor, input)),
  change: userProcedure
    .input(changeInput)
    .mutation(({ ctx, input }) => changeWebhook(ctx.db, ctx.actor, input)),
  remove: userProcedure
    .input(webhookInput)
    .mutation(({ ctx, input }) => removeWebhook(ctx.db, ctx.actor, input.webhookId)),
  rotate: userProcedure
    .input(webhookInput)
    .mutation(({ ctx, input }) => rotateSecret(ctx.db, ctx.actor, input.webhookId)),
  enable: userProcedure
    .input(webhookInput)
    .mutation(({ ctx, input }) => enableWebhook(ctx.db, ctx.actor, input.webhookId)),
  test: userProcedure
    .input(webhookInput)
    .mutation(({ ctx, input }) => testWebhook(ctx.db, ctx.actor, input.webhookId)),
  deliveries: userProcedure
    .input(webhookInput)
    .query(({ ctx, input }) => listDeliveries(ctx.db, ctx.actor, input.webhookId)),
});
