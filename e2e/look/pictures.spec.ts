import type { BrowserContext } from "@playwright/test";
import { expect, type Person, test } from "../people";

test.use({ camera: "720p" });

/*
 * Draws docs/images anew from the real app: PEAL_PICTURES=1 npx playwright test pictures
 */
const SHOT = { animations: "disabled", scale: "css" } as const;
const file = (name: string) => ({ ...SHOT, path: `docs/images/${name}.png` });

/** A drawn person instead of the browser's green test picture. */
async function drawnCamera(context: BrowserContext, hue: number): Promise<void> {
  await context.addInitScript((colour: number) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 1280, height: 720 });
    const pen = canvas.getContext("2d");
    const draw = () => {
      if (!pen) return;
      const back = pen.createLinearGradient(0, 0, 1280, 720);
      back.addColorStop(0, `hsl(${colour} 35% 72%)`);
      back.addColorStop(1, `hsl(${colour + 40} 40% 38%)`);
      pen.fillStyle = back;
      pen.fillRect(0, 0, 1280, 720);
      const sway = Math.sin(performance.now() / 900) * 6;
      pen.fillStyle = `hsl(${colour + 180} 30% 28%)`;
      pen.beginPath();
      pen.ellipse(640 + sway, 740, 330, 270, 0, 0, 7);
      pen.fill();
      pen.fillStyle = "hsl(28 45% 68%)";
      pen.beginPath();
      pen.ellipse(640 + sway, 350, 125, 160, 0, 0, 7);
      pen.fill();
      pen.fillStyle = "hsl(25 30% 22%)";
      pen.beginPath();
      pen.ellipse(640 + sway, 255, 140, 105, 0, Math.PI, 0);
      pen.fill();
    };
    setInterval(draw, 50);
    const media = navigator.mediaDevices as MediaDevices | undefined;
    if (!media) return;
    const getUserMedia = media.getUserMedia.bind(media);
    media.getUserMedia = async (wanted) => {
      if (!wanted?.video) return await getUserMedia(wanted);
      const sound = wanted.audio ? await getUserMedia({ audio: wanted.audio }) : new MediaStream();
      return new MediaStream([...sound.getAudioTracks(), ...canvas.captureStream(25).getVideoTracks()]);
    };
  }, hue);
}

async function pastCalls(ana: Person, others: Person[]): Promise<void> {
  for (const [at, other] of others.entries()) {
    const [caller, callee] = at % 2 ? [other, ana] : [ana, other];
    const { callId } = await caller.api.start([callee.id], at % 2 ? "audio" : "video");
    if (at !== 1) await callee.api.answer(callId);
    await caller.api.leave(callId);
  }
}

test("pictures for the documents", async ({ people }) => {
  const { ana, bo, cleo, dev } = await people("Ana", "Bo", "Cleo", "Dev");
  await drawnCamera(ana.context, 200);
  await drawnCamera(bo.context, 20);
  await ana.api.favourite(bo.id);
  await ana.api.favourite(cleo.id);
  await pastCalls(ana, [bo, cleo, dev, bo, cleo]);

  await ana.opens("/");
  await expect(ana.page.getByText("Cleo").first()).toBeVisible();
  await expect(ana.page.getByText(/Recent calls/)).toBeVisible();
  await ana.page.screenshot(file("home"));

  await bo.opens("/");
  await bo.calls(ana);
  await ana.isRungBy(bo);
  await ana.page.screenshot(file("ring"));
  await ana.answers("video");
  await Promise.all([ana.sees(bo), bo.sees(ana)]);
  const video = ana.tile(bo).locator("video");
  await expect.poll(() => video.evaluate((one) => (one as HTMLVideoElement).videoWidth)).toBeGreaterThan(900);
  // The bars have faded by now.
  await ana.page.mouse.move(500, 300);
  await ana.page.mouse.move(520, 310);
  await ana.button("End call").hover();
  await ana.page.screenshot(file("call"));
  await ana.hangsUp();

  const phone = await ana.device("Phone", { mobile: true });
  await phone.opens("/history");
  await expect(phone.page.getByText("Dev").first()).toBeVisible();
  await expect(phone.page.getByText(/1 missed call/)).toHaveCount(0);
  await phone.page.screenshot(file("phone"));
});
