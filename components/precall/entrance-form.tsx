"use client";
import { Lock, LockOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, ButtonLink, quiet } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useIsReady } from "@/components/ui/use-is-ready";
import type { DoorLook } from "@/server/meetings/contract";

const MOST = 64;

/** What a visitor has filled in. */
export type Fields = { name?: string | undefined; password?: string | undefined };
type EntranceFormProps = {
  look: DoorLook;
  /** From an attempt before. */
  given: Fields;
  /** What stands in the way, in words. */
  said: string | null;
  isBusy: boolean;
  isOut: boolean;
  onSubmit: (event: FormEvent, fields: Fields) => void;
};

/** By which name, with which password, and the one button. */
export function EntranceForm({ look, given, said, isBusy, isOut, onSubmit }: EntranceFormProps) {
  const t = useTranslations("door");
  const isReady = useIsReady();
  const { isGuest, needsPassword, isEncrypted, hostName, slug } = look;
  const [typed, setTyped] = useState(given.name);
  const name = typed ?? look.name ?? "";
  const [password, setPassword] = useState(given.password ?? "");
  const fields = { name: isGuest ? name : undefined, password: password || undefined };
  return (
    <form className="grid gap-5" onSubmit={(event) => onSubmit(event, fields)}>
      <div>
        <h1 className="text-balance break-words font-semibold text-xl">
          {t("heading", { topic: look.topic || "none" })}
        </h1>
        {hostName && <p className="mt-1 text-muted">{t("hostedBy", { name: hostName })}</p>}
        {!isGuest && <p className="mt-1 break-words text-muted">{t("asName", { name: look.name ?? "" })}</p>}
      </div>
      {isGuest && (
        <Field
          label={t("yourName")}
          name="name"
          autoComplete="name"
          maxLength={MOST}
          required
          value={name}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {needsPassword && (
        <Field
          label={t("password")}
          type="password"
          name="password"
          autoComplete="off"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      {said && (
        <p role="alert" className="rounded-md bg-end-wash p-3 text-sm">
          {said}
        </p>
      )}
      <Button type="submit" tone="primary" size="lg" wide isBusy={isBusy} {...quiet(isReady && !isOut)}>
        {t(look.hasWaitingRoom ? "ask" : "join")}
      </Button>
      <p className="flex items-center gap-2 text-muted text-sm">
        {isEncrypted ? (
          <Lock aria-hidden="true" className="size-4" />
        ) : (
          <LockOpen aria-hidden="true" className="size-4" />
        )}
        {t(isEncrypted ? "encrypted" : "plain")}
      </p>
      {isGuest && (
        <ButtonLink
          tone="quiet"
          prefetch={false}
          href={`/sign-in?${new URLSearchParams({ next: `/${slug}` })}`}
        >
          {t("signIn")}
        </ButtonLink>
      )}
    </form>
  );
}
