/** The code in what somebody typed or pasted: `abc-defg-hij`, without its dashes, or a whole link with its fragment; null for none. */
export function codeIn(text: string): { slug: string; fragment: string } | null {
  const [address = "", fragment] = text.trim().split("#", 2);
  const last =
    address
      .replace(/[?].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  const letters = last.toLowerCase().replace(/[\s-]/g, "");
  if (!/^[a-z]{10}$/.test(letters)) return null;
  const slug = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
  return { slug, fragment: fragment && /^[\w=&-]+$/.test(fragment) ? `#${fragment}` : "" };
}
