"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { IconButton } from "./icon-button";

type SidePanelProps = {
  /** Its accessible name, and its title where no other is given. */
  name: string;
  title?: string;
  /** The name of the button that closes. */
  close: string;
  onClose: () => void;
  /** What stands before the title, such as a way back. */
  before?: ReactNode;
  /** On a phone as high as it may be, however little it holds. */
  isTall?: boolean;
  children: ReactNode;
};

/**
 * Something beside the stage, on a phone a sheet over it. Focus goes to what is marked `data-first`, else to the first button, and comes
 * back at the end; Escape inside closes.
 */
export function SidePanel({ name, title = name, close, onClose, before, isTall, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  useFocusWithin(panel, onClose);
  return (
    <aside
      ref={panel}
      aria-label={name}
      className={`absolute inset-x-0 bottom-0 z-20 flex ${isTall ? "h-[75dvh]" : "max-h-[75dvh]"} flex-col rounded-t-lg bg-card shadow-float sm:inset-x-auto sm:inset-y-0 sm:right-0 sm:h-auto sm:max-h-none sm:w-88 sm:rounded-none sm:border-line sm:border-l`}
    >
      <div className="flex items-center gap-2 p-4 pb-2">
        {before}
        <h2 className="min-w-0 flex-1 truncate font-semibold text-lg">{title}</h2>
        <IconButton tone="ghost" label={close} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {children}
    </aside>
  );
}

function useFocusWithin(panel: { readonly current: HTMLElement | null }, onClose: () => void) {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const element = panel.current;
    const last = document.activeElement;
    // The key that has opened it is not to be written into it.
    const late = setTimeout(() => {
      const first = element?.querySelector<HTMLElement>("[data-first]") ?? element?.querySelector("button");
      first?.focus();
    });
    const press = (event: KeyboardEvent) => event.key === "Escape" && close();
    element?.addEventListener("keydown", press);
    return () => {
      clearTimeout(late);
      element?.removeEventListener("keydown", press);
      if (last instanceof HTMLElement) last.focus();
    };
  }, [panel]);
}
