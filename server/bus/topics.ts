/**
 * What a notice asks to look at again: the state of these users' devices; how these people are (presence); or whom they know and
 * so see the presence of.
 */
export const topics = { state: "peal", presence: "peal_presence", contacts: "peal_contacts" } as const;
export type Topic = keyof typeof topics;
