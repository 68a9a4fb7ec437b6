"use client";
import { Brush, Presentation } from "lucide-react";
import { useTranslations } from "next-intl";
import { MoreItem, type MoreProps } from "@/components/stage/more-entry";
import { toast } from "@/components/ui/toast";
import { useStore } from "@/components/use-store";
import { startInk } from "@/lib/ink/ink-now";
import { isOwnScreenShown, showOwnScreen } from "@/lib/ink/own-screen";

/** Opens a whiteboard for everybody. */
export function BoardEntry({ session, onClose }: MoreProps) {
  const t = useTranslations("ink");
  if (session.role !== "active") return null;
  const open = () => {
    onClose();
    startInk().then(
      (ink) => ink.boards.open(),
      () => toast(t("failed")),
    );
  };
  return <MoreItem icon={<Presentation aria-hidden="true" />} label={t("board")} onSelect={open} />;
}

/** Shows the screen that one shares oneself, to draw on it. */
export function OwnScreenEntry({ session, onClose }: MoreProps) {
  const t = useTranslations("ink");
  const isShown = useStore(isOwnScreenShown);
  if (!session.sending.share || session.role !== "active") return null;
  return (
    <MoreItem
      icon={<Brush aria-hidden="true" />}
      label={t("drawOwn")}
      isOn={isShown}
      onSelect={() => {
        showOwnScreen(!isShown);
        onClose();
      }}
    />
  );
}
