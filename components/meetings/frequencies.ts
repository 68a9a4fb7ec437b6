/** How a meeting may repeat, as the form offers it. */
export const frequencies = ["once", "daily", "weekdays", "weekly", "monthly"] as const;
