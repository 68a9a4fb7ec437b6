import { expect, it } from "vitest";
import { askForPlainCall, plainCallQuestion } from "./plain-call";

it("E4 calling without encryption is asked for, and the answer ends the question", async () => {
  const asked = askForPlainCall();
  plainCallQuestion.value?.(true);
  expect(await asked).toBe(true);
  expect(plainCallQuestion.value).toBeNull();
});

it("E4 a second question answers the first with no", async () => {
  const first = askForPlainCall();
  const second = askForPlainCall();
  expect(await first).toBe(false);
  plainCallQuestion.value?.(false);
  expect(await second).toBe(false);
});
