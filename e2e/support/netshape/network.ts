import { readdirSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { isAlive } from "../../../scripts/start/alive.mjs";
import { ip, ipIfThere } from "./ip";
import { Link } from "./link";

/** Addresses for measurements in laboratories (RFC 2544): no real network has them. */
const RANGE = "198.18";
const RANGE_6 = "fd50:6561:6c";
const FIRST_LINK = 20;

/** A network of this machine alone: what is outside has addresses on it, and each link leads into a namespace of its own. */
export type Network = {
  /** The n-th address outside; the first is where page, SFU and relay are unless a test says otherwise. */
  outside(n?: number): string;
  /** Gives the first one outside an IPv6 address besides, and answers it. */
  addIPv6(): Promise<string>;
  /** A new namespace behind a link. The same seed loses the same packets. */
  link(seed?: number): Promise<Link>;
  /** An address that no link has yet, for one that moves to another network. */
  freshAddress(): string;
  close(): Promise<void>;
};

const ours = (pid: number) => `peal-${pid}-`;

/** Removes what test runs that were killed have left. */
async function sweep(): Promise<void> {
  const named = (list: string[]) =>
    list.filter((name) => {
      const pid = Number(/^peal-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
      return pid > 0 && !isAlive(pid);
    });
  const namespaces = (await ip("netns list")).split("\n").map((line) => line.split(" ")[0] ?? "");
  for (const name of named(namespaces)) await ipIfThere(`netns del ${name}`);
  for (const name of named(readdirSync("/sys/class/net"))) await ipIfThere(`link del ${name}`);
}

function freeSubnet(): string {
  const taken = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((one) => one.address));
  const all = Array.from({ length: 256 }, (_, at) => `${RANGE}.${(at + process.pid) % 256}`);
  const free = all.find((subnet) => !taken.some((address) => address.startsWith(`${subnet}.`)));
  if (!free) throw new Error(`No part of ${RANGE}.0.0/16 is free.`);
  return free;
}

let opened = 0;

/** Opens a network. @param addresses how many there are outside */
export async function openNetwork({ addresses = 4 } = {}): Promise<Network> {
  await sweep();
  const number = ++opened;
  // Devices have names of 15 characters at most.
  const bridge = `${ours(process.pid)}${number}`.slice(0, 15);
  const subnet = freeSubnet();
  const outside = (n = 1) => `${subnet}.${n}`;
  const in6 = (n: number) => `${RANGE_6}:${subnet.split(".")[2]}::${n}`;
  const mac = (last: number) => `02:50:65:61:6c:${last.toString(16).padStart(2, "0")}`;
  await ip(`link add ${bridge} address ${mac(1)} type bridge`);
  for (let n = 1; n <= addresses; n++) await ip(`address add ${outside(n)}/24 dev ${bridge}`);
  await ip(`link set ${bridge} addrgenmode none`);
  await ip(`link set ${bridge} up`);
  const links: Link[] = [];
  let made = 0;
  let given = FIRST_LINK;
  const freshAddress = () => `${subnet}.${given++}`;
  return {
    outside,
    addIPv6: async () => {
      await ip(`-6 address replace ${in6(1)}/64 dev ${bridge} nodad`);
      return in6(1);
    },
    freshAddress,
    link: async (seed = 1) => {
      const at = made++;
      const name = `${process.pid.toString(36)}${number}x${at}`;
      const link = await Link.open({
        namespace: `${ours(process.pid)}${number}-${at}`,
        outer: `pl${name}o`,
        inner: `pl${name}i`,
        bridge,
        gateway: { ip: outside(), ip6: in6(1), mac: mac(1) },
        mac: mac(FIRST_LINK + at),
        address: freshAddress(),
        address6: in6(FIRST_LINK + at),
        seed,
      });
      links.push(link);
      return link;
    },
    close: async () => {
      for (const link of links) await link.close();
      await ipIfThere(`link del ${bridge}`);
    },
  };
}
