import { adminProcedure, liftSuspension, setAdmin, setSignUpMode, suspendPerson } from "../auth";
import { listReports, settleReport } from "../reports";
import { listReportsInput } from "../reports/contract";
import { router } from "../rpc";
import { listAudit } from "./audit";
import {
  callInput,
  listAuditInput,
  listUsersInput,
  qualityInput,
  setAdminInput,
  settleInput,
  signUpModeInput,
  userInput,
} from "./contract";
import { endAccountOf } from "./end-account";
import { endRunning, listRunning } from "./live";
import { readOverview } from "./overview";
import { qualityOverTime } from "./quality";
import { readSettings } from "./settings";
import { listUsers } from "./users";

/** For those who look after this Peal. To everybody else none of it is there. */
export const adminRouter = router({
  overview: adminProcedure.query(({ ctx }) => readOverview(ctx.db, ctx.admin)),
  users: adminProcedure.input(listUsersInput).query(({ ctx, input }) => listUsers(ctx.db, ctx.admin, input)),
  suspend: adminProcedure
    .input(userInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => suspendPerson(tx, ctx.admin, input.userId))),
  lift: adminProcedure
    .input(userInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => liftSuspension(tx, ctx.admin, input.userId))),
  setAdmin: adminProcedure
    .input(setAdminInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => setAdmin(tx, ctx.admin, input))),
  endAccount: adminProcedure
    .input(userInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => endAccountOf(tx, ctx.admin, input.userId))),
  running: adminProcedure.query(({ ctx }) => listRunning(ctx.db, ctx.admin)),
  endCall: adminProcedure
    .input(callInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => endRunning(tx, ctx.admin, input.callId))),
  quality: adminProcedure
    .input(qualityInput)
    .query(({ ctx, input }) => qualityOverTime(ctx.db, ctx.admin, input)),
  settings: adminProcedure.query(({ ctx }) => readSettings(ctx.db, ctx.admin)),
  setSignUpMode: adminProcedure
    .input(signUpModeInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => setSignUpMode(tx, ctx.admin, input.mode))),
  reports: adminProcedure
    .input(listReportsInput)
    .query(({ ctx, input }) => listReports(ctx.db, ctx.admin, input)),
  settleReport: adminProcedure
    .input(settleInput)
    .mutation(({ ctx, input }) => ctx.db.transaction((tx) => settleReport(tx, ctx.admin, input))),
  audit: adminProcedure.input(listAuditInput).query(({ ctx, input }) => listAudit(ctx.db, ctx.admin, input)),
});
