import { on } from "./bus";
import { callJobs, followRooms, leaveSignedOut, leaveToSomebody, ringSignedIn } from "./calls";
import { lowerHandsOf } from "./chat";
import { tellContacts, tellOfEnd, tellOwnDevices } from "./contacts";
import { dropKeys, exchangeKeys, releaseKeys } from "./e2ee";
import { cancelOfHeld, failOfEnded, failOfLeft, failOfLost, failOfSignedOut } from "./handoff";
import { endRequests } from "./identity";
import { historyJobs, takeNotesBack, writeHistory } from "./history";
import {
  forgetPerson,
  tellAnswered,
  tellEnded,
  tellHandedOver,
  tellOfMeetings,
  tellPartEnded,
  tellRang,
  tellStarted,
} from "./outbox";
import { endMeetingsOf, meetingJobs, meetingMailJobs, noteLeft, noteOver } from "./meetings";
import { countAnswered, countConnected, countEnded, countStarted } from "./observe";
import { endAsked, pushAsked, pushJobs, pushKnock, pushReminder, pushUnreached, unsubscribe } from "./push";
import { forgetConnection } from "./presence";
import { dropReports } from "./quality";
import { queueDeliveries, webhookJobs } from "./webhooks";

/** Binds reactions to events. Each process, and Next's bundle, does it once; twice is harmless. */
export function wire(): void {
  on("auth.signed-in", ringSignedIn);
  on("auth.signed-out", leaveSignedOut);
  on("auth.signed-out", unsubscribe);
  on("media.rooms-moved", followRooms);
  on("calls.rang", pushUnreached);
  on("auth.signed-out", forgetConnection);
  on("auth.signed-out", endRequests);
  on("identity.changed", tellContacts);
  on("identity.verified", tellOwnDevices);
  on("calls.part-ended", writeHistory);
  on("calls.ended", writeHistory);
  on("calls.answered", releaseKeys);
  on("calls.entered", exchangeKeys);
  on("calls.ended", dropKeys);
  on("auth.signed-out", failOfSignedOut);
  on("calls.standby-lost", failOfLost);
  on("calls.seats-left", failOfLeft);
  on("calls.seats-left", lowerHandsOf);
  on("calls.held", cancelOfHeld);
  on("calls.ended", failOfEnded);
  on("calls.seats-left", noteLeft);
  on("calls.ended", noteOver);
  on("meetings.knocked", pushKnock);
  on("meetings.reminded", pushReminder);
  on("calls.started", countStarted);
  on("calls.answered", countAnswered);
  on("calls.connected", countConnected);
  on("calls.ended", countEnded);
  on("handoff.asked", pushAsked);
  on("handoff.over", endAsked);
  on("calls.started", tellStarted);
  on("calls.rang", tellRang);
  on("calls.answered", tellAnswered);
  on("calls.part-ended", tellPartEnded);
  on("calls.ended", tellEnded);
  on("handoff.over", tellHandedOver);
  on("meetings.recorded", tellOfMeetings);
  on("outbox.ordered", queueDeliveries);
  on("auth.account-ended", endMeetingsOf);
  on("auth.account-ended", leaveToSomebody);
  on("auth.account-ended", dropReports);
  on("auth.account-ended", takeNotesBack);
  on("auth.account-ended", tellOfEnd);
  on("auth.account-ended", forgetPerson);
}

/** Every job there is. */
export const jobs = { ...callJobs, ...meetingJobs };

/** Jobs that wait for servers of others; they have a worker of their own, so that nothing else waits for those. */
export const outsideJobs = { ...pushJobs, ...historyJobs, ...meetingMailJobs, ...webhookJobs };
