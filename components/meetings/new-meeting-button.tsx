"use client";
import { Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { makeMeeting } from "@/lib/meeting/make-meeting";
import { useMeetingChange } from "./use-meeting-change";

/** Starts a meeting at once: its link is made, and its page opens. */
export function NewMeetingButton() {
  const t = useTranslations("meetings");
  const { run, isBusy } = useMeetingChange();
  const start = async () => {
    const made = await run(() => makeMeeting({}, crypto.randomUUID()));
    // A page of its own: the secret stands in the fragment, which the page takes out of the address.
    if (made) location.assign(made.link);
  };
  return (
    <Button tone="primary" isBusy={isBusy} onClick={start}>
      {!isBusy && <Video aria-hidden="true" className="size-5" />}
      {t("new")}
    </Button>
  );
}
