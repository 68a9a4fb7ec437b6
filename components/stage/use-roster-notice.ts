"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useNames } from "@/components/people/use-names";
import { changesOf } from "@/lib/call/roster";
import type { LiveCall, Participant } from "@/server/live/contract";

const SHOWN_MS = 4_000;

/** Who came or left a moment ago, in words, for 4 s; empty otherwise. */
export function useRosterNotice(call: LiveCall | null): string {
  const t = useTranslations("stage");
  const names = useNames();
  const before = useRef<Participant[] | null>(null);
  const [notice, setNotice] = useState("");
  useEffect(() => {
    if (!call || call.state !== "active") return;
    const { joined, left } = changesOf(before.current, call.participants);
    before.current = call.participants;
    const people = (all: Participant[]) => names(all.map((one) => one.person));
    if (joined.length) setNotice(t("joined", { people: people(joined) }));
    else if (left.length) setNotice(t("left", { people: people(left) }));
  }, [call, names, t]);
  useEffect(() => {
    if (!notice) return;
    const over = setTimeout(() => setNotice(""), SHOWN_MS);
    return () => clearTimeout(over);
  }, [notice]);
  return notice;
}
