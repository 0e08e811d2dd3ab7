import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from './Failure.mjs';
import { LOGS, ROOT } from './paths.mjs';

const GRACE_MILLISECONDS = 8_000;
const KEPT_LINES = 12;

/**
 * The long-running processes behind the portal. Each leads a process group of its own, so that Ctrl-C reaches the
 * starter alone and stopAll() ends whatever a service has started in turn.
 */
export class Services {
  #running = new Map();
  #stopping = false;
  #failed;
  #reportFailure = () => {};

  constructor() {
    /** Rejects as soon as a service ends although nobody asked it to. */
    this.failure = new Promise((_, reject) => {
      this.#reportFailure = reject;
    });
    this.failure.catch(() => {});
  }

  start(name, command, args, { cwd = ROOT, env, verbose = false } = {}) {
    if (this.#stopping)
      throw new Failure('Stopped before everything had started.');
    mkdirSync(LOGS, { recursive: true });
    const logFile = join(LOGS, `${name}.log`);
    const log = createWriteStream(logFile);
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let last = '';
    const watching = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        log.write(chunk);
        if (verbose) process.stdout.write(chunk);
        last = (last + chunk).slice(-8_000);
        watching.forEach(look => look(last));
      });
    }
    const ended = new Promise(resolve => {
      child.once('error', error => {
        last += error.message;
        resolve();
      });
      child.once('close', resolve);
    }).then(() => {
      this.#running.delete(name);
      log.end();
      if (this.#stopping || this.#failed) return;
      this.#failed = new Failure(
        `The ${name} has stopped by itself; its last words, of ${relative(
          ROOT,
          logFile,
        )}:\n${last.trim().split('\n').slice(-KEPT_LINES).join('\n')}`,
      );
      this.#reportFailure(this.#failed);
    });
    this.#running.set(name, { child, ended });
    return {
      /** Resolves with what matched once the service has printed it; stays pending otherwise. */
      saying: pattern =>
        new Promise(resolve => {
          watching.push(output => {
            const match = output.match(pattern);
            if (match) resolve(match[0]);
          });
        }),
    };
  }

  /** Ends every service and what it started; returns when none is left. Safe to call again. */
  async stopAll() {
    this.#stopping = true;
    const running = [...this.#running.values()];
    const signalAll = signal =>
      running.forEach(({ child }) => signalGroup(child.pid, signal));
    signalAll('SIGTERM');
    const force = setTimeout(() => signalAll('SIGKILL'), GRACE_MILLISECONDS);
    await Promise.all(running.map(({ ended }) => ended));
    clearTimeout(force);
    // A service may leave children behind in its group.
    signalAll('SIGKILL');
  }

  /** For the impatient: no grace. */
  killAll() {
    this.#stopping = true;
    for (const { child } of this.#running.values()) {
      signalGroup(child.pid, 'SIGKILL');
    }
  }
}

function signalGroup(pid, signal) {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
