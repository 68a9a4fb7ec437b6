"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { playTone } from "@/lib/call/tones";
import { isLeader } from "@/lib/live/live-store";
import type { Knocks } from "@/server/live/contract";

const KNOCK_MS = 1_000;

/** Says that somebody new waits: a knock, how many in the tab's title, and where the page is not in front a notification. */
export function useKnockNotice(knocks: Knocks[]): void {
  const t = useTranslations("door.knocks");
  const known = useRef(new Set<string>());
  const waiting = knocks.flatMap(({ people }) => people);
  const all = waiting.map((one) => `${one.participantId} ${one.knockedAt}`).join(",");
  const count = waiting.length;

  const tell = useEffectEvent((ids: string) => {
    const now = new Set(ids.split(","));
    const isNew = [...now].some((id) => !known.current.has(id));
    known.current = now;
    if (!isNew || !isLeader.value) return null;
    if (document.visibilityState === "hidden") for (const one of knocks) void notify(one, t);
    return playTone("knock");
  });
  useEffect(() => {
    const tone = tell(all);
    if (!tone) return;
    const end = setTimeout(() => tone.stop(), KNOCK_MS);
    return () => {
      clearTimeout(end);
      tone.stop();
    };
  }, [all]);

  useEffect(() => {
    const before = document.title;
    document.title = `(${count}) ${before}`;
    return () => {
      document.title = document.title.replace(/^\(\d+\) /, "");
    };
  }, [count]);
}

type Words = ReturnType<typeof useTranslations<"door.knocks">>;

/** Of the same meeting there is one notification, which tells of all who wait. */
async function notify({ meetingId, slug, topic, people }: Knocks, t: Words): Promise<void> {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  const title = t("title", { count: people.length, name: people[0]?.name ?? "" });
  const body = t("in", { topic: topic || "none" });
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.showNotification(title, { body, tag: meetingId, data: { kind: "knock", slug } });
}
