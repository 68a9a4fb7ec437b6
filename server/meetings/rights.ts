import type { MaySend, SendSource } from "../media";
import type { MeetingRights, MeetingRole, MeetingSettings } from "./contract";

type Personal = { role: MeetingRole; mayTalk: boolean; isCameraStopped: boolean };

/** What somebody may do in a meeting that runs. Pure. */
export function rightsOf(
  settings: MeetingSettings,
  { role, mayTalk, isCameraStopped }: Personal,
): MeetingRights {
  const isHost = role !== "participant";
  return {
    chat: isHost || settings.chat,
    questions: isHost || settings.questions,
    screenShare: isHost || settings.screenShare,
    unmute: isHost || (settings.audio && (settings.unmute || mayTalk)),
    camera: isHost || (settings.video && !isCameraStopped),
    rename: isHost || settings.rename,
  };
}

/** The same as the SFU holds it. */
export function maySendBy({ unmute, camera, screenShare }: MeetingRights): MaySend {
  const allowed: [SendSource, boolean][] = [
    ["microphone", unmute],
    ["camera", camera],
    ["screen_share", screenShare],
  ];
  const sources = allowed.flatMap(([source, isAllowed]) => (isAllowed ? source : []));
  return sources.length === allowed.length ? null : sources;
}
