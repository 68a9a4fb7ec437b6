import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { MeetingWords } from "@/components/meetings/meeting-words";

/** Words of meetings, for their pages alone. */
export default async function MeetingsLayout({ children }: { children: ReactNode }) {
  const { meetings } = await getMessages();
  return <MeetingWords meetings={meetings}>{children}</MeetingWords>;
}
