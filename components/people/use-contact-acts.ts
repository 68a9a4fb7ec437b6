"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import { problemOf } from "@/lib/api/problem-of";
import { queries } from "@/lib/api/queries";
import type { Contact } from "@/server/contacts/contract";

/** What can be done about a person. */
export type ContactAct = "request" | "accept" | "dismiss" | "remove" | "block" | "unblock" | "favourite";
type Deed = { act: ContactAct; contact: Contact };

function send({ act, contact }: Deed): Promise<Contact> {
  const personId = contact.id;
  if (act !== "favourite") return api.contacts[act].mutate({ personId });
  return api.contacts.favourite.mutate({ personId, isFavourite: !contact.isFavourite });
}

/** Acts on people: the lists follow, and what came of it is said in a notice. */
export function useContactActs() {
  const t = useTranslations("contacts");
  const words = useProblemWords();
  const cache = useQueryClient();
  const said: Record<ContactAct, (name: string) => string | null> = {
    request: (name) => t("asked", { name }),
    accept: (name) => t("accepted", { name }),
    dismiss: () => null,
    remove: (name) => t("removed", { name }),
    block: (name) => t("blockedDone", { name }),
    unblock: (name) => t("unblocked", { name }),
    favourite: () => null,
  };

  const mutation = useMutation({
    mutationFn: send,
    onSuccess: (after, { act, contact }) => {
      const notice =
        after.state === "accepted" && act === "request" ? said.accept(contact.name) : said[act](contact.name);
      if (notice) toast(notice);
      cache.setQueryData(queries.contact(contact.handle).queryKey, after);
    },
    onError: (error) => toast(words(problemOf(error)), "alarm"),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.contacts.queryKey }),
  });

  return {
    run: (act: ContactAct, contact: Contact) => mutation.mutateAsync({ act, contact }).catch(() => null),
    /** The person that something is being done about, if any. */
    busyId: mutation.isPending ? mutation.variables.contact.id : null,
  };
}
