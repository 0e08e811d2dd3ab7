import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** The axe that comes with the linter. */
const AXE = readFileSync(
  createRequire(require.resolve('eslint-plugin-jsx-a11y/package.json')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
);

/** Fails where axe finds something in the parts of the page that are ours; the frame around them is the portal's. */
export async function expectAccessible(
  page: Page,
  parts: string,
  { disabled = [] }: { disabled?: string[] } = {},
): Promise<void> {
  await page.evaluate(AXE);
  const violations: Violation[] = await page.evaluate(
    async ([selector, rules]) => {
      const { axe } = window as unknown as {
        axe: { run(parts: Element[], options: object): Promise<any> };
      };
      const found = await axe.run(
        [...document.querySelectorAll(selector as string)],
        {
          resultTypes: ['violations'],
          rules: Object.fromEntries(
            (rules as string[]).map(rule => [rule, { enabled: false }]),
          ),
        },
      );
      return found.violations;
    },
    [parts, disabled] as const,
  );
  expect(
    violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html }) => html.slice(0, 200)),
    })),
  ).toEqual([]);
}
