import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const KEPT_CHARACTERS = 200_000;

/**
 * Runs a command to its end with its output in a file.
 *
 * @returns exit code and the end of the output; a command that cannot be started has code 127
 */
export function runLogged(command, args, { cwd, env, logFile, onLine }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  return new Promise(resolve => {
    let output = '';
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = chunk => {
      log.write(chunk);
      output = (output + chunk).slice(-KEPT_CHARACTERS);
      const line = String(chunk).trim().split('\n').pop();
      if (line) onLine?.(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const stop = signal => child.kill(signal);
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const finish = (code, text = output) => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      log.end();
      resolve({ code, output: text });
    };
    child.once('error', error => finish(127, error.message));
    child.once('close', (code, signal) => {
      if (signal === 'SIGINT' || signal === 'SIGTERM') process.exit(130);
      finish(code ?? 1);
    });
  });
}
