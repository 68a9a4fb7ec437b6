import type { UserActor } from "../auth";
import { answerCall, followRoom, leaveCall, resumeCall, startCall, sweepDeadlines } from "../calls";
import { sendKeys } from "../e2ee";
import { database } from "../db";
import { problemOf } from "../errors";
import { declineMove, seen, sweepMoves, takeCall } from "../handoff";
import { wire } from "../wiring";
import type { Order, Verdict } from "./racers";

// One of several app processes in a race: it acts at the millisecond it is told, with its own pool.
wire();

async function act({ verb, actor, input }: Order): Promise<unknown> {
  const db = database();
  const who = actor as UserActor;
  switch (verb) {
    case "answer":
      return await answerCall(db, who, input as Parameters<typeof answerCall>[2]);
    case "resume":
      return await resumeCall(db, who, input as { callId: string });
    case "leave":
      return await leaveCall(db, who, input as { callId: string });
    case "start":
      return await startCall(db, who, input as Parameters<typeof startCall>[2]);
    case "sendKeys":
      return await sendKeys(db, who, input as Parameters<typeof sendKeys>[2]);
    case "take":
      return await takeCall(db, who, input as { callId: string });
    case "seen":
      return await seen(db, who, input as { callId: string; admissionId: string });
    case "declineMove":
      return await declineMove(db, who, input as { callId: string });
    case "lose":
      return await followRoom(db, {
        kind: "left",
        byIntent: false,
        ...(input as { callId: string; admissionId: string }),
      });
    case "sweep":
      await sweepMoves(db);
      return await sweepDeadlines(db);
  }
}

async function obey(order: Order): Promise<Verdict> {
  await new Promise((resume) => setTimeout(resume, Math.max(0, order.atMs - Date.now())));
  try {
    return { id: order.id, result: await act(order) };
  } catch (error) {
    const problem = problemOf(error);
    return problem ? { id: order.id, problem } : { id: order.id, error: String(error) };
  }
}

process.on("message", async (order: Order) => {
  const verdict = await obey(order);
  process.send?.(verdict);
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
