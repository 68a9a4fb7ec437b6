export { knowEmbedded } from "./embedded";
export { listenInside } from "./inside";
export { readTls, redirected } from "./tls";
export { type SfuPass, sfuPass } from "./sfu";
