"use client";
import { useEffect, useRef } from "react";

/**
 * For a native `<dialog>` that is there as long as it is open: shows it as a modal one, so that focus stays inside, gives the focus to what
 * is marked `data-first`, and gives it back at the end. Escape and what else asks it to close is the caller's.
 */
export function useModalDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLButtonElement>("[data-first]")?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return dialog;
}
