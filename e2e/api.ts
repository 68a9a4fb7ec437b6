import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Admission, StartedCall, WarmAdmission } from "../server/calls/contract";
import type { Contact, Group, Invite } from "../server/contacts/contract";
import type { Device, OwnProfile } from "../server/auth/contract";
import type { Problem } from "../server/errors/contract";
import type { OwnKeys } from "../server/identity/contract";
import type { HistoryEntry } from "../server/history/contract";
import type { PushState } from "../server/push/contract";
import type { LiveState, Presence } from "../server/live/contract";
import type { CreateMeeting } from "../server/meetings/contract";
import type { IceServers } from "../server/relay/contract";
import type { QuietInput, RingSettings, RingSettingsInput } from "../server/presence/contract";

/** A refusal of the server, with its typed problem. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** What a device can ask of Peal, with the cookies of its own browser profile. */
export class Api {
  constructor(
    private readonly request: APIRequestContext,
    private readonly url: string,
  ) {}

  signUp = (input: { name: string; handle: string; email: string; password: string }) =>
    this.change<{ userId: string }>("account.signUp", input);
  me = () => this.ask<OwnProfile & { deviceId: string; deviceName: string }>("account.me");
  devices = () => this.ask<Device[]>("devices.list");
  signOutDevice = (deviceId: string) => this.change<unknown>("devices.signOut", { deviceId });
  requestContact = (personId: string) => this.change<Contact>("contacts.request", { personId });
  acceptContact = (personId: string) => this.change<Contact>("contacts.accept", { personId });
  removeContact = (personId: string) => this.change<Contact>("contacts.remove", { personId });
  makeGroup = (name: string, people: string[]) =>
    this.change<Group>("contacts.groups.create", { name, people });
  makeInvite = () => this.change<Invite & { token: string }>("contacts.invites.create", {});
  rename = (name: string) => this.change<OwnProfile>("account.updateProfile", { name });
  find = (query: string) => this.ask<Contact>("contacts.find", { query });
  report = (personId: string) => this.change<unknown>("reports.send", { personId, reason: "other" });
  block = (personId: string) => this.change<Contact>("contacts.block", { personId });
  favourite = (personId: string) =>
    this.change<Contact>("contacts.favourite", { personId, isFavourite: true });
  start = (people: string[], media: "audio" | "video" = "video", idempotencyKey = crypto.randomUUID()) =>
    this.change<StartedCall>("calls.start", { people, media, idempotencyKey });
  ringAgain = (callId: string, personId: string) =>
    this.change<unknown>("calls.ringAgain", { callId, personId });
  addPeople = (callId: string, people: string[]) =>
    this.change<unknown>("calls.addPeople", { callId, people });
  alerted = (callId: string, isVisible = true) =>
    this.change<{ warm: WarmAdmission | null }>("calls.alerted", { callId, isVisible });
  answer = (callId: string) => this.change<Admission>("calls.answer", { callId });
  decline = (callId: string) => this.change<unknown>("calls.decline", { callId });
  leave = (callId: string) => this.change<unknown>("calls.leave", { callId });
  join = (callId: string) => this.change<Admission>("calls.join", { callId });
  createMeeting = (input: Partial<CreateMeeting> = {}) =>
    this.change<{ meetingId: string; slug: string }>("meetings.create", input);
  presence = () => this.ask<Presence>("live.presence");
  setQuiet = (input: QuietInput) => this.change<RingSettings>("presence.setQuiet", input);
  ringSettings = (input: RingSettingsInput) => this.change<RingSettings>("presence.changeSettings", input);
  iceServers = () => this.ask<IceServers>("relay.iceServers");
  state = () => this.ask<LiveState>("live.state");
  pushState = () => this.ask<PushState>("push.state");
  ownKeys = () => this.ask<OwnKeys | null>("identity.own");
  history = async () => (await this.ask<{ entries: HistoryEntry[] }>("history.list", { limit: 30 })).entries;

  /** Signs in as a browser does: next-auth's form, with its token against forged requests. */
  async signIn(email: string, password: string): Promise<void> {
    const csrf = (await (await this.request.get(`${this.url}/api/auth/csrf`)).json()) as {
      csrfToken: string;
    };
    const answer = await this.request.post(`${this.url}/api/auth/callback/credentials`, {
      form: { email, password, csrfToken: csrf.csrfToken, callbackUrl: this.url, json: "true" },
      headers: { "x-peal": "1" },
      maxRedirects: 0,
    });
    if (answer.status() >= 400)
      throw new Error(`sign-in answered ${answer.status()}: ${await answer.text()}`);
  }

  private async ask<T>(procedure: string, input?: unknown): Promise<T> {
    const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return read<T>(
      await this.request.get(`${this.url}/api/trpc/${procedure}${query}`, { headers: { "x-peal": "1" } }),
    );
  }

  private async change<T>(procedure: string, input: unknown): Promise<T> {
    return read<T>(
      await this.request.post(`${this.url}/api/trpc/${procedure}`, {
        data: input as object,
        headers: { "x-peal": "1" },
      }),
    );
  }
}

async function read<T>(response: APIResponse): Promise<T> {
  const body = (await response.json()) as {
    result?: { data: T };
    error?: { message: string; data?: { problem?: Problem } };
  };
  if (body.error?.data?.problem) throw new Refused(body.error.data.problem);
  if (body.error) throw new Error(`${response.url()}: ${body.error.message}`);
  return body.result?.data as T;
}
