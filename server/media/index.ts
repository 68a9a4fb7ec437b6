export type { RoomEvent } from "./contract";
export { createRoom, deleteRoom, giveRights, isConnected, listIdentities, removeParticipant } from "./rooms";
export { mintToken, type TokenRights } from "./token";
export { readWebhook } from "./webhook";
