import { expect, test } from "vitest";
import { levelOf, meterOf } from "./level";
import { talkDetector } from "./talking";

const told = (levels: number[]) => {
  const isTalk = talkDetector();
  return levels.map(isTalk).indexOf(true);
};
const quiet = (count: number) => Array<number>(count).fill(0.004);

test("C6 half a second of voice is talk, with the pauses between words", () => {
  expect(told([...quiet(20), 0.1, 0.2, 0.01, 0.1, 0.15, 0.01, 0.2])).toBe(26);
});

test("C6 a knock, a cough now and then, and a quiet room are not", () => {
  const knock = [0.5, 0.3, ...quiet(20)];
  expect(told([...knock, ...knock, ...quiet(100), 0.6, 0.6, 0.6, ...quiet(40)])).toBe(-1);
});

test("C5 a meter is empty in silence, full when somebody shouts, and in between at a voice", () => {
  const sine = Float32Array.from({ length: 4_096 }, (_, at) => 0.1 * Math.sin(at / 5));
  expect(levelOf(sine)).toBeCloseTo(0.1 / Math.SQRT2, 2);
  expect(levelOf(new Float32Array())).toBe(0);
  expect(meterOf(0)).toBe(0);
  expect(meterOf(0.5)).toBe(1);
  expect(meterOf(levelOf(sine))).toBeCloseTo(0.74, 1);
});
