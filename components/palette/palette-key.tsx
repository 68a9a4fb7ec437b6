"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";

const LatePalette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

/** Opens the palette with Ctrl K or ⌘ K, on every page; its code comes with the first press. */
export function PaletteKey() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAsked = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isAsked || event.key.toLowerCase() !== "k" || event.repeat) return;
      // Browsers have a search of their own under this key.
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return isOpen && <LatePalette onClose={() => setOpen(false)} />;
}
