import { type LocalParticipant, ParticipantEvent, Track } from "livekit-client";
import { unsettle, whenSettled } from "@/lib/hurry";
import { rest } from "@/lib/rest";

/** So many pictures a second are made while first pictures are on their way. */
const FEW = 10;

/**
 * An encoder that begins takes the processor from what brings the first pictures: negotiation, keys and the other side's own picture. So a camera
 * sends ten pictures a second until they are through, and then as many as its layers say. An encoder does not start anew for that.
 */
export class GentleStart {
  /** What each layer of a sender was published with, in pictures a second. */
  readonly #usual = new Map<RTCRtpSender, (number | undefined)[]>();

  constructor(me: LocalParticipant) {
    me.on(ParticipantEvent.LocalSenderCreated, (sender, { source }) => {
      if (source === Track.Source.Camera) void this.#hold(sender);
    });
  }

  /** What was shut is sent from now on: first pictures are on their way. */
  begin(): void {
    unsettle();
    this.goOn();
  }

  /** What was published is sent as usual, once no first picture is on its way. */
  goOn(): void {
    whenSettled(this.#lift);
  }

  async #hold(sender: RTCRtpSender): Promise<void> {
    // LiveKit says in this same moment what is given up first; two changes at once refuse each other.
    await rest(0);
    const { encodings } = sender.getParameters();
    this.#usual.set(
      sender,
      encodings.map(({ maxFramerate }) => maxFramerate),
    );
    set(sender, (most) => Math.min(most ?? FEW, FEW));
  }

  readonly #lift = (): void => {
    for (const [sender, usual] of this.#usual) set(sender, (_, layer) => usual[layer]);
    this.#usual.clear();
  };
}

function set(
  sender: RTCRtpSender,
  rate: (most: number | undefined, layer: number) => number | undefined,
): void {
  const parameters = sender.getParameters();
  for (const [layer, encoding] of parameters.encodings.entries())
    encoding.maxFramerate = rate(encoding.maxFramerate, layer);
  // A sender that has ended meanwhile has no rate.
  void sender.setParameters(parameters).catch(() => {});
}
