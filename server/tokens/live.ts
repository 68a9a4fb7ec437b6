import { and, eq, gt, sql } from "drizzle-orm";
import { userDevices } from "../auth/schema";
import { now } from "../clock";
import { accessTokens } from "./schema";

/** Of a row of `access_tokens`: its device still holds the session that it is good for. Joins `user_devices`. */
export const ofLiveSession = and(
  eq(userDevices.id, accessTokens.deviceId),
  eq(userDevices.sessionId, accessTokens.sessionId),
);

/** Of a row of `access_tokens`: its time is not over. */
export const isGood = gt(accessTokens.expiresAt, now);

/** Of a row of `user_devices`: it acts by a token whose time is not over. */
export const hasToken = sql`exists (select 1 from ${accessTokens} where ${accessTokens.deviceId} = ${userDevices.id} and ${isGood})`;
