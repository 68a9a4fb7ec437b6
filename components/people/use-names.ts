"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { shortened } from "@/lib/call/people-line";

/** Names of several people in one line: "Ana", "Ana and Bo", "Ana, Bo and Cy", "Ana, Bo and 2 more"; empty for nobody. */
export function useNames(): (people: { name: string }[]) => string {
  const t = useTranslations("common.names");
  return useCallback(
    (people) => {
      const { named, more } = shortened(people);
      const [first = "", second = "", third = ""] = named.map((person) => person.name);
      if (more > 0) return t("more", { first, second, count: more });
      if (third) return t("three", { first, second, third });
      return second ? t("two", { first, second }) : first;
    },
    [t],
  );
}
