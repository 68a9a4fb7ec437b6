/** Waits; a time that is over already is none. In ms. */
export const rest = async (ms: number) =>
  await new Promise<void>((resume) => setTimeout(resume, Math.max(0, ms)));
