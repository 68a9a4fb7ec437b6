"use client";
import { useTranslations } from "next-intl";
import type { HistoryDetail, Moment } from "@/server/history/contract";
import { useCallWords } from "./use-call-words";

/** Turns a moment of a call into words: who did what, "you" for oneself. */
export function useMomentWords(call: HistoryDetail): (moment: Moment) => string {
  const t = useTranslations("history");
  const words = useCallWords();
  return (moment) => {
    const { kind, person } = moment;
    if (kind === "ended") return endWords(moment);
    if (kind === "moved") return t("timeline.moved", { device: moment.deviceName });
    if (kind === "rung") return rungWords(person, moment.by);
    if (!person) return ownWords(kind);
    if (kind === "called")
      return t(call.people.length > 1 ? "timeline.calledPeople" : "timeline.called", { name: person.name });
    return t(`timeline.${kind}`, { name: person.name });
  };

  function endWords({ reason, stage }: Extract<Moment, { kind: "ended" }>): string {
    const [caller] = call.people;
    if (reason === "cancelled" && call.direction === "outgoing") return t("ended.youCancelled");
    if (reason === "cancelled" && caller) return t("ended.theyCancelled", { name: caller.name });
    if (reason === "failed" && stage) return t(`ended.failedAt.${stage}`);
    return t(`ended.${reason}`);
  }

  function rungWords(person: Moment["person"], by: Moment["person"]): string {
    if (!person) return t("timeline.youRung", { by: by?.name ?? "" });
    return by
      ? t("timeline.rung", { by: by.name, name: person.name })
      : t("timeline.rungByYou", { name: person.name });
  }

  function ownWords(kind: Exclude<Moment["kind"], "ended" | "moved" | "rung">): string {
    const device = call.devices.find(({ part }) => part === "answered")?.name;
    switch (kind) {
      case "called":
        return t("timeline.youCalled", { people: words.who(call) });
      case "answered":
        return device ? t("timeline.youAnsweredOn", { device }) : t("timeline.youAnswered");
      case "declined":
        return t("timeline.youDeclined");
      case "missed":
        return t("timeline.youMissed");
      case "busy":
        return t("timeline.youBusy");
      case "left":
        return t("timeline.youLeft");
    }
  }
}
