"use client";
import { type ReactNode, useState } from "react";

type PopoverProps = {
  /** The `popoverTarget` of the button that opens it. */
  id: string;
  name: string;
  /** Its place, size and padding. */
  className: string;
  /** What stands in it; rendered while it is open. */
  children: ReactNode;
};

/** A native popover over the page: it closes with Escape or a press beside it, and gives focus back. */
export function Popover({ id, name, className, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div
      id={id}
      popover="auto"
      role="group"
      aria-label={name}
      onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
      // Not before: a browser gives back the focus only of what is still there.
      onToggle={(event) => event.newState === "closed" && setOpen(false)}
      className={`fixed max-w-[calc(100vw-1.5rem)] bg-card text-ink shadow-float ring-1 ring-line ${className}`}
    >
      {isOpen && children}
    </div>
  );
}

export const closePopover = (id: string): void => document.getElementById(id)?.hidePopover();
