/** Lets something settle, or run for so long. In ms. */
export const pause = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));
