export type { MaySend, RoomEvent, SendSource } from "./contract";
export {
  countAtSfu,
  createRoom,
  deleteRoom,
  giveRights,
  isConnected,
  listIdentities,
  muteMicrophone,
  removeParticipant,
  setRights,
  sfuAnswers,
} from "./rooms";
export { mintToken, type TokenRights } from "./token";
export { readWebhook } from "./webhook";
