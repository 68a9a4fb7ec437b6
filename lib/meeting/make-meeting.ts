import { api } from "@/lib/api/client";
import { keepLinkSecret, meetingLink, newLinkSecret, sealLinkSecret } from "@/lib/e2ee/link-secret";

type Wanted = Omit<Parameters<typeof api.meetings.create.mutate>[0], "meetingId" | "wraps">;
export type MadeMeeting = { meetingId: string; slug: string; link: string };

/** Creates a meeting with a link secret that is made here. Rejects as the API does. */
export async function makeMeeting(wanted: Wanted, meetingId: string): Promise<MadeMeeting> {
  const secret = newLinkSecret();
  const wraps = await sealLinkSecret(meetingId, secret);
  return keep(await api.meetings.create.mutate({ ...wanted, meetingId, wraps }), secret);
}

/** The person's own room, made where there is none yet. Rejects as the API does. */
export async function ownRoom(): Promise<{ meetingId: string }> {
  const meetingId = crypto.randomUUID();
  const secret = newLinkSecret();
  const made = await api.meetings.personal.mutate({
    meetingId,
    wraps: await sealLinkSecret(meetingId, secret),
  });
  if (made.isNew) keepLinkSecret(made.slug, secret);
  return made;
}

/** Gives a meeting another address and another secret. Rejects as the API does. */
export async function renewLink(meetingId: string): Promise<MadeMeeting> {
  const secret = newLinkSecret();
  const wraps = await sealLinkSecret(meetingId, secret);
  return keep({ meetingId, ...(await api.meetings.rotateLink.mutate({ meetingId, wraps })) }, secret);
}

function keep({ meetingId, slug }: { meetingId: string; slug: string }, secret: string): MadeMeeting {
  keepLinkSecret(slug, secret);
  return { meetingId, slug, link: meetingLink(slug, secret) };
}
