import { describe, expect, it, vi } from "vitest";
import { type Message, openChannel } from "./messages";

describe("law 6: what tabs of one device say to each other", () => {
  it("hands keys on as they came, and drops what it does not know", async () => {
    const heard: Message[] = [];
    const [leader, other] = [openChannel(() => {}), openChannel((message) => heard.push(message))];
    const event = { callId: "c", after: 3, deliveries: [{ seq: 4, message: { body: { name: "\u0000" } } }] };
    leader.send({ kind: "something new" } as unknown as Message);
    leader.send({ kind: "keys", event });
    await vi.waitFor(() => expect(heard).toEqual([{ kind: "keys", event }]));
    leader.close();
    other.close();
  });
});
