/**
 * What a notice asks to look at again: the state of these users' devices; how these people are (presence); whom they know and
 * so see the presence of; or the key messages of the calls that their devices are in.
 */
export const topics = {
  state: "peal",
  presence: "peal_presence",
  contacts: "peal_contacts",
  keys: "peal_keys",
} as const;
export type Topic = keyof typeof topics;
