import { beforeEach, describe, expect, it, vi } from "vitest";
import { follow } from "./merge-offers";

const nothing = { numAudios: 0, numVideos: 0 };

describe("what the SFU asks an offer for", () => {
  let begin = () => {};
  const sent = vi.fn();
  const offered = vi.fn();
  let transport = { on: (_: string, hear: () => void) => void (begin = hear), onOffer: sent };
  let signal = { onMediaSectionsRequirement: offered };

  beforeEach(() => {
    vi.useFakeTimers();
    sent.mockClear();
    offered.mockClear();
    transport = { ...transport, onOffer: sent };
    signal = { onMediaSectionsRequirement: offered };
    follow(transport, signal);
  });

  it("is answered by the one that is being made", () => {
    begin();
    signal.onMediaSectionsRequirement(nothing);
    expect(offered).not.toHaveBeenCalled();
    transport.onOffer("offer", 2);
    expect(sent).toHaveBeenCalledWith("offer", 2);
  });

  it("wants another one once it has left, and where none is made", () => {
    signal.onMediaSectionsRequirement(nothing);
    begin();
    transport.onOffer("offer", 2);
    signal.onMediaSectionsRequirement(nothing);
    expect(offered).toHaveBeenCalledTimes(2);
  });

  it("wants another one where sections are missing, or the one that was begun never left", () => {
    begin();
    signal.onMediaSectionsRequirement({ numAudios: 0, numVideos: 2 });
    vi.advanceTimersByTime(2_001);
    signal.onMediaSectionsRequirement(nothing);
    expect(offered).toHaveBeenCalledTimes(2);
  });
});
