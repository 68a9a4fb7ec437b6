"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { type MeetingSettings, MOST_IN_MEETING } from "@/server/meetings/contract";
import type { FormValues } from "./form-values";

const switches = [
  "waitingRoom",
  "muteOnEntry",
  "video",
  "audio",
  "unmute",
  "screenShare",
  "chat",
  "questions",
  "rename",
  "recording",
] as const;

type Props = {
  values: FormValues;
  onChange: (changed: Partial<FormValues>) => void;
  /** A meeting that is there keeps how it is encrypted. */
  isNew: boolean;
  hasPassword: boolean;
};

/** What holds for everybody in a meeting, and what keeps others out. */
export function SettingsFields({ values, onChange, isNew, hasPassword }: Props) {
  const t = useTranslations("meetings");
  const set = (changed: Partial<MeetingSettings>) =>
    onChange({ settings: { ...values.settings, ...changed } });
  return (
    <div className="grid gap-3">
      {switches.map((name) => (
        <Switch
          key={name}
          label={t(name)}
          text={name === "waitingRoom" ? t("waitingRoomText") : undefined}
          isOn={values.settings[name]}
          onChange={(isOn) => set({ [name]: isOn })}
        />
      ))}
      {isNew && (
        <Switch
          label={t("isEncrypted")}
          text={t("isEncryptedText")}
          isOn={values.isEncrypted}
          onChange={(isEncrypted) => onChange({ isEncrypted })}
        />
      )}
      <div className="mt-2 grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field
          label={t("password")}
          hint={hasPassword ? t("passwordKept") : t("passwordHint")}
          autoComplete="off"
          spellCheck={false}
          minLength={4}
          maxLength={64}
          disabled={values.removesPassword}
          value={values.password}
          onChange={(event) => onChange({ password: event.target.value })}
        />
        <Field
          label={t("mostPeople")}
          type="number"
          inputMode="numeric"
          min={2}
          max={MOST_IN_MEETING}
          value={values.mostPeople}
          onChange={(event) => onChange({ mostPeople: Number(event.target.value) })}
        />
      </div>
      {hasPassword && (
        <Switch
          label={t("passwordRemove")}
          isOn={values.removesPassword}
          onChange={(removesPassword) => onChange({ removesPassword, password: "" })}
        />
      )}
    </div>
  );
}
