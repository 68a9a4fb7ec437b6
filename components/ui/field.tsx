import { type ComponentProps, type ReactNode, useId } from "react";

type FieldProps = Omit<ComponentProps<"input">, "id"> & {
  label: string;
  hint?: string;
  /** What is wrong with the value, in words; announced and tied to the field. */
  error?: string | null;
  /** Something inside the field's end, such as a button. */
  trailing?: ReactNode;
  /** Something inside the field's start, such as an icon. */
  leading?: ReactNode;
};

/** A labelled text field with its hint and its error. */
export function Field({ label, hint, error, trailing, leading, className, ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-medium text-ink text-sm">
        {label}
      </label>
      <div className="relative">
        {leading && (
          <span className="pointer-events-none absolute inset-y-0 left-3.5 flex items-center text-muted">
            {leading}
          </span>
        )}
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          className={`h-12 w-full rounded-md border bg-card text-base text-ink transition-[border-color] placeholder:text-muted read-only:not-[[data-quiet]]:bg-wash read-only:not-[[data-quiet]]:text-muted ${
            error ? "border-end-text" : "border-edge hover:border-ink"
          } ${leading ? "pl-11" : "pl-3.5"} ${trailing ? "pr-18" : "pr-3.5"}`}
        />
        {trailing && <span className="absolute inset-y-0 right-1.5 flex items-center">{trailing}</span>}
      </div>
      {note && (
        <p
          id={`${id}-note`}
          role={error ? "alert" : undefined}
          className={`mt-1.5 text-sm ${error ? "text-end-text" : "text-muted"}`}
        >
          {note}
        </p>
      )}
    </div>
  );
}
