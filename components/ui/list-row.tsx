import type { ReactNode } from "react";

type ListRowProps = {
  /** The item's accessible name: what a person would call it. */
  name: string;
  leading: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  actions?: ReactNode;
};

/** One item of a list: a face or sign, two lines, and what can be done with it. Belongs in a `<ul>`. */
export function ListRow({ name, leading, title, detail, actions }: ListRowProps) {
  return (
    <li aria-label={name} className="flex min-h-18 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      {leading}
      <div className="@container min-w-0 flex-1 basis-20">
        <div className="flex items-center gap-2 font-medium text-ink">{title}</div>
        {detail && (
          <div className="flex flex-col gap-x-1.5 text-muted text-sm @sm:flex-row @sm:flex-wrap @sm:items-center">
            {detail}
          </div>
        )}
      </div>
      {actions && <div className="ml-auto flex items-center gap-1.5">{actions}</div>}
    </li>
  );
}
