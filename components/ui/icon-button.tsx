import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const iconButtonStyles = cva(
  "inline-flex shrink-0 items-center justify-center rounded-full hover:transition-[background-color,transform] active:scale-95 disabled:not-[[data-quiet]]:opacity-50",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:bg-accent-press",
        soft: "bg-accent-wash text-accent-text hover:bg-accent hover:text-on-accent",
        secondary: "bg-wash text-ink hover:bg-press",
        ghost: "text-muted hover:bg-wash hover:text-ink",
        answer: "bg-answer text-on-answer hover:bg-answer-press",
        end: "bg-end text-on-end hover:bg-end-press",
      },
      size: {
        md: "size-11 [&_svg]:size-5",
        lg: "size-12 sm:size-14 [&_svg]:size-6",
        xl: "size-18 [&_svg]:size-8",
      },
    },
    defaultVariants: { tone: "secondary", size: "md" },
  },
);

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label" | "title"> &
  VariantProps<typeof iconButtonStyles> & {
    /** Its accessible name, shown as a hint too. */
    label: string;
  };

/** A round button that holds one icon; at least 44 px, so that a thumb finds it. */
export function IconButton({ label, tone, size, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={iconButtonStyles({ tone, size, className })}
    />
  );
}
