import { getTranslations } from "next-intl/server";
import { caller } from "@/app/caller";
import { RecentCalls } from "@/components/history/recent-calls";
import { GroupDial } from "@/components/home/group-dial";
import { RequestsBanner } from "@/components/home/requests-banner";
import { SpeedDial } from "@/components/home/speed-dial";
import { TodaysMeetings } from "@/components/home/todays-meetings";
import { RECENT_CALLS } from "@/lib/api/recent-calls";

/** Home: the day's meetings, people one tap away, and the last calls. */
export default async function HomePage() {
  const t = await getTranslations("home");
  const api = await caller();
  const [people, groups, recent, soon] = await Promise.all([
    api.contacts.list(),
    api.contacts.groups.list(),
    api.history.list({ limit: RECENT_CALLS }),
    api.meetings.soon(),
  ]);
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <RequestsBanner initial={people} />
      <TodaysMeetings initial={soon} />
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:items-start xl:gap-10">
        <div className="grid grid-cols-1 gap-8">
          <SpeedDial initial={people} />
          <GroupDial initial={groups} />
        </div>
        <RecentCalls initial={recent} />
      </div>
    </>
  );
}
