"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useAttempt } from "@/components/problem/use-attempt";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import type { AdminUser } from "@/server/admin/contract";

const verbs = {
  suspend: (userId: string) => api.admin.suspend.mutate({ userId }),
  lift: (userId: string) => api.admin.lift.mutate({ userId }),
  makeAdmin: (userId: string) => api.admin.setAdmin.mutate({ userId, isAdmin: true }),
  takeAdmin: (userId: string) => api.admin.setAdmin.mutate({ userId, isAdmin: false }),
  endAccount: (userId: string) => api.admin.endAccount.mutate({ userId }),
};
/** What an admin does about an account. */
export type UserAct = keyof typeof verbs;

/** Does it, says what came of it, and reads everything of administration anew. */
export function useUserActs(): (act: UserAct, user: AdminUser) => Promise<void> {
  const t = useTranslations("admin.users");
  const cache = useQueryClient();
  const { attempt } = useAttempt();
  return async (act, { id, name }) => {
    if (await attempt(() => verbs[act](id))) toast(t(`done.${act}`, { name }));
    await cache.invalidateQueries({ queryKey: ["admin"] });
  };
}
