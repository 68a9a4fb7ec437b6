import { getTranslations } from "next-intl/server";
import { caller } from "@/app/caller";
import { inviteIn } from "@/lib/pure/invite-path";
import { Avatar } from "@/components/ui/avatar";

/** Whom the invite link is from that led here. Nothing for any other path, and for a link that does not work. */
export async function InvitedBy({ next }: { next: string }) {
  const token = inviteIn(next);
  if (!token) return null;
  const t = await getTranslations("invite");
  const api = await caller();
  const invitation = await api.contacts.invites.look({ token }).catch(() => null);
  if (!invitation) return null;
  // Pictures are for people with an account.
  const person = { ...invitation.person, pictureUrl: null };
  return (
    <div className="mb-8 flex items-center gap-4 rounded-lg bg-accent-wash p-4">
      <Avatar person={person} />
      <p className="min-w-0 break-words font-medium text-sm">{t("signedOut", { name: person.name })}</p>
    </div>
  );
}
