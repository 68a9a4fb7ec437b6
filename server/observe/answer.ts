/** What is answered to a monitor. */
export type Answer = { status: number; headers?: Record<string, string>; type?: string; text?: string };

/** The same with a body of JSON. */
export const json = (status: number, body: unknown): Answer => ({
  status,
  type: "application/json",
  text: JSON.stringify(body),
});
