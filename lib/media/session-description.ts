/** A session's description (SDP, RFC 8866) in which each section of sound is what `change` makes of it, and everything else as it was. */
export function withSound(sdp: string, change: (section: string) => string): string {
  const [session = "", ...media] = sdp.split(/^(?=m=)/m);
  return [
    session,
    ...media.map((section) => (section.startsWith("m=audio") ? change(section) : section)),
  ].join("");
}
