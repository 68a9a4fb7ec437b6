import type { ReactNode } from "react";

/** What stands where a list would be, when there is nothing yet: why, and the one thing to do about it. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span
        aria-hidden="true"
        className="mb-5 flex size-18 items-center justify-center rounded-full bg-accent-wash text-accent-text [&_svg]:size-8"
      >
        {icon}
      </span>
      <h3 className="mb-1.5 font-semibold text-lg">{title}</h3>
      <p className="max-w-[36ch] text-pretty text-muted">{text}</p>
      {action && <div className="mt-6">{action}</div>}
    </div>
  );
}
