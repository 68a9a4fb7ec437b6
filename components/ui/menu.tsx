"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button";

/** What can be done besides, behind three dots. `label` names the button. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger
        render={
          <IconButton tone="ghost" label={label}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      />
      <MenuPopup>{children}</MenuPopup>
    </Base.Root>
  );
}

/** The sheet on which the acts of a menu stand. */
export function MenuPopup({ children }: { children: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={6} align="end" className="z-30 outline-none">
        <Base.Popup className="min-w-48 origin-(--transform-origin) rounded-md bg-card p-1.5 shadow-float ring-1 ring-line transition-[opacity,scale] duration-100 data-ending-style:scale-95 data-starting-style:scale-95 data-ending-style:opacity-0 data-starting-style:opacity-0">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** One act in a menu. */
export function MenuItem({
  icon,
  isHarmful = false,
  onSelect,
  children,
}: {
  icon: ReactNode;
  isHarmful?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Base.Item
      onClick={onSelect}
      className={`flex min-h-11 select-none items-center gap-3 rounded-sm px-3 text-sm outline-none data-highlighted:bg-wash [&_svg]:size-4.5 ${
        isHarmful ? "text-end-text" : "text-ink"
      }`}
    >
      {icon}
      {children}
    </Base.Item>
  );
}
