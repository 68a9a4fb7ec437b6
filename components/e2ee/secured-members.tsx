"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import type { SecuredMember } from "@/lib/call/security-state";
import type { LiveCall } from "@/server/live/contract";
import { useMemberPeople } from "./use-member-people";

type SecuredMembersProps = { members: SecuredMember[]; call: LiveCall };

/** The others on the call, how far their devices are known, and the way to each security number. */
export function SecuredMembers({ members, call }: SecuredMembersProps) {
  const t = useTranslations("e2ee.members");
  const trust = useTrustWords();
  const personOf = useMemberPeople(call);
  if (members.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 font-semibold">{t("title")}</h3>
      <ul aria-label={t("title")}>
        {members.map((member) => {
          const person = personOf(member);
          return (
            <li
              key={member.admissionId}
              aria-label={person.name}
              className="flex min-h-14 flex-wrap items-center gap-x-3 py-1"
            >
              <Avatar person={person} size="sm" />
              <p className="min-w-0 flex-1 basis-36">
                <span className="block truncate">{person.name}</span>
                <span className={`block text-pretty text-sm ${tone(member)}`}>
                  {member.isSecured ? trust(member) : t("securing")}
                </span>
              </p>
              {person.handle && (
                <Link
                  href={`/contacts/${person.handle}`}
                  prefetch={false}
                  aria-label={t("number", { name: person.name })}
                  className="-mr-2 ml-auto inline-flex h-11 items-center rounded-md px-2 font-semibold text-accent-text text-sm hover:bg-accent-wash"
                >
                  {t("numberShort")}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const tone = ({ trust }: SecuredMember): string =>
  trust === "verified" ? "text-ok-text" : trust === "confirmed" ? "text-muted" : "text-accent-text";

/** How far a member's device is known, in words. */
function useTrustWords(): (member: SecuredMember) => string {
  const t = useTranslations("e2ee.trust");
  return ({ kind, trust }) => {
    if (kind === "recorder") return t("recorder");
    return t(kind === "guest" && trust === "unconfirmed" ? "guest" : trust);
  };
}
