"use client";
import { MonitorSmartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import type { LiveCall } from "@/server/live/contract";
import { LateMoveDialog } from "./late-handoff";

/** Moves the running call to another device of one's own. */
export function MoveButton({ call }: { call: LiveCall }) {
  const t = useTranslations("handoff");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton size="lg" tone="secondary" label={t("moveTo")} onClick={() => setOpen(true)}>
        <MonitorSmartphone aria-hidden="true" />
      </IconButton>
      {isOpen && <LateMoveDialog call={call} isDark onClose={() => setOpen(false)} />}
    </>
  );
}
