let talkedIn: string | null = null;

/** Notes the call that this tab is connected in, others with it. */
export function noteTalk(callId: string): void {
  talkedIn = callId;
}

/** Whether this tab was in that call, with somebody: there is something to rate then. */
export const hasTalkedIn = (callId: string): boolean => talkedIn === callId;
