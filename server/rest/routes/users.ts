import { z } from "zod";
import { deviceInput, name, profileInput } from "../../auth/contract";
import { refuse } from "../../errors";
import { iceServers } from "../../relay/contract";
import { cut, pageInput, pageOf } from "../pages";
import { type Asked, route } from "../route";
import { device, me } from "../shapes";

const nothing = z.object({});

async function deviceOf({ api }: Asked, deviceId: string) {
  const found = (await api.devices.list()).find(({ id }) => id === deviceId);
  return found ?? refuse({ code: "not_found" });
}

export const userRoutes = [
  route({
    method: "GET",
    path: "/users/me",
    id: "getMe",
    tag: "users",
    summary: "Who you are, and the device as which the token acts",
    scope: "profile:read",
    input: nothing,
    output: me,
    status: 200,
    problems: [],
    run: ({ api }) => api.account.me(),
  }),
  route({
    method: "PATCH",
    path: "/users/me",
    id: "updateMe",
    tag: "users",
    summary: "Change your name",
    scope: "profile:write",
    input: profileInput,
    output: me,
    status: 200,
    problems: [],
    run: async ({ api }, input) => {
      await api.account.updateProfile(input);
      return await api.account.me();
    },
  }),
  route({
    method: "GET",
    path: "/devices",
    id: "listDevices",
    tag: "devices",
    summary: "Your signed-in devices, the token's own first",
    scope: "devices:read",
    input: pageInput,
    output: pageOf(device),
    status: 200,
    problems: [],
    run: async ({ api }, page) => cut(await api.devices.list(), page),
  }),
  route({
    method: "PATCH",
    path: "/devices/{device_id}",
    id: "updateDevice",
    tag: "devices",
    summary: "Rename a device, or let calls ring on it or not",
    scope: "devices:write",
    input: deviceInput.extend({ name: name.optional(), ringEnabled: z.boolean().optional() }),
    output: device,
    status: 200,
    problems: ["not_found"],
    run: async (asked, { deviceId, name: called, ringEnabled }) => {
      if (called !== undefined) await asked.api.devices.rename({ deviceId, name: called });
      if (ringEnabled !== undefined) await asked.api.devices.setRinging({ deviceId, ringEnabled });
      return await deviceOf(asked, deviceId);
    },
  }),
  route({
    method: "DELETE",
    path: "/devices/{device_id}",
    id: "signOutDevice",
    tag: "devices",
    summary: "Sign a device out",
    description: "With the token's own device its log-in, or the personal token, ends.",
    scope: "devices:write",
    input: deviceInput,
    output: null,
    status: 204,
    problems: ["not_found"],
    run: ({ api }, input) => api.devices.signOut(input),
  }),
  route({
    method: "GET",
    path: "/ice-servers",
    id: "listIceServers",
    tag: "media",
    summary: "STUN and TURN with credentials, as RTCPeerConnection takes them",
    description: "Credentials end after `ttl` seconds.",
    scope: "calls:write",
    input: nothing,
    output: iceServers as unknown as z.ZodType<unknown, z.output<typeof iceServers>>,
    status: 200,
    problems: [],
    isVerbatim: true,
    run: ({ api }) => api.relay.iceServers(),
  }),
];
