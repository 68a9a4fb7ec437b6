import { expect, test } from "vitest";
import { relayUrls } from "./check-relay";

const servers = [
  { urls: ["stun:relay.example:3478"] },
  {
    urls: [
      "turn:relay.example:3478?transport=udp",
      "turn:relay.example:3478?transport=tcp",
      "turn:other.example",
    ],
    username: "1700000000:ana",
    credential: "secret",
  },
  { urls: ["turns:relay.example:5349?transport=tcp"], username: "1700000000:ana", credential: "secret" },
];

test("C5 each way to the relay is tried with the addresses of that way alone, and its credentials", () => {
  const [udp, tcp, tls] = (["udp", "tcp", "tls"] as const).map((way) => relayUrls(servers, way));
  expect(udp).toEqual([
    {
      urls: ["turn:relay.example:3478?transport=udp", "turn:other.example"],
      username: "1700000000:ana",
      credential: "secret",
    },
  ]);
  expect(tcp?.map(({ urls }) => urls)).toEqual([["turn:relay.example:3478?transport=tcp"]]);
  expect(tls?.map(({ urls }) => urls)).toEqual([["turns:relay.example:5349?transport=tcp"]]);
});
