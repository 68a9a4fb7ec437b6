"use client";
import { useEffect, useState } from "react";
import { offerShortcut } from "@/lib/shortcuts";
import { LateShortcutSheet } from "./late-aids";

/** Opens and closes the list of keys by one of them. */
export function ShortcutList() {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  if (isOpen && !wasOpened) setOpened(true);
  useEffect(() => offerShortcut("shortcuts", () => setOpen((isShown) => !isShown)), []);
  return wasOpened && <LateShortcutSheet isOpen={isOpen} onClose={() => setOpen(false)} />;
}
