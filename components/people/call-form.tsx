"use client";
import { Phone, Video } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { MediaKind } from "@/server/calls/contract";

/** As the server takes it (server/calls/contract.ts). */
const MOST_LETTERS = 140;

type CallFormProps = {
  isReady: boolean;
  onCall: (media: MediaKind, topic: string) => void;
};

/** The line of text that rings along, and the two ways to call. */
export function CallForm({ isReady, onCall }: CallFormProps) {
  const t = useTranslations("contacts.calling");
  const common = useTranslations("common");
  const [topic, setTopic] = useState("");
  return (
    <div className="grid gap-4">
      <Field
        label={t("topic")}
        hint={t("topicHint")}
        maxLength={MOST_LETTERS}
        autoComplete="off"
        value={topic}
        onChange={(event) => setTopic(event.target.value)}
      />
      <div className="flex gap-3 [&>button]:flex-1">
        <Button tone="primary" size="lg" disabled={!isReady} onClick={() => onCall("audio", topic)}>
          <Phone aria-hidden="true" className="size-5" />
          {common("call")}
        </Button>
        <Button size="lg" disabled={!isReady} onClick={() => onCall("video", topic)}>
          <Video aria-hidden="true" className="size-5" />
          {common("videoCall")}
        </Button>
      </div>
    </div>
  );
}
