import { rightsIn } from "@/lib/meeting/rights";
import type { LiveCall } from "@/server/live/contract";

/** Whether this person may write in the chat of a call, for what the screen offers; what counts is the server's refusal. */
export const mayChat = (call: LiveCall): boolean => rightsIn(call).chat;
/** The same of questions to whoever leads the call. */
export const mayAsk = (call: LiveCall): boolean => rightsIn(call).questions;
