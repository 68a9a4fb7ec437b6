/** Gives the person a file to keep, as if it had been downloaded. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  // The browser reads the address after the click is handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
