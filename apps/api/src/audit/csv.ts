/** A table as spreadsheets read it (RFC 4180, UTF-8 with a byte order mark). */
export const csvOf = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** One cell: what a spreadsheet would compute stays text by an apostrophe before it (OWASP ASVS 5.0, 1.2.10). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
