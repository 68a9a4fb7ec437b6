const BEFORE = "trial.";

/** The name of a trial's room at the SFU: never that of a call. */
export const trialRoom = (trialId: string): string => `${BEFORE}${trialId}`;

/** The trial that a room's name means; empty where it means none. */
export const trialOfRoom = (room: string): string =>
  room.startsWith(BEFORE) ? room.slice(BEFORE.length) : "";
