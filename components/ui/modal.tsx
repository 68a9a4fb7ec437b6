"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button";

type ModalProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** The name of the button that closes. */
  close: string;
  /** Over the stage, which is dark whatever the page. */
  isDark?: boolean;
  children: ReactNode;
};

/** A matter of its own over the page: in the middle of a wide screen, a sheet from below on a phone. Escape closes. */
export function Modal({ isOpen, onClose, title, close, isDark, children }: ModalProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          data-scheme={isDark ? "dark" : undefined}
          className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[90dvh] flex-col gap-4 rounded-t-lg bg-card p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-float transition-[opacity,translate] duration-150 data-ending-style:translate-y-4 data-starting-style:translate-y-4 data-ending-style:opacity-0 data-starting-style:opacity-0 sm:top-1/2 sm:bottom-auto sm:w-[28rem] sm:max-w-[calc(100vw-2rem)] sm:-translate-y-1/2 sm:rounded-lg"
        >
          <div className="flex items-center justify-between gap-4">
            <Dialog.Title className="min-w-0 truncate font-semibold text-lg">{title}</Dialog.Title>
            <Dialog.Close
              render={
                <IconButton tone="ghost" label={close} className="-m-2">
                  <X aria-hidden="true" />
                </IconButton>
              }
            />
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
