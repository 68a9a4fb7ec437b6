import { refuse } from "../errors";
import { isMember, type KeyMember } from "./access";
import { type Announce, type Message, MOST_MESSAGE_BYTES, type SignedMessage } from "./contract";

/** Bytes of a message as it is stored. */
export const bytesOf = (message: SignedMessage): number => Buffer.byteLength(JSON.stringify(message));

/** The admissions for which a message is; null for everyone on the call. */
export function readersOf(body: Message): string[] | null {
  if (body.type === "key") return body.wraps.map((wrap) => wrap.to);
  return body.type === "ack" || body.type === "need" ? [body.to] : null;
}

/**
 * Refuses what the sender may not send: of another call (`bad_input`), in another's name (`not_found`), too large, for somebody
 * who never was on the call or a key for somebody whom it still rings (`bad_input`); and before the answer everything but who
 * one is (`not_on_call`). Whether a signature is good is for those who receive it.
 */
export function refuseUnsound(
  member: KeyMember,
  messages: SignedMessage[],
  { toRinging = false }: { toRinging?: boolean } = {},
): void {
  for (const message of messages) {
    const { body } = message;
    if (bytesOf(message) > MOST_MESSAGE_BYTES) bad("too_large");
    if (body.callId !== member.callId) bad("other_call");
    if (body.from !== member.own.id) refuse({ code: "not_found" });
    if (body.type === "announce") refuseOtherPerson(member, body);
    else if (!isMember(member.own)) refuse({ code: "not_on_call" });
    for (const id of readersOf(body) ?? []) {
      const reader = member.admissions.get(id);
      if (!reader) bad("unknown_admission");
      if (!toRinging && body.type === "key" && reader?.state === "ringing") bad("ringing");
    }
  }
}

/** A person with an account says which one; a guest says to be one, and names no account. */
function refuseOtherPerson({ actor }: KeyMember, { kind, userId }: Announce): void {
  const said = actor.kind === "guest" ? null : actor.userId;
  if (kind !== actor.kind || userId !== said) refuse({ code: "not_found" });
}

const bad = (reason: string) => refuse({ code: "bad_input", field: "messages", reason });
