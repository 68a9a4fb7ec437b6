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
export { listNodes } from "./nodes";
export { type PeopleOf, placeOf } from "./place";
export { NodeProbe } from "./probe";
export { mintToken, type TokenRights, without } from "./token";
export { heardTrials, hearTrial, openTrials } from "./trial";
export { readWebhook } from "./webhook";
