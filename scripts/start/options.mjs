import { Problem } from "./problem.mjs";

export const HELP = `npm start                 build if needed and serve Peal with all its services
npm start -- --dev        the same in development mode: no build, pages reload as you edit
npm start -- --lan        for other devices of your network too: https with a certificate of its own, and a QR code
                          for the phone that explains how to trust it
npm start -- --help       this text

Environment (or .env.local):
  PORT                    port of the app (3000)
  PEAL_URL                public address of the app (http://localhost:PORT; --lan sets its own)
  PEAL_LAN_IP             the address that --lan uses, where the machine has several
  PEAL_DATA               folder of the data (.data)
  DATABASE_URL            use this Postgres instead of starting one
  LIVEKIT_URL             use this LiveKit (with LIVEKIT_PUBLIC_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET)
  TURN_URL                your LiveKit has its own relay: start no coturn (name it to people with PEAL_TURN_URLS and
                          PEAL_TURN_SECRET, so that they can check their way to it)
  PEAL_RELAY_ONLY         true: everybody's media goes through the relay alone
  PEAL_LIVEKIT_RELEASES   where LiveKit's release files are, if not at GitHub

The data is kept in .data/, the secrets in .env.local. Ctrl-C stops everything.`;

/**
 * The options of the command line.
 * @param {string[]} args
 */
export function parseOptions(args) {
  const known = new Set(["--help", "-h", "--dev", "--lan"]);
  const unknown = args.find((arg) => !known.has(arg));
  if (unknown) throw new Problem(`Unknown option ${unknown}.`, ["npm start -- --help lists the options."]);
  return {
    help: args.includes("--help") || args.includes("-h"),
    dev: args.includes("--dev"),
    lan: args.includes("--lan"),
  };
}

/**
 * Refuses a Node that is too old.
 * @param {string} version
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return version;
  throw new Problem(`Node ${version} is too old.`, ["Install Node 20.19 or newer: https://nodejs.org"]);
}
