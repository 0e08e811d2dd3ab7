import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';

const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');

type Answers = Record<string, () => unknown>;

/** In a child: answers the questions that its parent asks by name. */
export function answerParent(answers: Answers): void {
  process.on('message', async ({ id, ask }: { id: number; ask: string }) => {
    process.send!({ id, answer: await answers[ask]() });
  });
}

/** A process of the benchmark: told what to do by its argument, asked by messages. */
export class Child {
  private lastId = 0;

  private constructor(private readonly process: ChildProcess) {}

  /** Starts a file of this folder and waits until it is ready. */
  static async start<Ready>(
    file: string,
    options: unknown,
    execArgv: string[],
  ): Promise<{ child: Child; ready: Ready }> {
    const started = fork(resolve(__dirname, file), [JSON.stringify(options)], {
      execArgv: ['--require', TRANSFORM, ...execArgv],
      env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error' },
    });
    const ready = await new Promise<Ready>((done, fail) => {
      started.on('message', (message: { ready?: Ready }) => {
        if (message.ready !== undefined) {
          done(message.ready);
        }
      });
      started.once('error', fail);
      started.once('exit', code =>
        fail(new Error(`${file} ended with ${code} before it was ready`)),
      );
    });
    return { child: new Child(started), ready };
  }

  ask<Answer>(question: string): Promise<Answer> {
    const id = ++this.lastId;
    return new Promise((done, fail) => {
      const ended = () => fail(new Error(`It ended when asked: ${question}`));
      const onMessage = (message: { id?: number; answer: Answer }) => {
        if (message.id === id) {
          this.process.off('message', onMessage);
          this.process.off('exit', ended);
          done(message.answer);
        }
      };
      this.process.on('message', onMessage);
      this.process.once('exit', ended);
      this.process.send({ id, ask: question });
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) {
      return;
    }
    const ended = new Promise(done => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    const forced = setTimeout(() => this.process.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(forced);
  }
}
