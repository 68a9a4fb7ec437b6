import { cva, type VariantProps } from "class-variance-authority";
import { initials } from "@/lib/pure/names";

const avatarStyles = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full font-semibold tracking-tight",
  {
    variants: {
      size: {
        sm: "size-9 text-xs",
        md: "size-12 text-base",
        lg: "size-24 text-xl",
        xl: "size-32 text-2xl sm:size-40",
      },
    },
    defaultVariants: { size: "md" },
  },
);

const hues = [
  "face-25",
  "face-60",
  "face-95",
  "face-150",
  "face-190",
  "face-230",
  "face-285",
  "face-340",
] as const;

function hueOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return hues[sum % hues.length] ?? hues[0];
}

type AvatarProps = VariantProps<typeof avatarStyles> & {
  person: { id: string; name: string; pictureUrl: string | null };
  className?: string;
};

/** A person's face: their picture, or their initials on a colour of their own. Decoration: the name stands beside it. */
export function Avatar({ person, size, className = "" }: AvatarProps) {
  return (
    <span aria-hidden="true" className={`${avatarStyles({ size })} ${hueOf(person.id)} ${className}`}>
      {initials(person.name)}
      {person.pictureUrl && (
        <img
          src={person.pictureUrl}
          alt=""
          width={256}
          height={256}
          decoding="async"
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  );
}
