"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Button } from "./button";

type ConfirmDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  text: string;
  /** The words on the button that does it, and on the one that does not. */
  confirm: string;
  cancel: string;
  onConfirm: () => void;
};

/** Asks once before something that hurts. Focus goes in and comes back; Escape means no. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  text,
  confirm,
  cancel,
  onConfirm,
}: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-2rem)] max-w-sm -translate-x-1/2 -translate-y-1/2 rounded-lg bg-card p-6 shadow-float transition-[opacity,scale] duration-150 data-ending-style:scale-95 data-starting-style:scale-95 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <AlertDialog.Title className="mb-2 font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted">{text}</AlertDialog.Description>
          <div className="mt-6 flex justify-end gap-2">
            <AlertDialog.Close render={<Button tone="ghost">{cancel}</Button>} />
            <Button
              tone="end"
              onClick={() => {
                onConfirm();
                onClose();
              }}
            >
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
