/** How many calls the first page shows. */
export const RECENT_CALLS = 6;
