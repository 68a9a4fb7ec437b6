/** Spreadsheets take what begins with these for a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** A file of comma-separated values (RFC 4180) that a spreadsheet reads as text alone. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  const inert = (FORMULA.test(text) ? `'${text}` : text).replaceAll(/[\r\n]+/g, " ");
  return `"${inert.replaceAll('"', '""')}"`;
}
