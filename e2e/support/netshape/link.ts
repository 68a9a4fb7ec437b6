import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { ip, ipIfThere } from "./ip";

const BRIDGE = path.join(import.meta.dirname, "bridge.py");

/** How a network is; what is not named is as in a good one. */
export type Shape = {
  /** Share of packets that are lost, 0 to 1. */
  loss?: number;
  /** Packets that are lost in one go, in the mean; 1: each by itself. */
  burst?: number;
  /** One way. */
  delayMs?: number;
  /** Up to so much more, drawn for each packet; the order stays. */
  jitterMs?: number;
  /** kbit/s, with the frames' own heads. */
  kbps?: number;
  /** What waits longer for its turn under `kbps` is dropped; 300 if not given. */
  queueMs?: number;
};
type WayName = "up" | "down";

/** What a firewall lets through; silence is its answer to the rest. */
export type Firewall = {
  udp?: boolean;
  /** In IPv4. */
  udp4?: boolean;
  /** The only ports, of either side; all if not given. */
  tcp?: number[];
  notTcp?: number[];
};
/** `bytes` of what was carried; `kinds`: bytes of what wanted to pass, by what it was. */
type Counts = {
  carried: number;
  lost: number;
  overflowed: number;
  blocked: number;
  bytes: number;
  kinds: Record<string, number>;
};

export type LinkOptions = {
  namespace: string;
  /** Names of the two ends, 15 characters at most. */
  outer: string;
  inner: string;
  /** The kernel's bridge outside that the outer end is put in. */
  bridge: string;
  /** The way out: the bridge's own addresses. */
  gateway: { ip: string; ip6: string; mac: string };
  mac: string;
  address: string;
  address6: string;
  seed: number;
};

/** The way between one namespace and what is outside; only this one is shaped. */
export class Link {
  readonly namespace: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #answers: AsyncIterator<string>;
  #turn: Promise<unknown> = Promise.resolve();
  #address: string;
  #hasIPv6 = false;

  private constructor(
    private readonly options: LinkOptions,
    child: ChildProcessWithoutNullStreams,
  ) {
    this.namespace = options.namespace;
    this.#address = options.address;
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once("close", resolve));
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Makes the namespace, both ends and what carries between them. */
  static async open(options: LinkOptions): Promise<Link> {
    const { namespace, outer, inner, bridge, mac, seed } = options;
    await ip(`netns add ${namespace}`);
    const child = spawn("python3", [BRIDGE, outer, inner, String(seed)], { stdio: "pipe" });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += String(chunk)));
    const link = new Link(options, child);
    const { value } = await link.#answers.next();
    if (value !== "ready") throw new Error(`The bridge did not begin: ${said}`);
    await ip(`link set ${inner} netns ${namespace}`);
    await ip(`-n ${namespace} link set ${inner} name eth0 address ${mac}`);
    // An IPv6 address that comes of itself a second later is a new network to a browser: it drops what it loads.
    await ip(`-n ${namespace} link set eth0 addrgenmode none`);
    await ip(`link set ${outer} addrgenmode none`);
    await ip(`-n ${namespace} link set lo up`);
    await ip(`link set ${outer} master ${bridge}`);
    await ip(`link set ${outer} up`);
    await link.plug();
    return link;
  }

  get address(): string {
    return this.#address;
  }

  /** From now on the network is so, both ways or one; what was said before holds no more. */
  async shape(shape: Shape, ...ways: WayName[]): Promise<void> {
    await this.#order({ shape, ways: ways.length > 0 ? ways : ["up", "down"] });
  }

  /** Nothing gets through any more, and nobody is told: as where a router lost its own network. */
  async cut(): Promise<void> {
    await this.#order({ cut: true });
  }

  /** Undoes `cut`; the shape is as it was. */
  async mend(): Promise<void> {
    await this.#order({ cut: false });
  }

  async firewall(rules: Firewall): Promise<void> {
    await this.#order({ firewall: rules });
  }

  /** The device itself sees that its network is gone. */
  async unplug(): Promise<void> {
    await ip(`-n ${this.namespace} link set eth0 down`);
  }

  /** Undoes `unplug`; with another address it is another network. */
  async plug(address = this.#address): Promise<void> {
    const { namespace, gateway, bridge, mac } = this.options;
    const inside = `-n ${namespace}`;
    this.#address = address;
    await ip(`${inside} address flush dev eth0`);
    await ip(`${inside} address add ${address}/32 dev eth0`);
    await ip(`${inside} link set eth0 up`);
    // Nobody asks where the other is: an unanswered question would be an error of the device, not silence.
    await ip(`${inside} neighbour replace ${gateway.ip} lladdr ${gateway.mac} dev eth0 nud permanent`);
    await ip(`neighbour replace ${address} lladdr ${mac} dev ${bridge} nud permanent`);
    await ip(`${inside} route replace ${gateway.ip} dev eth0`);
    await ip(`${inside} route replace default via ${gateway.ip}`);
    if (this.#hasIPv6) await this.#plug6();
  }

  /** From now on the device has an address in IPv6 too; the network must have some. */
  async addIPv6(): Promise<void> {
    this.#hasIPv6 = true;
    await this.#plug6();
  }

  /** Taken at once (`nodad`): one that comes of itself later is a new network to a browser. */
  async #plug6(): Promise<void> {
    const { namespace, gateway, bridge, mac, address6 } = this.options;
    const inside = `-n ${namespace} -6`;
    await ip(`${inside} address replace ${address6}/128 dev eth0 nodad`);
    await ip(`${inside} neighbour replace ${gateway.ip6} lladdr ${gateway.mac} dev eth0 nud permanent`);
    await ip(`-6 neighbour replace ${address6} lladdr ${mac} dev ${bridge} nud permanent`);
    await ip(`${inside} route replace ${gateway.ip6} dev eth0`);
    await ip(`${inside} route replace default via ${gateway.ip6} dev eth0`);
  }

  /** What was carried and what was not, since the beginning. */
  async counts(): Promise<Record<WayName, Counts>> {
    return await this.#order({ counts: true });
  }

  /** Ends what carries, and removes the namespace; the ends go with it. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
    await ipIfThere(`netns del ${this.namespace}`);
  }

  /** One order at a time: each has one line of answer. */
  async #order(order: object): Promise<Record<WayName, Counts>> {
    const mine = this.#turn.then(async () => {
      this.#child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = await this.#answers.next();
      if (done) throw new Error("The bridge has ended.");
      return JSON.parse(String(value)) as Record<WayName, Counts>;
    });
    this.#turn = mine.catch(() => undefined);
    return await mine;
  }
}
