/** Light, dark, or as the system has it. */
export const schemes = ["system", "light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

/** The cookie that keeps the choice, so that the server's first paint has it already. */
export const SCHEME_COOKIE = "peal-scheme";

/** The choice that a cookie's value stands for; `system` for anything else. */
export function schemeOf(value: string | undefined): Scheme {
  return schemes.find((scheme) => scheme === value) ?? "system";
}
