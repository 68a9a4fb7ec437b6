import { type Participant, type Room, RoomEvent, Track } from "livekit-client";
import * as z from "zod/mini";
import type { Attendant } from "@/lib/call/attended";
import { dataLineOf } from "@/lib/call/data/data-line";
import { reliableTopic } from "@/lib/call/data/topic";
import { fromBase64url, toBase64url } from "@/lib/e2ee/bytes";
import { hearRoom } from "@/lib/media/hear-room";
import { screenOf } from "./ink";
import { offerInk, startInk } from "./ink-now";
import type { InkLine } from "./ink-line";
import type { InkRoom } from "./ink-room";
import { PACE } from "./limits";
import { showOwnScreen } from "./own-screen";

/** A packet of ink, its bytes as base64url. */
const inkTopic = reliableTopic("ink", z.string().check(z.regex(/^[\w-]+$/)), PACE);

/** Listens for ink from the first moment of a connection; what draws it loads when a screen is shared or somebody says something of it. */
export const followInk: Attendant = ({ room: { room } }) => {
  let made: Promise<InkRoom> | null = null;
  let isOver = false;
  const begin = () => {
    // A network that breaks off: the next one who needs it tries again.
    made ??= makeRoom(room).catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
  const takeBack = offerInk(begin);
  const withInk = (act: (ink: InkRoom) => void) =>
    void startInk().then(
      (ink) => {
        if (!isOver) act(ink);
      },
      () => {},
    );
  const stopHearing = dataLineOf(room).on(inkTopic, (text, from) => {
    const bytes = bytesOf(text);
    if (bytes) withInk((ink) => ink.receive(bytes, from));
  });
  const look = () => {
    if (isShared(room)) withInk((ink) => followOwn(room, ink));
  };
  const unshared = () => {
    showOwnScreen(false);
    withInk((ink) => wipe(room, ink));
  };
  const stopFollowing = hearRoom(room, {
    [RoomEvent.ParticipantConnected]: ({ identity }) => made && withInk((ink) => ink.welcome(identity)),
    [RoomEvent.ParticipantDisconnected]: ({ identity }) => made && withInk((ink) => ink.forget(identity)),
    [RoomEvent.Reconnected]: () => made && withInk((ink) => ink.askAgain()),
    [RoomEvent.TrackPublished]: look,
    [RoomEvent.LocalTrackPublished]: look,
    [RoomEvent.LocalTrackUnpublished]: ({ source }) => source === Track.Source.ScreenShare && unshared(),
  });
  look();
  return () => {
    isOver = true;
    takeBack();
    stopHearing();
    stopFollowing();
    void made?.then(
      (ink) => ink.close(),
      () => {},
    );
  };
};

async function makeRoom(room: Room): Promise<InkRoom> {
  const { InkRoom } = await import("./ink-room");
  const ink = new InkRoom(lineOf(room));
  showWhenDrawn(room, ink);
  return ink;
}

/** Packets go one after the other: encrypting one must not take longer than the next. */
function lineOf(room: Room): InkLine {
  const line = dataLineOf(room);
  let sent = Promise.resolve();
  return {
    me: room.localParticipant.identity,
    others: () => [...room.remoteParticipants.keys()],
    send: (packet, to) => {
      const text = toBase64url(packet);
      // What does not go out while the connection is lost is asked for when it is back.
      sent = sent.then(() => line.send(inkTopic, text, to)).catch(() => {});
    },
  };
}

const isShared = (room: Room): boolean =>
  [room.localParticipant, ...room.remoteParticipants.values()].some(hasScreen);
const hasScreen = (one: Participant): boolean =>
  one.getTrackPublication(Track.Source.ScreenShare) !== undefined;

/** Who shares a screen answers for its ink, also where they do not look at it. */
function followOwn(room: Room, ink: InkRoom): void {
  if (hasScreen(room.localParticipant)) ink.surface(screenOf(room.localParticipant.identity));
}

/** Who shares a screen sees it as soon as somebody draws on it. */
function showWhenDrawn(room: Room, ink: InkRoom): void {
  const own = screenOf(room.localParticipant.identity);
  ink.subscribe((changed) => {
    if (changed !== own || !hasScreen(room.localParticipant)) return;
    const { finished, growing } = ink.surface(own);
    if (finished.length > 0 || [...growing].length > 0) showOwnScreen(true);
  });
}

/** The next screen begins without the ink of this one. */
function wipe(room: Room, ink: InkRoom): void {
  const id = screenOf(room.localParticipant.identity);
  ink.tell(id, ink.surface(id).clear(true));
}

function bytesOf(text: string): Uint8Array | null {
  try {
    return fromBase64url(text);
  } catch {
    return null;
  }
}
