"use client";
import { useIsReady } from "./use-is-ready";

type LocalTimeProps = {
  /** Epoch ms. */
  at: number;
  /** Turns the moment into words. Called only in the browser, whose time zone counts. */
  words: (at: Date) => string;
};

/** A moment in the time zone of whoever looks; blank until the browser has taken over the page. */
export function LocalTime({ at, words }: LocalTimeProps) {
  const isReady = useIsReady();
  const moment = new Date(at);
  return (
    <time dateTime={moment.toISOString()} className="whitespace-nowrap">
      {isReady ? words(moment) : "\u00a0"}
    </time>
  );
}
