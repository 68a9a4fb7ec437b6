"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { ReportButton } from "@/components/report/report-button";
import { Switch } from "@/components/ui/switch";
import { useStore } from "@/components/use-store";
import {
  hiddenPeople,
  hideForOneself,
  mutedPeople,
  muteForOneself,
  personVolumes,
  setVolume,
  volumeOf,
} from "@/lib/call/for-oneself";
import type { Person } from "@/server/auth/contract";

const PERCENT = 100;

type PersonMenuProps = {
  person: Person;
  /** The call, where both have an account and one can report the other. */
  reportsIn: string | null;
};

/** How I hear and see somebody on this device: the others, and they themselves, notice nothing of it. */
export function PersonMenu({ person, reportsIn }: PersonMenuProps) {
  const t = useTranslations("stage.forMe");
  const id = useId();
  const { name } = person;
  useStore(personVolumes);
  const isMuted = useStore(mutedPeople).has(person.id);
  const isHidden = useStore(hiddenPeople).has(person.id);
  const percent = Math.round(volumeOf(person.id) * PERCENT);
  return (
    <div className="mb-2 grid gap-1 rounded-md bg-wash px-3 py-2">
      <div className="flex min-h-11 items-center gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          {t("volume")}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={PERCENT}
          step={5}
          value={percent}
          disabled={isMuted}
          aria-valuetext={t("percent", { percent })}
          onChange={(event) => setVolume(person.id, Number(event.target.value) / PERCENT)}
          className="h-11 min-w-0 flex-1 accent-accent"
        />
      </div>
      <Switch
        label={t("mute", { name })}
        isOn={isMuted}
        onChange={(isOn) => muteForOneself(person.id, isOn)}
      />
      <Switch
        label={t("hide", { name })}
        isOn={isHidden}
        onChange={(isOn) => hideForOneself(person.id, isOn)}
      />
      <p className="text-pretty text-muted text-xs">{t("text", { name })}</p>
      {reportsIn && (
        <div className="grid py-2 [&>button]:bg-card">
          <ReportButton person={person} callId={reportsIn} isDark />
        </div>
      )}
    </div>
  );
}
