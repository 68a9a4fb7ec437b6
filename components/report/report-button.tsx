"use client";
import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { LateReportDialog } from "./late-report-dialog";
import type { ReportDialogProps } from "./report-dialog";

type ReportButtonProps = Omit<ReportDialogProps, "onClose"> & {
  /** A sign alone, in a row of a list. */
  isSmall?: boolean;
};

/** The way to report somebody. */
export function ReportButton({ isSmall = false, ...about }: ReportButtonProps) {
  const t = useTranslations("report");
  const [isOpen, setOpen] = useState(false);
  const name = t("openFor", { name: about.person.name });
  return (
    <>
      {isSmall ? (
        <IconButton tone="ghost" label={name} onClick={() => setOpen(true)}>
          <Flag aria-hidden="true" />
        </IconButton>
      ) : (
        <Button className="justify-self-start" onClick={() => setOpen(true)}>
          <Flag aria-hidden="true" className="size-4.5" />
          {name}
        </Button>
      )}
      {isOpen && <LateReportDialog {...about} onClose={() => setOpen(false)} />}
    </>
  );
}
