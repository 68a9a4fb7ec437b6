"use client";
import { type FormEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { quiet } from "@/components/ui/button";
import { useIsReady } from "@/components/ui/use-is-ready";
import type { Trouble } from "@/lib/api/problem-of";

/** Where the words of a problem belong when the problem itself names no field. */
const fieldOf: Partial<Record<Trouble["code"], string>> = {
  email_taken: "email",
  handle_taken: "handle",
  wrong_credentials: "password",
};

type Failure = { field: string | null; words: string };

/**
 * A form of plain fields. `submit` gets the values by name and answers what is wrong, or null when it went
 * well. The words show at the field at fault and focus moves there.
 */
export function useAccountForm(submit: (values: Record<string, string>) => Promise<Trouble | null>) {
  const words = useProblemWords();
  const form = useRef<HTMLFormElement>(null);
  const isReady = useIsReady();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const entries = [...new FormData(event.currentTarget)].map(([key, value]) => [key, String(value)]);
    setBusy(true);
    setFailure(null);
    const trouble = await submit(Object.fromEntries(entries));
    if (!trouble) return;
    const named = trouble.code === "bad_input" ? trouble.field : fieldOf[trouble.code];
    const input = named ? form.current?.elements.namedItem(named) : null;
    // The field must be enabled and carry its words before it takes focus, so that both are read out.
    flushSync(() => {
      setBusy(false);
      setFailure({ field: input ? (named ?? null) : null, words: words(trouble) });
    });
    if (input instanceof HTMLInputElement) input.focus();
  }

  return {
    // Never by GET: a password must not get into an address.
    form: { ref: form, onSubmit, noValidate: true, method: "post" },
    button: { isBusy, ...quiet(isReady) },
    /** What is wrong with a field, or null. */
    errorOf: (field: string) => (failure?.field === field ? failure.words : null),
    /** What is wrong with no field in particular, or null. */
    error: failure && !failure.field ? failure.words : null,
  };
}
