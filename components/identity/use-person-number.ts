"use client";
import { useQuery } from "@tanstack/react-query";
import { safetyNumber } from "@/lib/e2ee/identity/safety-number";
import { personTrust } from "@/lib/e2ee/identity/trust";
import { syncVerifications } from "@/lib/e2ee/identity/verifications";
import { useOwnDevice } from "./use-own-device";

/** How a contact stands by their keys, and the number to compare with them: of the root they have now. Live as contacts are. */
export function usePersonNumber(personId: string) {
  const { me, own } = useOwnDevice();
  const query = useQuery({
    // Under the contacts' key: it is read anew whenever contacts are.
    queryKey: ["contact", "number", personId, own?.rootKey, own?.standing],
    queryFn: async () => {
      if (!me || !own) return null;
      await syncVerifications(me.id);
      const trust = await personTrust(personId);
      if (!trust) return { trust: "none" as const };
      const rootKey = trust.offeredRootKey ?? trust.rootKey;
      const number = await safetyNumber(
        { userId: me.id, rootKey: own.rootKey },
        { userId: personId, rootKey },
      );
      return { trust: trust.trust, rootKey, number };
    },
    enabled: me !== undefined && own !== undefined,
  });
  return { me, own, ...query };
}
