import { Lock, LockOpen, type LucideIcon, ShieldAlert, ShieldCheck } from "lucide-react";
import type { LockState } from "@/lib/call/security-state";

const icons: Record<LockState, LucideIcon> = {
  securing: Lock,
  secure: Lock,
  verified: ShieldCheck,
  unconfirmed: ShieldAlert,
  changed: ShieldAlert,
  recorded: ShieldAlert,
  different_lists: ShieldAlert,
  no_keys: ShieldAlert,
  unencrypted: LockOpen,
};

/** The sign of what the lock says; its neighbour has the words. */
export function LockIcon({ state, className }: { state: LockState; className?: string }) {
  const Icon = icons[state];
  return <Icon aria-hidden="true" className={className} />;
}
