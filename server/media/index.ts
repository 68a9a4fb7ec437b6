export type { RoomEvent } from "./contract";
export {
  createRoom,
  deleteRoom,
  giveRights,
  isConnected,
  listIdentities,
  removeParticipant,
  setRights,
} from "./rooms";
export { mintToken, type TokenRights } from "./token";
export { readWebhook } from "./webhook";
