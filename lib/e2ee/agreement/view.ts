import { DIFFERENT_MS, SECURING_MS } from "./limits";
import { expected } from "./members";
import { isSecured } from "./missing";
import type { Agreement } from "./state";

export type View = {
  phase: "securing" | "secure" | "trouble";
  trouble: "different_lists" | "no_keys" | null;
  members: { admissionId: string; isSecured: boolean }[];
};

/** What the interface shows. Who is alone is secure. */
export function viewOf(state: Agreement, now: number): View {
  const members = [...state.members].map((id) => ({ admissionId: id, isSecured: isSecured(state, id) }));
  const trouble = troubleOf(state, now);
  if (trouble) return { phase: "trouble", trouble, members };
  const isSecuring = !state.isRinging && expected(state).some((id) => !isSecured(state, id));
  return { phase: isSecuring ? "securing" : "secure", trouble: null, members };
}

function troubleOf({ different, missing }: Agreement, now: number): View["trouble"] {
  if ([...different.values()].some(({ since }) => now >= since + DIFFERENT_MS)) return "different_lists";
  if ([...missing.values()].some(({ since }) => now >= since + SECURING_MS)) return "no_keys";
  return null;
}
