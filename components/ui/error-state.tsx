import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where a list would be, when it could not be loaded: what happened and the way on. */
export function ErrorState({ title, text, action }: { title: string; text: string; action: ReactNode }) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-12 text-center">
      <CircleAlert aria-hidden="true" className="mb-4 size-8 text-end-text" />
      <h3 className="mb-1 font-semibold">{title}</h3>
      <p className="mb-5 max-w-[40ch] text-pretty text-muted text-sm">{text}</p>
      {action}
    </div>
  );
}
