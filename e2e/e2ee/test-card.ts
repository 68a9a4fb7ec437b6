import type { BrowserContext } from "@playwright/test";

/** What tells one picture and one sound from any other: the colours of its four quarters, and a tone. */
export type Card = { colours: [string, string, string, string]; hertz: number };

export const cards = {
  camera: { colours: ["#e02020", "#20c020", "#2030e0", "#e0d020"], hertz: 1000 },
  screen: { colours: ["#20d0d0", "#f0f0f0", "#101010", "#d020d0"], hertz: 1000 },
  spy: { colours: ["#ffffff", "#e02020", "#ffffff", "#2030e0"], hertz: 2500 },
} satisfies Record<string, Card>;

/** From now on the pages of a context send a test card for a camera, another one for a screen, and a tone for a microphone. */
export async function sendCards(context: BrowserContext): Promise<void> {
  await context.addInitScript(drawCards, cards);
}

/** Runs in the page. What the browser asks of the person, and in which order, stays as it is. */
export function drawCards(of: { camera: Card; screen: Card }): void {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return;
  const picture = ({ colours }: Card) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 360];
    const context = canvas.getContext("2d");
    let step = 0;
    setInterval(() => {
      if (!context) return;
      for (const [at, colour] of colours.entries()) {
        context.fillStyle = colour;
        context.fillRect((at % 2) * 320, at < 2 ? 0 : 180, 320, 180);
      }
      // Something moves, away from the middles of the quarters.
      context.fillStyle = "#808080";
      context.fillRect((step++ * 9) % 600, 166, 40, 28);
    }, 50);
    return canvas.captureStream(20).getVideoTracks();
  };
  const sound = ({ hertz }: Card) => {
    const context = new AudioContext();
    const [tone, gain, out] = [
      context.createOscillator(),
      context.createGain(),
      context.createMediaStreamDestination(),
    ];
    tone.frequency.value = hertz;
    gain.gain.value = 0.3;
    tone.connect(gain).connect(out);
    tone.start();
    return out.stream.getAudioTracks();
  };
  const getUserMedia = media.getUserMedia.bind(media);
  media.getUserMedia = async (wanted) => {
    const real = await getUserMedia(wanted);
    for (const track of real.getTracks()) track.stop();
    const tracks = [...(wanted?.video ? picture(of.camera) : []), ...(wanted?.audio ? sound(of.camera) : [])];
    return new MediaStream(tracks);
  };
  media.getDisplayMedia = async () => new MediaStream(picture(of.screen));
}
