/** The worker asks a page to go to a path, after a notification was pressed. The page replies on the port that comes along. */
export type OpenMessage = { kind: "open"; path: string };
