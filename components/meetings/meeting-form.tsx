"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { type FormValues, wrongAddress } from "./form-values";
import { SettingsFields } from "./settings-fields";
import { TimesFields } from "./times-fields";

type Props = {
  /** What to know beforehand. */
  note?: ReactNode;
  initial: FormValues;
  isNew: boolean;
  /** A room of one's own has no times. */
  hasTimes: boolean;
  hasPassword: boolean;
  canMail: boolean;
  isBusy: boolean;
  act: string;
  onSubmit: (values: FormValues) => void;
};

/** Everything that is settled about a meeting beforehand. */
export function MeetingForm({
  note,
  initial,
  isNew,
  hasTimes,
  hasPassword,
  canMail,
  isBusy,
  act,
  onSubmit,
}: Props) {
  const t = useTranslations("meetings");
  const [values, setValues] = useState(initial);
  const [isTried, setTried] = useState(false);
  const change = (changed: Partial<FormValues>) => setValues((now) => ({ ...now, ...changed }));
  const isMissing = hasTimes && values.startsAt === "";
  const wrong = wrongAddress(values.invitees);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isMissing && wrong === null) onSubmit(values);
  }

  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-6">
      {note}
      <Part title={t("when")}>
        <Field
          label={t("topic")}
          placeholder={t("topicHint")}
          autoComplete="off"
          maxLength={140}
          value={values.topic}
          onChange={(event) => change({ topic: event.target.value })}
        />
        {hasTimes && <TimesFields values={values} onChange={change} isMissing={isTried && isMissing} />}
      </Part>
      <Part title={t("people")}>
        <Invitees
          value={values.invitees}
          hint={canMail ? t("inviteHint") : t("inviteOff")}
          error={isTried && wrong !== null ? t("inviteWrong", { address: wrong }) : null}
          onChange={(invitees) => change({ invitees })}
        />
      </Part>
      <Part title={t("settings")}>
        <SettingsFields values={values} onChange={change} isNew={isNew} hasPassword={hasPassword} />
      </Part>
      <Button type="submit" tone="primary" size="lg" isBusy={isBusy} className="sm:justify-self-start">
        {act}
      </Button>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card aria-label={title} className="grid gap-4 p-4 sm:p-6">
      <h2 className="font-semibold text-base">{title}</h2>
      {children}
    </Card>
  );
}

type InviteesProps = { value: string; hint: string; error: string | null; onChange: (value: string) => void };

function Invitees({ value, hint, error, onChange }: InviteesProps) {
  const t = useTranslations("meetings");
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium text-sm">
        {t("invite")}
      </label>
      <textarea
        id={id}
        rows={3}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        className={`block w-full rounded-md border bg-card px-3.5 py-2.5 text-base text-ink ${error ? "border-end-text" : "border-edge hover:border-ink"}`}
      />
      <p
        id={`${id}-note`}
        role={error ? "alert" : undefined}
        className={`mt-1.5 text-pretty text-sm ${error ? "text-end-text" : "text-muted"}`}
      >
        {error ?? hint}
      </p>
    </div>
  );
}
