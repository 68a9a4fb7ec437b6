"use client";
import { NextIntlClientProvider, useTranslations } from "next-intl";
import type { Emoji } from "@/lib/e2ee/emoji";
import names from "@/messages/en/emoji.json";

type CallEmojiProps = { emoji: readonly Emoji[]; label: string };

/** The pictures of a call's code, each with its plain name. The names come with this, and no page carries them. */
export function CallEmoji(props: CallEmojiProps) {
  return (
    <NextIntlClientProvider locale="en" messages={{ emoji: names }}>
      <Pictures {...props} />
    </NextIntlClientProvider>
  );
}

function Pictures({ emoji, label }: CallEmojiProps) {
  const t = useTranslations("emoji");
  return (
    <ul aria-label={label} className="mx-auto flex max-w-80 flex-wrap justify-center gap-x-1 gap-y-3">
      {emoji.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pictures may be equal and never move.
        <li key={at} className="flex w-18 flex-col items-center gap-1 text-center">
          <span aria-hidden="true" className="text-xl">
            {one}
          </span>
          <span className="text-muted text-xs">{t(one)}</span>
        </li>
      ))}
    </ul>
  );
}
