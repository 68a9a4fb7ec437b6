/** Digits as people compare them: in groups of five, the last one with what is left. */
export const digitGroups = (digits: string): string[] => digits.match(/.{1,5}/g) ?? [];

/** A group as it is read aloud: digit by digit, not as one number. */
export const spelledDigits = (group: string): string => [...group].join(" ");
