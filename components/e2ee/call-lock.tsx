"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { type CallSecurity, isLoud, type LockState, lockOf } from "@/lib/call/security-state";
import type { LiveCall } from "@/server/live/contract";
import { LateSecurityPanel } from "./late-security-panel";
import { LockIcon } from "./lock-icon";
import { useLate } from "./use-late";

/** A call is secured in a moment; only what takes longer is shown to take time. */
const QUICK_MS = 1_000;

const tones: Record<LockState, string> = {
  securing: "bg-black/40 text-white hover:bg-black/60",
  secure: "bg-black/40 text-white hover:bg-black/60",
  verified: "bg-black/40 text-ok-text hover:bg-black/60",
  unconfirmed: "bg-black/60 text-accent hover:bg-black/80",
  changed: "bg-accent text-on-accent hover:bg-accent-press",
  recorded: "bg-accent text-on-accent hover:bg-accent-press",
  different_lists: "bg-end text-on-end hover:bg-end-press",
  no_keys: "bg-accent text-on-accent hover:bg-accent-press",
  unencrypted: "bg-accent-wash text-accent-text ring-1 ring-accent ring-inset",
};

type CallLockProps = { security: CallSecurity; call: LiveCall };

/** How the call is protected: a quiet sign, or words where something is wrong; behind it the code and the members. */
export function CallLock({ security, call }: CallLockProps) {
  const t = useTranslations("e2ee");
  const [isOpen, setOpen] = useState(false);
  const state = lockOf(security);
  const words = t(`state.${state}`);
  const label = t("lock", { state: words });
  const isSlow = useLate(state === "securing", QUICK_MS);
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={`inline-flex h-11 min-w-11 max-w-full shrink-0 items-center justify-center gap-2 rounded-full text-sm hover:transition-[background-color,transform] active:scale-95 ${isLoud(state) ? "px-4 font-semibold" : ""} ${tones[state]}`}
      >
        {isSlow ? <Spinner /> : <LockIcon state={state} className="size-5 shrink-0" />}
        {isLoud(state) && <span className="text-left leading-tight">{words}</span>}
      </button>
      <span role="status" className="sr-only">
        {isLoud(state) && words}
      </span>
      {isOpen && <LateSecurityPanel security={security} call={call} onClose={() => setOpen(false)} />}
    </>
  );
}
