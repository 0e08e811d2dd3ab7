#!/usr/bin/env node
// Writes src/schema/spec.generated.ts of the backend from src/schema/openapi.yaml, which is the source.
// `--check` writes nothing and fails where the two disagree.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import prettier from 'prettier';

const folder = new URL(
  '../plugins/flux-delivery-backend/src/schema/',
  import.meta.url,
);
const target = fileURLToPath(new URL('spec.generated.ts', folder));
const spec = parse(readFileSync(new URL('openapi.yaml', folder), 'utf8'));
const text = prettier.format(
  `// Generated from openapi.yaml by scripts/generate-openapi.mjs.\nexport const spec = ${JSON.stringify(
    spec,
  )};\n`,
  { ...(await prettier.resolveConfig(target)), parser: 'typescript' },
);

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(
    'spec.generated.ts is not what openapi.yaml says: run `node scripts/generate-openapi.mjs` and commit.',
  );
  process.exit(1);
}
