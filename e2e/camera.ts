import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const WIDTH = 320;
const HEIGHT = 180;
const FRAMES = 15;
const SQUARE = 20;
const FILE = path.resolve("test-results", "camera.y4m");

/** One frame in YUV 4:2:0: squares of which every second row moves. */
function frame(number: number): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  for (let at = 0; at < luma.length; at++) {
    const [column, row] = [Math.floor((at % WIDTH) / SQUARE), Math.floor(at / WIDTH / SQUARE)];
    luma[at] = ((column + (row % 2) * number) % FRAMES) * 16;
  }
  const chroma = luma.length / 4;
  return Buffer.concat([luma, Buffer.alloc(chroma, 110), Buffer.alloc(chroma, 150)]);
}

/**
 * A small camera for the browsers of plays, 320×180 at 15 frames a second: what most plays are about does not depend on the
 * size of pictures, and two cores encode a call of three at 720p for twice as long as the play itself takes.
 * Returns the argument for Chromium. The file is YUV4MPEG2, which Chromium's fake capture reads.
 */
export function smallCamera(): string {
  if (!existsSync(FILE)) {
    const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES}:1 Ip A1:1 C420jpeg\n`;
    const frames = Array.from({ length: FRAMES }, (_, number) => [Buffer.from("FRAME\n"), frame(number)]);
    mkdirSync(path.dirname(FILE), { recursive: true });
    writeFileSync(`${FILE}.${process.pid}`, Buffer.concat([Buffer.from(header), ...frames.flat()]));
    renameSync(`${FILE}.${process.pid}`, FILE);
  }
  return `--use-file-for-fake-video-capture=${FILE}`;
}
