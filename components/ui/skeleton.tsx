/** A grey stand-in of the size of what is on its way. */
export function Skeleton({ className = "" }: { className?: string }) {
  return <span aria-hidden="true" className={`skeleton block ${className}`} />;
}

/** Rows of the same size as `ListRow`, while a list is on its way. `label` says so to a screen reader. */
export function SkeletonRows({ count, label }: { count: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex min-h-18 items-center gap-3 px-4 py-3">
          <Skeleton className="size-12 rounded-full!" />
          <span className="flex-1">
            <Skeleton className="mb-2 h-4 w-36 max-w-full" />
            <Skeleton className="h-3 w-24 max-w-full" />
          </span>
        </div>
      ))}
    </div>
  );
}
