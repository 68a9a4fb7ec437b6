import { type Store, writable } from "@/lib/store";

/** Tells who asked whether the person wants to call without encryption. */
type Answer = (isWanted: boolean) => void;

const question = writable<Answer | null>(null);
/** Asked while somebody wants to call from a browser that cannot encrypt; null otherwise. */
export const plainCallQuestion: Store<Answer | null> = question;

/** Asks the person whether to call without encryption. A second question answers the first with no. */
export async function askForPlainCall(): Promise<boolean> {
  question.value?.(false);
  return await new Promise<boolean>((resolve) => {
    const answer: Answer = (isWanted) => {
      if (question.value === answer) question.set(null);
      resolve(isWanted);
    };
    question.set(answer);
  });
}
