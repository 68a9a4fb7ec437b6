/** Live connections of devices: written by the live server, read by whoever must know who can be reached. */
export {
  connectedDevices,
  dropConnections,
  dropProcess,
  forgetConnection,
  holdConnections,
  LAPSE_MS,
  refreshConnections,
  sweepConnections,
} from "./connections";
/** Who may ring a person and when; and whether they are not to be disturbed now. */
export { ringSettingsOf } from "./settings";
/** How people can be reached: connected, hidden, not to be disturbed, last seen. */
export { type Reach, reachOf } from "./queries";
export { presenceRouter } from "./router";
