"use client";
import type { TrackPublication } from "livekit-client";
import { type ReactNode, useState } from "react";
import { firstPicture } from "@/lib/hurry";
import { Picture } from "./room";

/** A browser hardly draws what cannot be seen at all, and would begin with it at the change: a hundredth is seen by nobody. */
const UNSEEN = "opacity-[0.01]";

/** `isUnseen`: comes in and is not shown, until its turn is there. */
export type FacePicture = { camera: TrackPublication; isUnseen: boolean };

/**
 * A person's picture from its first frame on, and until then what stands for it. A picture that has not begun waits in front, where it can be
 * seen through, so that its first frame waits for nothing. While a call moves there are several, each in an element that stays: the change from one to the
 * next has no frame without a picture.
 */
export function Face({ pictures, avatar }: { pictures: FacePicture[]; avatar: ReactNode }) {
  const [known, setKnown] = useState<Readonly<Record<string, "seen" | "gone">>>({});
  const set = (sids: string[], what: "seen" | "gone") =>
    setKnown((before) => ({ ...before, ...Object.fromEntries(sids.map((sid) => [sid, what])) }));
  const stateOf = ({ camera }: FacePicture) => known[camera.trackSid];
  // The element keeps its last frame: the next picture begins in a new one.
  const stopped = pictures.filter((one) => one.camera.isMuted && stateOf(one) === "seen");
  if (stopped.length > 0)
    set(
      stopped.map(({ camera }) => camera.trackSid),
      "gone",
    );
  const isShown = (one: FacePicture) => !one.isUnseen && !one.camera.isMuted && stateOf(one) === "seen";
  const drawn = pictures.filter((one) => !one.camera.isMuted || stateOf(one) === undefined);
  return (
    <>
      {!pictures.some(isShown) && avatar}
      {drawn.map(({ camera, isUnseen }) => (
        <Picture
          key={camera.trackSid}
          publication={camera}
          className={`absolute inset-0 size-full object-cover ${isUnseen ? UNSEEN : ""}`}
          onFirstFrame={() => {
            set([camera.trackSid], "seen");
            firstPicture();
          }}
        />
      ))}
    </>
  );
}
