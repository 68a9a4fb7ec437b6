"use client";
import { BellMark } from "@/components/ui/bell-mark";
import { Button } from "@/components/ui/button";
import words from "@/messages/en/crash.json";

/** What shows when a page broke. It stands outside the provider of words, so it brings its own few. */
export function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div role="alert" className="flex min-h-[80dvh] flex-col items-center justify-center px-6 text-center">
      <BellMark className="mb-6 size-16" />
      <h1 className="mb-2 font-semibold text-xl tracking-tight">{words.title}</h1>
      <p className="mb-8 max-w-[40ch] text-pretty text-muted">{words.text}</p>
      <Button tone="primary" size="lg" onClick={reset}>
        {words.retry}
      </Button>
    </div>
  );
}
