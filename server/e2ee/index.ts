export { holdKey } from "./hold";
export { releaseKeys } from "./on/answered";
export { dropKeys } from "./on/ended";
export { exchangeKeys } from "./on/entered";
export {
  type Cursor,
  lastSeqs,
  type Reader,
  readersOn,
  readUnread,
  type Stored,
  type Unread,
} from "./queries";
export { e2eeRouter } from "./router";
export { sendKeys } from "./send";
export { keysSince } from "./since";
export { sweepKeys } from "./sweep";
