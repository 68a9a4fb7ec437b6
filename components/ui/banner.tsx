import type { ReactNode } from "react";

/** A line over a page that says what is going on now, with one way to it. */
export function Banner({
  icon,
  children,
  action,
}: {
  icon: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-lg bg-card py-3 pr-3 pl-4 shadow-card ring-1 ring-accent ring-inset"
    >
      <span aria-hidden="true" className="text-accent-text [&_svg]:size-5">
        {icon}
      </span>
      <p className="min-w-0 flex-1 basis-40 font-medium text-sm">{children}</p>
      {action}
    </div>
  );
}
