import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const DOCS = resolve(__dirname, '../../../../docs');

/** The code of a page of the documentation, as somebody would copy it. */
export function docSnippets(page: string) {
  const text = readFileSync(resolve(DOCS, page), 'utf8');
  return {
    /**
     * The first block of a language after some words of the page.
     *
     * @throws where the page has no such words, or no such block after them
     */
    after(words: string, language: string): string {
      const from = text.indexOf(`\n${words}`);
      const match = new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(
        from < 0 ? '' : text.slice(from),
      );
      if (!match) {
        throw new Error(`${page} has no ${language} after "${words}"`);
      }
      return match[1];
    },
  };
}
