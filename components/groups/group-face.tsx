import { UsersRound } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import type { Group } from "@/server/contacts/contract";

const sizes = { md: "size-12", xl: "size-32 sm:size-40" };
const faces = { md: "size-8! text-xs ring-2", xl: "size-22! sm:size-28! text-xl ring-4" };

/** A group's face: those of its first two members, or the sign of a group where there are fewer. Decoration. */
export function GroupFace({ group, size = "md" }: { group: Group; size?: "md" | "xl" }) {
  const [first, second] = group.members;
  if (!first || !second)
    return (
      <span
        aria-hidden="true"
        className={`inline-flex shrink-0 items-center justify-center rounded-full bg-accent-wash text-accent-text [&_svg]:size-1/2 ${sizes[size]}`}
      >
        <UsersRound strokeWidth={1.75} />
      </span>
    );
  return (
    <span aria-hidden="true" className={`relative inline-block shrink-0 ${sizes[size]}`}>
      <Avatar person={first} className={`absolute! top-0 left-0 ring-card ${faces[size]}`} />
      <Avatar person={second} className={`absolute! right-0 bottom-0 ring-card ${faces[size]}`} />
    </span>
  );
}
