export { identityRouter } from "./identity";
export { devicesRouter, liveRouter } from "./router";
export { type LiveServer, startLiveServer } from "./serve";
export { readState } from "./snapshot";
