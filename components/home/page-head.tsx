import type { ReactNode } from "react";

/** The title of a page, with what explains it. */
export function PageHead({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <header className="mb-6">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {children}
      </div>
      {text && <p className="mt-2 max-w-[60ch] text-pretty text-muted">{text}</p>}
    </header>
  );
}
