/** Louder than a quiet room (-34 dB), as a voice is at a microphone that levels itself. */
const LOUD = 0.02;
/** Looks, of a tenth of a second each. */
const WINDOW = 12;
const ENOUGH = 5;

/**
 * Tells talk from a knock or a cough: half a second of sound within little more than a second. Give it each level of `watchLevel`; true
 * once somebody talks.
 */
export function talkDetector(): (level: number) => boolean {
  const loud: boolean[] = [];
  return (level) => {
    loud.push(level > LOUD);
    if (loud.length > WINDOW) loud.shift();
    return loud.filter(Boolean).length >= ENOUGH;
  };
}
