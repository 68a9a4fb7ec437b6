import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { Spinner } from "./spinner";

/** The classes of a button; for a thing that looks like one but is a link. */
export const buttonStyles = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap font-semibold hover:transition-[background-color,transform] active:scale-[0.98] disabled:not-[[aria-busy],[data-quiet]]:opacity-50 disabled:active:scale-100 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:bg-accent-press",
        secondary: "bg-wash text-ink hover:bg-press",
        ghost: "text-ink hover:bg-wash",
        quiet: "text-accent-text hover:bg-accent-wash",
        answer: "bg-answer text-on-answer hover:bg-answer-press",
        end: "bg-end text-on-end hover:bg-end-press",
      },
      size: {
        sm: "h-9 rounded-sm px-3 text-sm",
        md: "h-11 rounded-md px-4 text-sm",
        lg: "h-12 rounded-md px-6 text-base",
      },
      wide: { true: "w-full" },
    },
    defaultVariants: { tone: "secondary", size: "md" },
  },
);

type ButtonStyle = VariantProps<typeof buttonStyles>;

/** Marks a control that is off only until the browser has taken over the page: it looks as if it were on. */
export const quiet = (isReady: boolean) => (isReady ? {} : { disabled: true, "data-quiet": "" });

/** A button. While `isBusy` it keeps its size, shows that it works and takes no second press. */
export function Button({
  tone,
  size,
  wide,
  isBusy = false,
  className,
  children,
  disabled,
  ...rest
}: ComponentProps<"button"> & ButtonStyle & { isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={buttonStyles({ tone, size, wide, className })}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  tone,
  size,
  wide,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonStyle) {
  return <Link {...rest} className={buttonStyles({ tone, size, wide, className })} />;
}
