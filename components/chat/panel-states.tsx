"use client";
import { useProblemWords } from "@/components/problem/use-problem-words";
import { Spinner } from "@/components/ui/spinner";
import type { Trouble } from "@/lib/api/problem-of";

type FetchingProps = { trouble: Trouble | null; text: string; className?: string };

/** What a panel shows is on its way, or cannot be fetched now. */
export function Fetching({ trouble, text, className = "" }: FetchingProps) {
  const words = useProblemWords();
  return (
    <p role="status" className={`flex items-center gap-2 py-2 text-muted text-sm ${className}`}>
      {trouble ? words(trouble) : <Spinner />}
      {!trouble && text}
    </p>
  );
}

/** A panel in which nothing is yet, and what it is for. */
export function NothingYet({ title, hint }: { title: string; hint: string | null }) {
  return (
    <div className="grid h-full content-center justify-items-center gap-1 text-center">
      <p className="font-medium">{title}</p>
      {hint !== null && <p className="max-w-64 text-balance text-muted text-sm">{hint}</p>}
    </div>
  );
}
