import type { Trouble } from "./problem-of";
import { saveAnswer } from "./save-answer";

/** Lets the person keep a file of all that the server has of them. What is wrong, or null. */
export const exportAccount = (password: string): Promise<Trouble | null> =>
  saveAnswer("/api/account/export", { password }, "peal.json");
