import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

export type Section = { title: string; text?: string; body: ReactNode };

/** The matters of one page of the settings, each on a sheet. */
export function Sections({ sections }: { sections: Section[] }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      {sections.map(({ title, text, body }) => (
        <Card key={title} aria-label={title} className="p-5 sm:p-6">
          <h2 className="font-semibold text-base">{title}</h2>
          {text && <p className="text-pretty text-muted text-sm">{text}</p>}
          <div className="mt-5">{body}</div>
        </Card>
      ))}
    </div>
  );
}
