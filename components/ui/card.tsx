import type { ComponentProps } from "react";

/** A sheet that holds one matter. */
export function Card({ className = "", ...rest }: ComponentProps<"section">) {
  return <section {...rest} className={`overflow-hidden rounded-lg bg-card shadow-card ${className}`} />;
}

/** The heading line of a matter, with one thing to do at its end. */
export function SectionHead({ title, children, ...rest }: ComponentProps<"div"> & { title: string }) {
  return (
    <div {...rest} className="mb-3 flex min-h-9 items-center justify-between gap-4 px-1">
      <h2 className="font-semibold text-base text-ink">{title}</h2>
      {children}
    </div>
  );
}
