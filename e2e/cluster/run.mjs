import { runSuite } from './suite.mjs';
import { readOptions, UsageError } from './options.mjs';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => stopping.abort());
}

try {
  const failed = await runSuite(
    readOptions(process.argv.slice(2)),
    stopping.signal,
  );
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 2;
}
