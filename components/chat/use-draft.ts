"use client";
import { useState } from "react";

/** What was begun in the chat of a call stays while the panel is closed; in memory alone. */
const drafts = new Map<string, string>();

export function useDraft(callId: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(callId) ?? "");
  const write = (next: string) => {
    drafts.set(callId, next);
    setText(next);
  };
  return [text, write];
}
