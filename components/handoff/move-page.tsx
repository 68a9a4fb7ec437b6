"use client";
import { MonitorSmartphone, PhoneCall, PhoneOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BellMark } from "@/components/ui/bell-mark";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Spinner } from "@/components/ui/spinner";
import { useStore } from "@/components/use-store";
import { callsElsewhere, canMove } from "@/lib/call/handoff";
import { liveState } from "@/lib/live/live-store";
import { TakeOver } from "./take-over";

/** Where a call that runs on another device is taken over; or, where there is nothing to take, why, and the way on. */
export function MovePage({ callId }: { callId: string }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-5xl flex-col px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(1rem,env(safe-area-inset-bottom))] sm:px-8">
      <div className="flex h-14 items-center">
        <BellMark className="size-8" />
      </div>
      <Content callId={callId} />
    </main>
  );
}

function Content({ callId }: { callId: string }) {
  const t = useTranslations("handoff.page");
  const live = useStore(liveState);
  if (!live) {
    return (
      <Middle>
        <p role="status" className="flex flex-col items-center gap-4 text-muted">
          <Spinner />
          {t("loading")}
        </p>
      </Middle>
    );
  }
  const { call } = live;
  const isHere =
    call?.callId === callId && call.state !== "ended" && call.admissionId && call.role === "active";
  const elsewhere = live.elsewhere.find((one) => one.callId === callId);
  if (isHere) {
    return (
      <Nothing icon={<PhoneCall />} title={t("hereTitle")} text={t("hereText")}>
        <ButtonLink href={`/call/${callId}`} replace tone="primary" size="lg">
          {t("return")}
        </ButtonLink>
      </Nothing>
    );
  }
  const home = (
    <ButtonLink href="/" replace size="lg">
      {t("home")}
    </ButtonLink>
  );
  if (!elsewhere) {
    return (
      <Nothing icon={<PhoneOff />} title={t("overTitle")} text={t("overText")}>
        {home}
      </Nothing>
    );
  }
  if (!canMove(elsewhere)) {
    const text = t("ringingText", { device: elsewhere.deviceName });
    return (
      <Nothing icon={<MonitorSmartphone />} title={t("ringingTitle")} text={text}>
        {home}
      </Nothing>
    );
  }
  const isBeside = !callsElsewhere(live).includes(elsewhere);
  return <TakeOver elsewhere={elsewhere} deviceId={live.deviceId} isBeside={isBeside} />;
}

const Middle = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-1 flex-col items-center justify-center pb-14">{children}</div>
);

type NothingProps = { icon: ReactNode; title: string; text: string; children: ReactNode };

const Nothing = ({ icon, title, text, children }: NothingProps) => (
  <Middle>
    <div role="status">
      <EmptyState icon={icon} title={title} text={text} action={children} />
    </div>
  </Middle>
);
