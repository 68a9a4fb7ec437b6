"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Sections } from "@/components/settings/sections";
import { Choices } from "@/components/ui/choices";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { AdminSettings, DeploymentSetting } from "@/server/admin/contract";

const modes = ["open", "invited", "closed"] as const satisfies AdminSettings["signUp"][];

/** What an admin can change while Peal runs, and what the deployment runs with. */
export function AdminSettingsView() {
  const t = useTranslations("admin.settings");
  const { data, error, refetch } = useQuery(queries.admin.settings);
  if (error && !data) return <ProblemState error={error} onRetry={refetch} />;
  if (!data)
    return (
      <div role="status" aria-label={t("deployment")}>
        <Skeleton className="h-96 w-full rounded-lg!" />
      </div>
    );
  return (
    <Sections
      sections={[
        { title: t("signUp"), text: t("signUpText"), body: <SignUpChoice mode={data.signUp} /> },
        {
          title: t("deployment"),
          text: t("deploymentText"),
          body: <Deployment settings={data.deployment} />,
        },
      ]}
    />
  );
}

function SignUpChoice({ mode }: { mode: AdminSettings["signUp"] }) {
  const t = useTranslations("admin.settings");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (wanted: AdminSettings["signUp"]) => api.admin.setSignUpMode.mutate({ mode: wanted }),
    onSuccess: () => toast(t("saved")),
    onError: (problem) => toast(words(problemOf(problem)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.admin.settings.queryKey }),
  });
  return (
    <Choices
      label={t("signUp")}
      values={modes}
      chosen={mode}
      words={(one) => ({ title: t(`modes.${one}.title`), text: t(`modes.${one}.text`) })}
      disabled={isPending}
      onChoose={(wanted) => mutate(wanted)}
    />
  );
}

function Deployment({ settings }: { settings: DeploymentSetting[] }) {
  const t = useTranslations("admin.settings");
  const valueOf = ({ isSecret, isGiven, value }: DeploymentSetting) =>
    isSecret ? t(isGiven ? "set" : "notSet") : (value ?? t("notSet"));
  return (
    <dl className="divide-y divide-line text-sm">
      {settings.map((setting) => (
        <div key={setting.name} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
          <dt className="break-all font-mono text-xs">{setting.name}</dt>
          <dd className="ml-auto min-w-0 break-all text-right">
            {valueOf(setting)}
            {!setting.isSecret && setting.value !== null && (
              <span className="text-muted"> ({t(setting.isGiven ? "given" : "default")})</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
