"use client";
import { MonitorSmartphone, PhoneCall } from "lucide-react";
import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { useStore } from "@/components/use-store";
import { liveState } from "@/lib/live/live-store";

/** Says at the top of a page that a call goes on: here, with the way back, or on another device. */
export function RunningCall() {
  const t = useTranslations("home");
  const live = useStore(liveState);
  const call = live?.call;
  const isHere = call?.admissionId != null && call.state !== "ended";
  const names = (people: { name: string }[]) => people.map((person) => person.name).join(", ") || t("nobody");
  if (!isHere && !live?.elsewhere.length) return null;
  return (
    <div className="mb-6 grid gap-3">
      {isHere && (
        <Banner
          icon={<PhoneCall />}
          action={
            <ButtonLink href={`/call/${call.callId}`} tone="primary" size="sm">
              {t("return")}
            </ButtonLink>
          }
        >
          {t(call.state === "ringing" ? "calling" : "running", {
            people: names(call.participants.filter((one) => !one.isMe).map((one) => one.person)),
          })}
        </Banner>
      )}
      {live?.elsewhere.map((other) => (
        <Banner key={other.callId} icon={<MonitorSmartphone />}>
          {t("elsewhere", { people: names(other.people), device: other.deviceName })}
        </Banner>
      ))}
    </div>
  );
}
