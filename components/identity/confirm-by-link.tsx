"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "@/components/problem/problem-state";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import { certify } from "@/lib/e2ee/identity/certify";
import { findScanned, scannedDevice } from "@/lib/e2ee/identity/confirm-link";
import { ownDevice } from "@/lib/e2ee/identity/device";
import { trustOf } from "@/lib/e2ee/identity/trust";
import { useFragment } from "./use-fragment";

async function look(userId: string, hash: string) {
  const scanned = scannedDevice(hash);
  if (!scanned) return { found: "none" } as const;
  const own = await ownDevice(userId);
  const [keys, devices] = await Promise.all([api.identity.devices.query(), api.devices.list.query()]);
  const device = await findScanned(userId, scanned, keys);
  if (!device) return { found: "foreign" } as const;
  if (device.identityKey === own.identityKey) return { found: "self" } as const;
  if (own.standing !== "root" && own.standing !== "confirmed") return { found: "notHere" } as const;
  const name = devices.find(({ id }) => id === device.deviceId)?.name ?? "";
  const isTrusted = (await trustOf({ userId, ...device })) === "confirmed";
  if (isTrusted) return { found: "already", name } as const;
  return { found: "new", userId, name, key: device.identityKey, secret: scanned.secret } as const;
}

/** Where the code of a new device leads on a confirmed one: one tap confirms it, if the code is of one of one's own devices. */
export function ConfirmByLink() {
  const t = useTranslations("identity.link");
  const hash = useFragment();
  const { data: me } = useQuery(queries.me);
  const { data, error, refetch } = useQuery({
    queryKey: ["identity", "scanned", me?.id, hash],
    queryFn: () => look(me?.id ?? "", hash),
    enabled: me !== undefined,
    gcTime: 0,
  });
  return (
    <Card className="p-6">
      {data?.found === "new" ? (
        <Ask userId={data.userId} name={data.name} subjectKey={data.key} secret={data.secret} />
      ) : data ? (
        <div className="grid justify-items-center gap-4 text-center">
          <p
            role={data.found === "already" ? "status" : "alert"}
            className={`text-pretty ${data.found === "foreign" ? "text-end-text" : ""}`}
          >
            {data.found === "already" ? t("already", { name: data.name }) : t(data.found)}
          </p>
          <ButtonLink href="/devices">{t("devices")}</ButtonLink>
        </div>
      ) : error ? (
        <ProblemState error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows count={1} label={t("look")} />
      )}
    </Card>
  );
}

type AskProps = { userId: string; name: string; subjectKey: string; secret: string };

function Ask({ userId, name, subjectKey, secret }: AskProps) {
  const t = useTranslations("identity");
  const words = useProblemWords();
  const cache = useQueryClient();
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => certify(userId, subjectKey, secret),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["identity", "devices"] }),
  });
  return (
    <div className="grid justify-items-center gap-4 text-center">
      {isSuccess ? (
        <>
          <p role="status" className="font-semibold">
            {t("device.confirmed", { name })}
          </p>
          <ButtonLink href="/devices">{t("link.devices")}</ButtonLink>
        </>
      ) : (
        <>
          <h2 className="text-pretty font-semibold text-lg">{t("link.ask", { name })}</h2>
          <p className="text-pretty text-muted">{t("link.askText")}</p>
          {error && (
            <p role="alert" className="text-end-text text-sm">
              {words(problemOf(error))}
            </p>
          )}
          <Button tone="primary" size="lg" wide isBusy={isPending} onClick={() => mutate()}>
            {t("device.confirmName", { name })}
          </Button>
        </>
      )}
    </div>
  );
}
