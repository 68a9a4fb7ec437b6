export { knowEmbedded } from "./embedded";
export { beforeAnswers, commonHeaders, isKnownMethod } from "./headers";
export { listenInside } from "./inside";
export { readTls, redirected } from "./tls";
export { type SfuPass, sfuPass } from "./sfu";
