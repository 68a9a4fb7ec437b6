import { lookup as dnsLookup } from "node:dns";
import { Agent } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./addresses";

/** A name that stands for an address inside: refused before anything is sent, and for good. */
export class NotPublicError extends Error {
  override readonly name = "NotPublicError";
}

/** A look-up of names that gives public addresses or fails, so that the address that was checked is the one connected to. */
const publicLookup =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, "");
      const addresses = typeof found === "string" ? [] : found;
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new NotPublicError(`${hostname} is not on the public internet`), "");
      }
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

/** Connects to public addresses only. Connections are kept for a while: the same server is asked again soon. */
class PublicAgent extends Agent {
  override createConnection(...parameters: Parameters<Agent["createConnection"]>) {
    const [{ host }] = parameters;
    // An address would not be looked up, and so not be checked.
    if (isIP(host ?? "") !== 0) throw new NotPublicError(`${host} is an address, not a name`);
    return super.createConnection(...parameters);
  }
}

/** The agent for what is sent to servers of others; `lookup` is another one in tests. */
export const publicAgent = (lookup: LookupFunction = dnsLookup): Agent =>
  new PublicAgent({ keepAlive: true, maxSockets: 64, lookup: publicLookup(lookup) });
