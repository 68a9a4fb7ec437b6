import "./events";

export { answerLater } from "./answer-later";
export { cancelCallback } from "./cancel";
export type { ReminderDue } from "./events";
export { type Later, laterSnapshot } from "./queries";
export { dismissReminder, remindMe } from "./remind";
export { callbacksRouter } from "./router";
export { sweepCallbacks } from "./sweep";
