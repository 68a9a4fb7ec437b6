/** How packets go to the others on the call; `to` all of them, or the named SFU identities. */
export type InkLine = {
  me: string;
  /** The others' SFU identities, at present. */
  others(): string[];
  send(packet: Uint8Array<ArrayBuffer>, to?: readonly string[]): void;
};
