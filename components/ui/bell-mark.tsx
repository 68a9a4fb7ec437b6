/** Peal's sign: a bell that swings. */
export function BellMark({ className = "size-8" }: { className?: string }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className={className}>
      <g fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" className="text-accent">
        <path d="M5 21c.6-5.6 3-10.4 7-14" />
        <path d="M43 21c-.6-5.6-3-10.4-7-14" />
      </g>
      <path
        className="fill-accent"
        d="M24 6a3 3 0 0 1 3 3v.8c5.6 1.4 9.5 6.3 9.5 12.4 0 6.2 1.5 9.2 3.3 11.5 1 1.3.1 3.3-1.6 3.3H9.8c-1.7 0-2.6-2-1.6-3.3 1.8-2.3 3.3-5.3 3.3-11.5 0-6.1 3.9-11 9.5-12.4V9a3 3 0 0 1 3-3Z"
      />
      <path className="fill-accent" d="M18.5 39.5h11a5.5 5.5 0 0 1-11 0Z" />
    </svg>
  );
}
