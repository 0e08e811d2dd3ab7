/**
 * Answers that may be some time old, asked for once however many wait for them. Bounded: the oldest goes first. A failure is not
 * remembered. Who needs younger answers than others says so by `ttlMs`.
 */
export class RememberedAnswers<T> {
  private readonly answers = new Map<
    string,
    { at: number; answer: Promise<T> }
  >();

  constructor(
    private readonly limits: {
      ttlMs: number;
      kept: number;
      now: () => number;
    },
  ) {}

  has(key: string, ttlMs = this.limits.ttlMs): boolean {
    const known = this.answers.get(key);
    return known !== undefined && this.limits.now() - known.at < ttlMs;
  }

  get(
    key: string,
    ask: () => Promise<T>,
    ttlMs = this.limits.ttlMs,
  ): Promise<T> {
    const known = this.answers.get(key);
    if (known && this.has(key, ttlMs)) {
      return known.answer;
    }
    const answer = ask();
    this.remember(key, answer);
    answer.catch(() => this.forget(key, answer));
    return answer;
  }

  private remember(key: string, answer: Promise<T>) {
    this.answers.delete(key);
    this.answers.set(key, { at: this.limits.now(), answer });
    if (this.answers.size > this.limits.kept) {
      const [oldest] = this.answers.keys();
      this.answers.delete(oldest);
    }
  }

  private forget(key: string, answer: Promise<T>) {
    if (this.answers.get(key)?.answer === answer) {
      this.answers.delete(key);
    }
  }
}
