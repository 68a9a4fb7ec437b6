"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useId, useRef } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { IconButton } from "@/components/ui/icon-button";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { type PlayingTone, playTone, ringToneOf, ringTones } from "@/lib/call/tones";
import type { Contact } from "@/server/contacts/contract";

const HEARD_MS = 2_200;

/** How this contact rings here: with which tone, or without a sound. */
export function RingChoice({ contact }: { contact: Contact }) {
  const t = useTranslations("contacts");
  const words = useProblemWords();
  const cache = useQueryClient();
  const id = useId();
  const hear = useHearing();
  const { queryKey } = queries.contact(contact.handle);
  const tone = ringToneOf(contact.ringTone);
  const { mutate } = useMutation({
    mutationFn: (input: Partial<Pick<Contact, "isSilenced">> & { ringTone?: typeof tone }) =>
      api.contacts.setRing.mutate({ personId: contact.id, ...input }),
    onMutate: (input) => {
      cache.setQueryData(queryKey, { ...contact, ...input });
      return contact;
    },
    onSuccess: (after) => cache.setQueryData(queryKey, after),
    onError: (error, _input, before) => {
      cache.setQueryData(queryKey, before);
      toast(words(problemOf(error)), "alarm");
    },
  });
  return (
    <div className="grid gap-4">
      <Switch
        label={t("silence")}
        text={t("silenceText")}
        isOn={contact.isSilenced}
        onChange={(isSilenced) => mutate({ isSilenced })}
      />
      <div className="flex items-center gap-3">
        <label htmlFor={id} className="flex-1 font-medium text-sm">
          {t("tone")}
        </label>
        <select
          id={id}
          value={tone}
          disabled={contact.isSilenced}
          onChange={(event) => {
            const ringTone = ringToneOf(event.target.value);
            mutate({ ringTone });
            hear(ringTone);
          }}
          className="h-11 min-w-32 rounded-md border border-edge bg-card px-3 text-base disabled:opacity-50"
        >
          {ringTones.map((name) => (
            <option key={name} value={name}>
              {t(`tones.${name}`)}
            </option>
          ))}
        </select>
        <IconButton
          tone="ghost"
          label={t("hearTone")}
          disabled={contact.isSilenced}
          onClick={() => hear(tone)}
        >
          <Play aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  );
}

/** Plays a tone once, and stops it when the page is left. */
function useHearing() {
  const playing = useRef<PlayingTone | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    playing.current?.stop();
    playing.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  return (tone: Parameters<typeof playTone>[0]) => {
    stop();
    playing.current = playTone(tone);
    timer.current = setTimeout(stop, HEARD_MS);
  };
}
