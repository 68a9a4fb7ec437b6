import type { MediaKind } from "../calls/contract";

/** It is time to remind somebody of a call. */
export type ReminderDue = {
  reminderId: string;
  userId: string;
  person: { handle: string; name: string };
  media: MediaKind;
};

declare module "../bus/reactions" {
  interface DomainEvents {
    "callbacks.reminder-due": ReminderDue;
  }
}
