import { ChevronRight } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import type { RunningSession } from "@/lib/call/session-state";
import type { LiveCall } from "@/server/live/contract";

/** A sheet of its own that an entry opens in the menu's place. */
export type MorePanel = { title: string; Panel: ComponentType<MoreProps> };

/** What each entry of the menu, and each of its sheets, is given. */
export type MoreProps = {
  session: RunningSession;
  call: LiveCall;
  /** Puts a sheet in the menu's place, with a way back. */
  onShow: (panel: MorePanel) => void;
  /** Closes the menu. */
  onClose: () => void;
};

type MoreItemProps = {
  icon: ReactNode;
  label: ReactNode;
  /** A word at its end: the key that does the same, or what is chosen. */
  hint?: ReactNode;
  /** It is on or off; absent for what is done once. */
  isOn?: boolean;
  /** It opens a sheet. */
  hasPanel?: boolean;
  onSelect: () => void;
};

/** One line of the menu. */
export function MoreItem({ icon, label, hint, isOn, hasPanel = false, onSelect }: MoreItemProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onSelect}
      className="flex min-h-11 w-full items-center gap-3 rounded-sm px-3 text-start text-sm hover:bg-wash focus-visible:bg-wash aria-pressed:text-accent-text [&_svg]:size-4.5 [&_svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint && <span className="max-w-28 shrink-0 truncate text-muted text-xs">{hint}</span>}
      {hasPanel && <ChevronRight aria-hidden="true" className="text-muted rtl:rotate-180" />}
    </button>
  );
}
