"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Modal } from "@/components/ui/modal";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import { problemOf } from "@/lib/api/problem-of";
import { type Typing, typeDigits } from "@/lib/e2ee/identity/type-digits";

type ConfirmOtherProps = {
  userId: string;
  device: { deviceId: string; identityKey: string; name: string };
  onClose: () => void;
};

/** The confirming device's part: what to do, and a field for the digits as soon as the new device shows them. */
export function ConfirmOther({ userId, device, onClose }: ConfirmOtherProps) {
  const t = useTranslations("identity.device");
  const close = useTranslations("common")("close");
  const { deviceId, identityKey, name } = device;
  const [typing, setTyping] = useState<Typing | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  useEffect(() => {
    const ending = new AbortController();
    typeDigits(userId, { deviceId, identityKey }, ending.signal).then(
      (ready) => !ending.signal.aborted && setTyping(ready),
      (error: unknown) => !ending.signal.aborted && setFailed(error),
    );
    return () => ending.abort();
  }, [userId, deviceId, identityKey]);
  return (
    <Modal isOpen onClose={onClose} title={t("confirmName", { name })} close={close}>
      <div className="grid gap-4">
        {typing ? (
          <Digits typing={typing} name={name} onClose={onClose} />
        ) : failed ? (
          <Broken error={failed} />
        ) : (
          <>
            <p className="text-pretty text-muted">{t("how")}</p>
            <p role="status" className="flex items-center gap-2 text-sm">
              <Spinner />
              {t("waiting")}
            </p>
          </>
        )}
      </div>
    </Modal>
  );
}

function Broken({ error }: { error: unknown }) {
  const t = useTranslations("identity.device");
  const words = useProblemWords();
  const trouble = problemOf(error);
  return (
    <p role="alert" className="text-pretty text-end-text">
      {trouble.code === "offline" ? t("broken") : words(trouble)}
    </p>
  );
}

function Digits({ typing, name, onClose }: { typing: Typing; name: string; onClose: () => void }) {
  const t = useTranslations("identity.device");
  const words = useProblemWords();
  const cache = useQueryClient();
  const [digits, setDigits] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [triesLeft, setTriesLeft] = useState(1);
  const [isBusy, setBusy] = useState(false);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const typed = await typing.type(digits.replace(/\D/g, ""));
      if (typed.isRight) {
        toast(t("confirmed", { name }));
        await cache.invalidateQueries({ queryKey: ["identity"] });
        return onClose();
      }
      setTriesLeft(typed.triesLeft);
      setError(t("wrong", { count: typed.triesLeft }));
    } catch (thrown) {
      setError(words(problemOf(thrown)));
    }
    setBusy(false);
  }
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <Field
        label={t("digits")}
        hint={t("digitsHint")}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        required
        maxLength={7}
        value={digits}
        onChange={(event) => setDigits(event.target.value)}
      />
      <Button type="submit" tone="primary" size="lg" wide isBusy={isBusy} disabled={triesLeft === 0}>
        {t("confirm")}
      </Button>
    </form>
  );
}
