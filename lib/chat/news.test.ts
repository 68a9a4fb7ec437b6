import { expect, it } from "vitest";
import { carriedLayout } from "@/server/layout/contract";
import { continueLayout, layoutNow } from "@/lib/call/stage-layout";
import { haveRead, readTo, showChat } from "./news";

it("R8 whether the chat is open and how far it was read goes along with a call that moves", () => {
  const callId = crypto.randomUUID();
  haveRead(callId, 7);
  showChat(callId, true);
  const told = carriedLayout.parse(JSON.parse(JSON.stringify(layoutNow())));
  expect(told.chat).toEqual({ callId, isOpen: true, readTo: 7 });

  // As another device takes it up; and from one that does not say so yet.
  const other = crypto.randomUUID();
  continueLayout({ ...told, chat: { callId: other, isOpen: true, readTo: 9 } });
  expect(readTo(other)).toBe(9);
  haveRead(other, 4);
  expect(readTo(other)).toBe(9);
  const { chat: _, ...older } = told;
  continueLayout(carriedLayout.parse(older));
  expect(readTo(crypto.randomUUID())).toBe(0);
});
