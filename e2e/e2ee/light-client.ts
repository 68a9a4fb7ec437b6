import http from "node:http";
import type { CrowdDevice } from "../../bench/crowd";
import { canonical } from "../../lib/e2ee/canonical";
import { identity, Sink } from "../../lib/e2ee/session.fixture";
import { type CallIdentity, CallSecurity } from "../../lib/e2ee/session";
import { follow } from "../../lib/live/follow-keys";
import type { Admission } from "../../server/calls/contract";
import type { Page, SignedMessage } from "../../server/e2ee/contract";
import type { LiveState } from "../../server/live/contract";

/** A member of a call without a browser: Peal's own agreement of keys over the real API and stream, and no sound or picture. */
export class LightClient {
  readonly sink = new Sink();
  #state: LiveState | null = null;
  #security: CallSecurity | null = null;
  #stops: (() => void)[] = [];
  #keysListeners = new Set<(event: unknown) => void>();
  callId = "";
  admissionId = "";

  private constructor(
    readonly url: string,
    readonly device: CrowdDevice,
    readonly identity: CallIdentity,
  ) {}

  static async open(url: string, device: CrowdDevice): Promise<LightClient> {
    const client = new LightClient(url, device, await identity(device.userId));
    await client.#listen();
    return client;
  }

  get security(): CallSecurity {
    if (!this.#security) throw new Error("not in a call");
    return this.#security;
  }

  async answers(callId: string): Promise<void> {
    const { admissionId } = await this.change<Admission>("calls.answer", { callId });
    await this.enters(callId, admissionId);
  }

  /** Agrees on keys, with a place in the call. */
  async enters(callId: string, admissionId: string): Promise<void> {
    Object.assign(this, { callId, admissionId });
    const security = await CallSecurity.create({
      callId,
      admissionId,
      name: "",
      identity: this.identity,
      trustOf: async () => "unconfirmed",
      sink: this.sink,
      now: () => performance.now(),
      transport: {
        send: async (messages) => await this.change("e2ee.send", { callId, messages }),
        hold: async (to, message) => await this.change("e2ee.hold", { callId, to, message }),
      },
    });
    this.#security = security;
    await this.change("e2ee.send", { callId, messages: [await security.announce()] });
    const source = {
      since: async (seq: number) => await this.ask<Page>("e2ee.since", { callId, seq }),
      hear: (listener: (event: unknown) => void) => {
        this.#keysListeners.add(listener);
        return () => this.#keysListeners.delete(listener);
      },
    };
    this.#stops.push(follow(source, callId, admissionId, (deliveries) => security.receive(deliveries)));
    this.#look();
  }

  /** Leaves the call, and goes on listening to what it is told. */
  async leaves(): Promise<void> {
    await this.change("calls.leave", { callId: this.callId });
  }

  /** A message of its own, whatever it says, under a good signature. */
  async signs(body: object): Promise<SignedMessage> {
    const bytes = new TextEncoder().encode(canonical(body as any));
    return { body, signature: await this.identity.sign(bytes) } as SignedMessage;
  }

  async sends(...messages: unknown[]): Promise<void> {
    await this.change("e2ee.send", { callId: this.callId, messages });
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#security?.close();
  }

  async ask<T>(procedure: string, input: object): Promise<T> {
    return await this.#request(`${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`);
  }
  async change<T>(procedure: string, input: object): Promise<T> {
    return await this.#request(procedure, JSON.stringify(input));
  }

  async #request<T>(path: string, body?: string): Promise<T> {
    const response = await fetch(`${this.url}/api/trpc/${path}`, {
      ...(body !== undefined && { method: "POST", body }),
      headers: { cookie: this.device.cookie, "x-peal": "1", "content-type": "application/json" },
    });
    const answer: any = await response.json();
    if (!answer.error) return answer.result?.data as T;
    throw Object.assign(new Error(answer.error.data?.problem?.code ?? answer.error.message), {
      data: answer.error.data,
    });
  }

  /** Peal's roster, as a page takes it. */
  #look(): void {
    const call = this.#state?.call;
    if (!this.#security || !call || call.callId !== this.callId || call.admissionId !== this.admissionId)
      return;
    this.#security.setRoster(new Set(call.participants.flatMap((one) => one.admissionId ?? [])));
  }

  #hear(name: string, data: unknown): void {
    if (name === "keys") for (const listener of this.#keysListeners) listener(data);
    if (name !== "state") return;
    this.#state = data as LiveState;
    this.#look();
  }

  #listen(): Promise<void> {
    return new Promise((opened, failed) => {
      const headers = { cookie: this.device.cookie };
      const request = http.get(`${this.url}/api/live`, { headers, agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("error", () => {});
        response.on("data", (chunk: string) => {
          const events = (text + chunk).split("\n\n");
          text = events.pop() ?? "";
          for (const event of events) {
            const name = /^event: (.*)$/m.exec(event)?.[1];
            const data = /^data: (.*)$/m.exec(event)?.[1];
            if (name && data) this.#hear(name, JSON.parse(data));
          }
        });
        if (response.statusCode === 200) opened();
        else failed(new Error(`/api/live answered ${response.statusCode}`));
      });
      request.on("error", failed);
      this.#stops.push(() => request.destroy());
    });
  }
}

/** As many light clients, signed in and listening, who are contacts of somebody. */
export async function lightCrowd(
  { url, env }: { url: string; env: Record<string, string | undefined> },
  size: number,
  contactOf: string,
): Promise<LightClient[]> {
  // Sessions are made with the app's own secret, as that of a benchmark's crowd.
  Object.assign(process.env, env);
  const { seedCrowd } = await import("../../bench/crowd");
  const { default: postgres } = await import("postgres");
  const devices = await seedCrowd(env.DATABASE_URL ?? "", size, 1);
  const sql = postgres(env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  const ids = devices.map(({ userId }) => userId);
  await sql`
    insert into contacts (user_id, contact_id, state)
    select ${contactOf}::uuid, id, 'accepted' from unnest(${ids}::uuid[]) id
    union all select id, ${contactOf}::uuid, 'accepted' from unnest(${ids}::uuid[]) id
    on conflict do nothing`;
  await sql.end();
  return await Promise.all(devices.map((device) => LightClient.open(url, device)));
}
