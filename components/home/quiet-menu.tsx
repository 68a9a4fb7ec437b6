"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bell, BellOff, CalendarClock, Hourglass, Sunrise } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { MenuItem, MenuPopup } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { Quiet, QuietInput } from "@/server/presence/contract";

/** For how long to be left alone, or to be rung again. It opens as it appears: it was asked for. */
export function QuietMenu({ trigger, quiet }: { trigger: ComponentProps<"button">; quiet: Quiet | null }) {
  const t = useTranslations("presence");
  const set = useSetQuiet();
  const router = useRouter();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const isByClock = quiet !== null && quiet.untilMinute !== null;
  return (
    <Base.Root defaultOpen>
      <Base.Trigger {...trigger} />
      <MenuPopup>
        {quiet && !isByClock && (
          <MenuItem icon={<Bell aria-hidden="true" />} onSelect={() => set({ kind: "off" })}>
            {t("turnOff")}
          </MenuItem>
        )}
        {isByClock && (
          <MenuItem icon={<Bell aria-hidden="true" />} onSelect={() => set({ kind: "lift" })}>
            {t("lift")}
          </MenuItem>
        )}
        <MenuItem icon={<Hourglass aria-hidden="true" />} onSelect={() => set({ kind: "hour" })}>
          {t("forAnHour")}
        </MenuItem>
        <MenuItem icon={<Sunrise aria-hidden="true" />} onSelect={() => set({ kind: "morning", timeZone })}>
          {t("untilMorning")}
        </MenuItem>
        <MenuItem icon={<BellOff aria-hidden="true" />} onSelect={() => set({ kind: "on" })}>
          {t("untilOff")}
        </MenuItem>
        <MenuItem
          icon={<CalendarClock aria-hidden="true" />}
          onSelect={() => router.push("/settings/ringing")}
        >
          {t("schedule")}
        </MenuItem>
      </MenuPopup>
    </Base.Root>
  );
}

/** Switches it; what hinders is said in a notice. The live state draws what came of it. */
export function useSetQuiet(): (input: QuietInput) => void {
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (input: QuietInput) => api.presence.setQuiet.mutate(input),
    onSuccess: (settings) => cache.setQueryData(queries.ringSettings.queryKey, settings),
    onError: (error) => toast(words(problemOf(error)), "alarm"),
  });
  return mutate;
}
