import { z } from "zod";

const positive = z.coerce.number().int().positive();

/** A limit as `points/seconds`, e.g. `5/900` for five in a quarter of an hour. */
const rate = (value: string) =>
  z
    .string()
    .regex(/^\d+\/\d+$/)
    .default(value)
    .transform((text) => {
      const [points, seconds] = text.split("/").map(Number) as [number, number];
      return { points, perMs: seconds * 1000 };
    });

/** Empty is not given: a file of settings lists what may be left out. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => text || undefined, schema.optional());

const vapidPrivate = z.string().regex(/^[\w-]{43}$/, "32 bytes as base64url");

// Apple answers every push with 403 when this is not a real contact.
const vapidSubject = z
  .string()
  .regex(
    /^(mailto:[^\s@<>:]+@|https:\/\/)([a-z0-9-]+\.)+[a-z][a-z0-9-]+(\/\S*)?$/i,
    "mailto: with an address, or https: with a public name",
  );

/** A name in lower case, as of a node or a region. */
const shortName = z.string().regex(/^[a-z0-9-]{1,32}$/);

/** A setting that is JSON; what is none is refused with what it should be. */
const json = (wanted: string) =>
  z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: `JSON: ${wanted}` });
      return z.NEVER;
    }
  });

/** Several SFU nodes as JSON: a name, where it is, its address for the server (http), for browsers (ws), and where it tells its figures. */
const sfuNodes = json("a list of {name, region, url, publicUrl}").pipe(
  z
    .array(
      z.object({
        name: shortName,
        region: shortName.default("here"),
        url: z.url({ protocol: /^https?$/ }),
        publicUrl: z.url({ protocol: /^wss?$/ }),
        metricsUrl: z.url({ protocol: /^https?$/ }).optional(),
      }),
    )
    .min(1)
    .refine((nodes) => new Set(nodes.map(({ name }) => name)).size === nodes.length, "each name once"),
);

/** An address of STUN or TURN (RFC 7064, 7065). */
const iceUrl = z
  .string()
  .regex(
    /^(stun:[^?\s/]+|turns?:[^?\s/]+(\?transport=(udp|tcp))?)$/,
    "stun:, turn: or turns: with host and port, such as turn:call.example.org:3478?transport=udp",
  );

/** Relays by region as JSON: `{"eu": ["turn:turn-1.eu.example.org:3478?transport=udp", …], …}`. */
const relaysByRegion = json('{"region": ["turn:…", …], …}').pipe(z.record(shortName, z.array(iceUrl).min(1)));

/** Several of them, separated by commas. */
const iceUrls = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((url) => url.trim()))
  .transform((urls) => urls.filter(Boolean))
  .pipe(z.array(iceUrl));

/** Addresses of http, separated by commas. */
const httpUrls = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((url) => url.trim()))
  .transform((urls) => urls.filter(Boolean))
  .pipe(z.array(z.url({ protocol: /^https?$/ })));

/** Origins as browsers name them, separated by commas. */
const origins = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((origin) => origin.trim()))
  .transform((all) => all.filter(Boolean))
  .pipe(
    z.array(
      z
        .string()
        .refine(
          (text) =>
            /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(text) &&
            URL.canParse(text) &&
            new URL(text).origin === text,
          "scheme and host, and the port where it is not the usual one, such as https://www.example.org",
        ),
    ),
  );

/** Headers as OpenTelemetry writes them: `name=value`, separated by commas, percent-encoded. */
const headerPairs = z
  .string()
  .regex(/^([\w-]+=[^,]*(,|$))*$/, "name=value, separated by commas")
  .default("")
  .transform((text) => text.split(",").filter(Boolean))
  .transform((pairs) =>
    Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)) as [string, string][]),
  )
  .transform((headers) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, decodeURIComponent(value)])),
  );

const mailAddress = z
  .string()
  .regex(/^[^\s@<>(),:;"\\]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i, "one e-mail address, without a name");

/** A signing secret (Standard Webhooks): `whsec_` and at least 24 bytes in base64. */
const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "whsec_ and at least 24 bytes in base64");

/** `host:port`, separated by commas. */
const brokers = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((broker) => broker.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[^\s:/]+:\d+$/, "host:port, separated by commas")));

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** Public address of the app, without a trailing slash. */
  PEAL_URL: z.url().default("http://localhost:3000"),
  PORT: positive.default(3000),
  /** Address to listen on. */
  PEAL_HOST: z.string().default("127.0.0.1"),
  /** Files of the key and the certificate (PEM) that this process serves https with; without them it speaks http. */
  PEAL_TLS_KEY: z.string().optional(),
  PEAL_TLS_CERT: z.string().optional(),
  /** A port on loopback that takes LiveKit's webhooks over plain http, where the rest is https. */
  PEAL_INTERNAL_PORT: positive.optional(),
  /** Set where a proxy in front writes X-Forwarded-For; otherwise what a client claims there is overwritten. */
  PEAL_BEHIND_PROXY: z.stringbool().default(false),
  /** The sites that may show a meeting inside their own pages; nobody where there is none. See docs/embed.md. */
  PEAL_EMBED_ORIGINS: origins,
  /** Which parts this process plays. */
  PEAL_ROLES: z
    .string()
    .default("web,live,worker")
    .transform((text) => new Set(text.split(",").map((role) => role.trim()))),
  DATABASE_URL: z.string().min(1),
  /** Carries the notices between processes; without it Postgres does. */
  PEAL_REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  /** Connections of the pool that writes and notifies: NOTIFY serialises commits, so few are faster. */
  PEAL_DB_POOL: positive.default(4),
  /** Signs session tokens; at least 32 characters. */
  PEAL_SECRET: z.string().min(32),
  /** Private key (P-256, base64url) that signs pushes; derived from PEAL_SECRET where there is none. */
  PEAL_VAPID_PRIVATE: optional(vapidPrivate),
  /** Whom a push service may write to: `mailto:` with an address or `https:` with a public name. By default PEAL_URL. */
  PEAL_VAPID_SUBJECT: optional(vapidSubject),
  /** Where e-mail is handed to, `smtp://` or `smtps://` with name and password; without it the server sends none. */
  PEAL_SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  /** The address that e-mail is from; `no-reply@` the name in PEAL_URL by default. */
  PEAL_MAIL_FROM: optional(mailAddress),
  /** LiveKit for the server (http) and for browsers (ws). */
  LIVEKIT_URL: z.url().default("http://127.0.0.1:7880"),
  LIVEKIT_PUBLIC_URL: z.string().default("ws://localhost:7880"),
  LIVEKIT_API_KEY: z.string().default("peal"),
  LIVEKIT_API_SECRET: z.string().min(32),
  /** Several SFU nodes, which share LIVEKIT_API_KEY and LIVEKIT_API_SECRET and nothing else; LIVEKIT_URL is not asked then. */
  PEAL_SFU_NODES: optional(sfuNodes),
  /** The relays as browsers reach them, for the check of the network, and the secret that they know. LiveKit has them by itself. */
  PEAL_TURN_URLS: iceUrls,
  /** The same by region of PEAL_SFU_NODES, where there are several: who asks is offered the nearest ones. They count as PEAL_TURN_URLS too. */
  PEAL_TURN_REGIONS: optional(relaysByRegion),
  PEAL_TURN_SECRET: optional(z.string().min(16)),
  /** Everybody's media goes through the relay alone: no browser tells the SFU its address. */
  PEAL_RELAY_ONLY: z.stringbool().default(false),
  /** The bearer with which a monitor reads `/api/metrics` and the whole of `/api/health`; without it nobody does. */
  PEAL_METRICS_TOKEN: optional(
    z.string().regex(/^[\w.~+/=-]{16,}$/, "at least 16 characters of a bearer (RFC 6750)"),
  ),
  /** Where the SFU's nodes and the relays tell Prometheus their own figures, such as `http://livekit:6789/metrics`. */
  PEAL_SFU_METRICS_URLS: httpUrls,
  PEAL_TURN_METRICS_URLS: httpUrls,
  /** Where traces go (OTLP over HTTP, without `/v1/traces`), with which headers (`name=value`, by commas), and under which name. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  OTEL_EXPORTER_OTLP_HEADERS: headerPairs,
  OTEL_SERVICE_NAME: z.string().default("peal"),
  /** How long a call rings, in ms. */
  PEAL_RING_MS: positive.default(30_000),
  /** The longest length of a call, in ms. */
  PEAL_CALL_MAX_MS: positive.default(24 * 60 * 60_000),
  /** How long a seat waits for a connection that was lost, and for a page that was closed, in ms. */
  PEAL_SEAT_LOST_MS: positive.default(60_000),
  PEAL_SEAT_CLOSED_MS: positive.default(10_000),
  /** For how many days the reports of how calls went are kept; each call's score stays with the call. */
  PEAL_QUALITY_DAYS: positive.default(30),
  /** For how many days it is kept what happened in meetings: who came, left, was let in. */
  PEAL_MEETING_EVENT_DAYS: positive.default(180),
  /** Where events of all calls and meetings are posted to, and the secret that signs them; see docs/events.md. */
  PEAL_EVENTS_URL: optional(z.url({ protocol: /^https?$/ })),
  PEAL_EVENTS_SECRET: optional(signingSecret),
  /** Brokers of Kafka, or of what speaks its protocol, that they are sent to; the topic, whether by TLS, and as whom (SCRAM-SHA-512). */
  PEAL_EVENTS_KAFKA: brokers,
  PEAL_EVENTS_KAFKA_TOPIC: z
    .string()
    .regex(/^[\w.-]{1,249}$/)
    .default("peal.events"),
  PEAL_EVENTS_KAFKA_TLS: z.stringbool().default(false),
  PEAL_EVENTS_KAFKA_USER: optional(z.string()),
  PEAL_EVENTS_KAFKA_PASSWORD: optional(z.string()),
  /** For how many days events are kept, for sinks that are behind and for replays. */
  PEAL_EVENTS_DAYS: positive.default(7),
  /** Access tokens that a person makes, and requests to the REST API of one person, or of one address without a token. */
  PEAL_LIMIT_ACCESS_TOKEN: rate("20/3600"),
  PEAL_LIMIT_API: rate("600/60"),
  /** For how many days calls stand in people's history; without it until they delete them. */
  PEAL_HISTORY_DAYS: optional(positive),
  /** For how many days what was written in a call (chat, pad) is kept; without it as long as the call. */
  PEAL_CHAT_DAYS: optional(positive),
  /** For how many days a voice or video note is kept. */
  PEAL_NOTE_DAYS: positive.default(90),
  /** For how many days a guest is known after the last visit. */
  PEAL_GUEST_DAYS: positive.default(7),
  /** For how many days the audit log is kept, and reports of people that are settled. */
  PEAL_AUDIT_DAYS: positive.default(365),
  /** How often a person's devices tell how far they are from the regions. */
  PEAL_LIMIT_ROUND_TRIPS: rate("60/600"),
  PEAL_LIMIT_SIGN_IN: rate("5/900"),
  PEAL_LIMIT_SIGN_UP: rate("10/3600"),
  /** Exports of everything that is kept of a person. */
  PEAL_LIMIT_EXPORT: rate("5/3600"),
  /** Looks of the doctor, and trials of the SFU, of all admins together. */
  PEAL_LIMIT_DOCTOR: rate("10/60"),
  /** Reports of other people that a person makes. */
  PEAL_LIMIT_REPORT: rate("10/86400"),
  PEAL_LIMIT_FIND: rate("30/60"),
  PEAL_LIMIT_CONTACT_REQUEST: rate("30/3600"),
  /** Looks at an invite link. */
  PEAL_LIMIT_LINK: rate("30/60"),
  /** E-mails of an imported address book that are matched with accounts. */
  PEAL_LIMIT_MATCH: rate("2000/86400"),
  PEAL_LIMIT_RING: rate("10/60"),
  PEAL_LIMIT_RING_PERSON: rate("3/60"),
  /** Rings again of one person in one call. */
  PEAL_LIMIT_RING_AGAIN: rate("3/86400"),
  PEAL_LIMIT_TOKEN: rate("20/60"),
  /** Subscribing a device to pushes, and trying them out. */
  PEAL_LIMIT_PUSH: rate("20/60"),
  PEAL_LIMIT_NOTE: rate("20/3600"),
  /** Changes of a person's own keys, certificates and verifications. */
  PEAL_LIMIT_IDENTITY: rate("120/3600"),
  /** Requests to confirm a device by six digits: each is one chance in a million for who sits in between. */
  PEAL_LIMIT_CONFIRM: rate("10/3600"),
  PEAL_LIMIT_ROOT_RESET: rate("5/86400"),
  /** Key messages that a device sends, in KiB begun, and how often it asks for those that it missed. */
  PEAL_LIMIT_KEYS: rate("12000/60"),
  PEAL_LIMIT_KEYS_READ: rate("600/60"),
  /** Messages, and raised hands, of a person, and how often a device reads what it has missed. */
  PEAL_LIMIT_CHAT: rate("20/10"),
  PEAL_LIMIT_CHAT_READ: rate("300/60"),
  PEAL_LIMIT_PAD: rate("40/10"),
  /** Reports of how a call goes; one every 10 s, and one more after each new connection. */
  PEAL_LIMIT_QUALITY: rate("30/60"),
  /** Meetings that a person creates, and passwords of one meeting that one address or person tries in vain. */
  PEAL_LIMIT_MEETING: rate("10/3600"),
  /** Knocks of one person or guest at one meeting; of one address eight times as many. */
  PEAL_LIMIT_KNOCK: rate("5/600"),
  PEAL_LIMIT_MEETING_PASSWORD: rate("5/900"),
  /** E-mails that one person's invitations send. */
  PEAL_LIMIT_INVITE_MAIL: rate("300/86400"),
  /** E-mails to one person. */
  PEAL_LIMIT_MAIL: rate("10/3600"),
  /** Webhooks that a person registers, secrets made anew, and tests sent. */
  PEAL_LIMIT_WEBHOOK: rate("30/3600"),
  /** Most live connections of one user and of one address. */
  PEAL_LIVE_PER_USER: positive.default(32),
  PEAL_LIVE_PER_ADDRESS: positive.default(512),
});

const schema = settings
  .refine(
    ({ PEAL_TURN_REGIONS: relays, PEAL_SFU_NODES: nodes }) =>
      Object.keys(relays ?? {}).every((name) => nodes?.some(({ region }) => region === name)),
    { path: ["PEAL_TURN_REGIONS"], error: "regions that PEAL_SFU_NODES names, and no others" },
  )
  .transform((given) => {
    const inRegions = Object.values(given.PEAL_TURN_REGIONS ?? {}).flat();
    return { ...given, PEAL_TURN_URLS: [...new Set([...given.PEAL_TURN_URLS, ...inRegions])] };
  })
  // Credentials that nobody can check would look like a fault of the person's own network.
  .refine(
    ({ PEAL_TURN_URLS, PEAL_TURN_SECRET }) =>
      PEAL_TURN_SECRET !== undefined || PEAL_TURN_URLS.every((url) => url.startsWith("stun:")),
    { path: ["PEAL_TURN_SECRET"], error: "the secret that the relays of PEAL_TURN_URLS know" },
  );

export type Config = z.output<typeof schema>;
export type Rate = Config["PEAL_LIMIT_RING"];

let parsed: Config | undefined;

/** The environment, parsed once. Throws with the names of the variables that are missing or wrong. */
export function config(): Config {
  if (!parsed) {
    const result = schema.safeParse(process.env);
    if (!result.success)
      throw new Error(`The environment is not complete:\n${z.prettifyError(result.error)}`);
    parsed = result.data;
  }
  return parsed;
}

/** True where the app is served over TLS; decides the `__Host-` prefix of cookies. */
export function isSecure(): boolean {
  return config().PEAL_URL.startsWith("https:");
}

/** What may be shown to whoever looks after this Peal. Everything else may hold a secret, if only in an address. */
const SHOWN =
  /^(NODE_ENV|PORT|PEAL_(URL|HOST|INTERNAL_PORT|BEHIND_PROXY|ROLES|DB_POOL|MAIL_FROM|TURN_URLS|RELAY_ONLY|RING_MS|CALL_MAX_MS|EVENTS_KAFKA_(TOPIC|TLS)|LIVE_PER_\w+|LIMIT_\w+|SEAT_\w+|\w+_DAYS)|LIVEKIT_PUBLIC_URL|OTEL_SERVICE_NAME)$/;

/** Every setting by its name: whether the environment gives it, and what holds now. Of what may be a secret there is no value. */
export function listSettings(): {
  name: string;
  isGiven: boolean;
  isSecret: boolean;
  value: string | null;
}[] {
  const values: Record<string, unknown> = config();
  return Object.keys(settings.shape).map((name) => {
    const isSecret = !SHOWN.test(name);
    return {
      name,
      isGiven: Boolean(process.env[name]),
      isSecret,
      value: isSecret ? null : told(values[name]),
    };
  });
}

function told(value: unknown): string | null {
  if (value === undefined) return null;
  if (value instanceof Set) return [...value].join(", ");
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object" && value !== null) {
    const { points, perMs } = value as Rate;
    return `${points}/${perMs / 1000}`;
  }
  return String(value);
}
