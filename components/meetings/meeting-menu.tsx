"use client";
import { CalendarX, KeyRound, Link2, Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Modal } from "@/components/ui/modal";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { meetingLink } from "@/lib/e2ee/link-secret";
import { renewLink } from "@/lib/meeting/make-meeting";
import type { MeetingDetail } from "@/server/meetings/contract";
import { useCopy } from "@/components/ui/use-copy";
import { useLinkSecret } from "./use-link-secret";
import { useMeetingChange } from "./use-meeting-change";

/** What a host can do about a meeting before it begins. */
export function MeetingMenu({ meeting }: { meeting: MeetingDetail }) {
  const t = useTranslations("meetings");
  const router = useRouter();
  const { run } = useMeetingChange();
  const [open, setOpen] = useState<"cancel" | "rotate" | null>(null);
  const [hostSecret, setHostSecret] = useState<string | null>(null);
  const { meetingId, host, isPersonal } = meeting;

  async function cancel() {
    const isDone = await run(async () => {
      await api.meetings.cancel.mutate({ meetingId });
      return true;
    });
    if (isDone) toast(t("cancelDone"));
  }
  async function rotate() {
    if (await run(() => renewLink(meetingId))) toast(t("rotated"));
  }
  async function makeHostLink() {
    const made = await run(() => api.meetings.newHostLink.mutate({ meetingId }));
    if (made) setHostSecret(made.hostSecret);
  }

  return (
    <>
      <Menu label={t("more")}>
        <MenuItem
          icon={<Pencil aria-hidden="true" />}
          onSelect={() => router.push(`/meetings/${meetingId}/edit`)}
        >
          {t("edit")}
        </MenuItem>
        {host?.isOwner && (
          <>
            <MenuItem icon={<KeyRound aria-hidden="true" />} onSelect={makeHostLink}>
              {t("hostLink")}
            </MenuItem>
            <MenuItem icon={<Link2 aria-hidden="true" />} onSelect={() => setOpen("rotate")}>
              {t("rotate")}
            </MenuItem>
          </>
        )}
        {!isPersonal && (
          <MenuItem icon={<CalendarX aria-hidden="true" />} isHarmful onSelect={() => setOpen("cancel")}>
            {t("cancel")}
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        isOpen={open === "cancel"}
        onClose={() => setOpen(null)}
        title={t("cancelTitle")}
        text={t("cancelText")}
        confirm={t("cancel")}
        cancel={t("keep")}
        onConfirm={cancel}
      />
      <ConfirmDialog
        isOpen={open === "rotate"}
        onClose={() => setOpen(null)}
        title={t("rotateTitle")}
        text={t("rotateText")}
        confirm={t("rotate")}
        cancel={t("keep")}
        onConfirm={rotate}
      />
      {hostSecret && (
        <HostLink meeting={meeting} hostSecret={hostSecret} onClose={() => setHostSecret(null)} />
      )}
    </>
  );
}

type HostLinkProps = { meeting: MeetingDetail; hostSecret: string; onClose: () => void };

function HostLink({ meeting, hostSecret, onClose }: HostLinkProps) {
  const t = useTranslations("meetings");
  const close = useTranslations("common")("close");
  const copy = useCopy({ copied: t("copied"), notCopied: t("notCopied") });
  const secret = useLinkSecret(meeting);
  const url = meetingLink(meeting.slug, secret ?? null);
  const full = `${url}${secret ? "&" : "#"}h=${hostSecret}`;
  return (
    <Modal isOpen onClose={onClose} title={t("hostLink")} close={close}>
      <Field
        label={t("hostLink")}
        hint={t("hostLinkText")}
        readOnly
        value={full}
        onFocus={(event) => event.target.select()}
      />
      <Button tone="primary" wide onClick={() => copy(full)}>
        {t("copy")}
      </Button>
    </Modal>
  );
}
