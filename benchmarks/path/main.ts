import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import { describeConditions } from './conditions';
import { replaceSection } from '../replaceSection';
import { PATH_HEADING, reportOf } from './report';
import type { Result } from './Result';
import { run } from './run';

const FOLDER = resolve(__dirname, '..');

/** Measures an empty fleet first: what a backend needs before it knows anything. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      appliers: { type: 'string', default: '0,1000,10000' },
      views: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '25' },
      write: { type: 'boolean', default: false },
      'cpu-prof': { type: 'boolean', default: false },
    },
  });
  const conditions = describeConditions();
  const results: Result[] = [];
  for (const appliers of values.appliers.split(',').map(Number)) {
    const options = {
      appliers,
      views: Number(values.views),
      rounds: Number(values.rounds),
      execArgv: values['cpu-prof']
        ? ['--cpu-prof', `--cpu-prof-dir=${resolve(FOLDER, '../.cache/bench')}`]
        : [],
    };
    results.push(await run(options, text => process.stderr.write(`${text}\n`)));
  }
  const text = reportOf(results, conditions);
  process.stdout.write(text);
  if (values.write) {
    await write(text);
  }
}

async function write(text: string) {
  const file = resolve(FOLDER, 'RESULTS.md');
  const style = await prettier.resolveConfig(file);
  const whole = replaceSection(readFileSync(file, 'utf8'), PATH_HEADING, text);
  writeFileSync(file, prettier.format(whole, { ...style, parser: 'markdown' }));
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
