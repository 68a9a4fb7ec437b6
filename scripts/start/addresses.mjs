import os from "node:os";
import { Problem } from "./problem.mjs";

/** Networks that containers, virtual machines and tunnels make: a phone is not in them. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge|utun|tun|tap|wg|tailscale|zt|cni|flannel|podman)/i;

/**
 * IPv4 addresses of this machine in its networks, the likeliest for a phone first. Refuses when there is none, and a wish for one
 * that the machine does not have.
 * @param {string} [wanted] the one to put first
 * @param {ReturnType<typeof os.networkInterfaces>} [interfaces]
 */
export function lanAddresses(wanted, interfaces = os.networkInterfaces()) {
  const found = Object.entries(interfaces).flatMap(([name, all]) =>
    (all ?? [])
      .filter(
        ({ family, internal, address }) => family === "IPv4" && !internal && !address.startsWith("169.254."),
      )
      .map(({ address }) => ({ address, isVirtual: VIRTUAL.test(name) })),
  );
  const real = found.filter(({ isVirtual }) => !isVirtual);
  const addresses = (real.length > 0 ? real : found).map(({ address }) => address);
  if (!wanted) {
    if (addresses.length > 0) return addresses;
    throw new Problem("This machine has no address in a network.", [
      "Connect it to the phone's network first.",
    ]);
  }
  const own = found.map(({ address }) => address);
  if (!own.includes(wanted)) {
    const remedy = own.length > 0 ? `It has ${own.join(", ")}.` : "It has none but loopback.";
    throw new Problem(`PEAL_LAN_IP=${wanted} is not an address of this machine.`, [remedy]);
  }
  return [...new Set([wanted, ...addresses])];
}

/**
 * The IPv6 address by which others in the network of an IPv4 address reach this machine; undefined where it has none.
 * @param {string | undefined} address
 * @param {ReturnType<typeof os.networkInterfaces>} [interfaces]
 */
export function lanAddress6(address, interfaces = os.networkInterfaces()) {
  const beside = Object.values(interfaces).find((all) => all?.some((one) => one.address === address));
  // One of a link alone needs the name of the link.
  return beside?.find(({ family, internal, scopeid }) => family === "IPv6" && !internal && !scopeid)?.address;
}
