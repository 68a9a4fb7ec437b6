export type { RoomEvent } from "./contract";
export { createRoom, deleteRoom, listIdentities, removeParticipant } from "./rooms";
export { mintToken } from "./token";
export { readWebhook } from "./webhook";
