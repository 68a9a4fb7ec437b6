import { writeFileSync } from "node:fs";
import { random as seeded } from "../../server/testing/random";

const RATE = 48_000;
const SECONDS = 24;
/** First and second formant of five vowels, in Hz (Peterson and Barney, 1952). */
const VOWELS = [
  [730, 1090],
  [530, 1840],
  [270, 2290],
  [570, 840],
  [300, 870],
] as const;

/**
 * Writes something like speech, always the same: syllables of voiced vowels, some with a hiss before them, in phrases with pauses between.
 * It is for Chromium's `--use-file-for-fake-audio-capture`.
 */
export function writeSpeech(file: string): void {
  const random = seeded(7);
  const samples = new Int16Array(RATE * SECONDS);
  let at = 0;
  while (at < samples.length) {
    const syllables = 4 + Math.floor(random() * 7);
    for (let syllable = 0; syllable < syllables; syllable++) at = speak(samples, at, random);
    at += Math.floor(RATE * (0.25 + random() * 0.5));
  }
  writeFileSync(file, Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]));
}

function speak(into: Int16Array, from: number, random: () => number): number {
  const pitch = 105 + random() * 50;
  const [first, second] = VOWELS[Math.floor(random() * VOWELS.length)] ?? VOWELS[0];
  const voiced = Math.floor(RATE * (0.12 + random() * 0.14));
  const hiss = random() < 0.4 ? Math.floor(RATE * 0.06) : 0;
  for (let at = 0; at < hiss; at++) put(into, from + at, (random() - 0.5) * 0.15);
  for (let at = 0; at < voiced; at++) {
    const time = at / RATE;
    // Each period of the voice rings at the formants and fades.
    const since = time % (1 / pitch);
    const ring = (hertz: number, width: number) =>
      Math.sin(2 * Math.PI * hertz * since) * Math.exp(-Math.PI * width * since);
    const envelope = Math.sin((Math.PI * at) / voiced);
    put(into, from + hiss + at, envelope * (0.5 * ring(first, 80) + 0.3 * ring(second, 120)));
  }
  return from + hiss + voiced;
}

function put(into: Int16Array, at: number, value: number): void {
  if (at < into.length) into[at] = Math.round(value * 32_000);
}

/** RIFF WAVE, one channel of 16 bit PCM. */
function header(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}
