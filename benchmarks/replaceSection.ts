/** A document in which the part under one `#` heading is told anew; the parts of other benchmarks stay. */
export function replaceSection(
  whole: string,
  heading: string,
  text: string,
): string {
  const parts = whole.split(/^(?=# )/m).filter(part => part.trim());
  const at = parts.findIndex(part => part.startsWith(heading));
  const told = `${text.trim()}\n\n`;
  return at < 0
    ? [...parts.map(part => `${part.trim()}\n\n`), told].join('')
    : parts
        .map((part, index) => (index === at ? told : `${part.trim()}\n\n`))
        .join('');
}
