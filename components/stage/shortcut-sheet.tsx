"use client";
import { useTranslations } from "next-intl";
import { Modal } from "@/components/ui/modal";
import { useStore } from "@/components/use-store";
import { offeredShortcuts, type Shortcut, shortcutKeys } from "@/lib/shortcuts";

const names = Object.keys(shortcutKeys) as Shortcut[];

type ShortcutSheetProps = { isOpen: boolean; onClose: () => void };

/** The keys that do something in this call. */
export function ShortcutSheet({ isOpen, onClose }: ShortcutSheetProps) {
  const t = useTranslations("stage.shortcuts");
  const close = useTranslations("stage")("close");
  const offered = useStore(offeredShortcuts);
  const canTalk = offered.has("microphone");
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={t("title")} close={close} isDark>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-1 text-ink text-sm">
        {names
          .filter((name) => (name === "talk" ? canTalk : offered.has(name)))
          .map((name) => (
            <div key={name} className="col-span-2 grid min-h-10 grid-cols-subgrid items-center">
              <dt>{t(`does.${name}`)}</dt>
              <dd>
                <kbd className="inline-flex min-h-8 min-w-8 items-center justify-center rounded-sm bg-wash px-2 font-sans ring-1 ring-line">
                  {name === "talk" ? t("space") : shortcutKeys[name].toUpperCase()}
                </kbd>
              </dd>
            </div>
          ))}
      </dl>
    </Modal>
  );
}
