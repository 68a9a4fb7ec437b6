import type { DeviceKind } from "./contract";

type Rule = readonly [RegExp, string];

// Order matters: most browsers also name those whose engine they share.
const browsers: readonly Rule[] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|OPT\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrom(?:e|ium)\/|CriOS\/|HeadlessChrome\//, "Chrome"],
  // A web app on the home screen leaves the word Safari out.
  [/Safari\/|AppleWebKit\/.*Mobile\//, "Safari"],
];
const systems: readonly Rule[] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Macintosh|Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

const first = (rules: readonly Rule[], text: string) => rules.find(([pattern]) => pattern.test(text))?.[1];

function kindOf(userAgent: string): DeviceKind {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)) return "tablet";
  return /Mobi|iPhone|iPod/.test(userAgent) ? "phone" : "desktop";
}

/** A device's name and kind by its User-Agent: "Chrome on macOS", "Safari on iPhone". */
export function describeDevice(userAgent: string): { name: string; kind: DeviceKind } {
  const system = first(systems, userAgent);
  const name = [first(browsers, userAgent) ?? "Browser", system && `on ${system}`].filter(Boolean).join(" ");
  return { name, kind: kindOf(userAgent) };
}

/** The name, numbered from 2 when another device of the person has it: a ring must say which one answered. */
export function unusedName(name: string, taken: readonly string[]): string {
  let number = 1;
  const numbered = () => (number === 1 ? name : `${name} ${number}`);
  while (taken.includes(numbered())) number += 1;
  return numbered();
}
