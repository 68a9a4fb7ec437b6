import { utcTime } from "./icalendar";

type Entry = { topic: string; link: string; startsAt: number; endsAt: number; rrule: string | null };

/** The page on which Google Calendar offers to add a meeting. */
export function googleCalendarLink({ topic, link, startsAt, endsAt, rrule }: Entry): string {
  const fields = new URLSearchParams({
    action: "TEMPLATE",
    text: topic,
    details: link,
    location: link,
    dates: `${utcTime(startsAt)}/${utcTime(endsAt)}`,
  });
  if (rrule) fields.set("recur", `RRULE:${rrule}`);
  return `https://calendar.google.com/calendar/render?${fields}`;
}

/** The same for Outlook on the web; it takes no rule, so a meeting that repeats is added once. */
export function outlookLink({ topic, link, startsAt, endsAt }: Entry): string {
  const fields = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: topic,
    body: link,
    location: link,
    startdt: new Date(startsAt).toISOString(),
    enddt: new Date(endsAt).toISOString(),
  });
  return `https://outlook.live.com/calendar/0/deeplink/compose?${fields}`;
}
