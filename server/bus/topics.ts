/**
 * What a notice asks to look at: the state of these users' devices, or how these people are (presence) and whom they know.
 */
export const topics = { state: "peal", presence: "peal_presence" } as const;
export type Topic = keyof typeof topics;
