const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Tells what is going on. On a terminal the current step is one line that ticks; elsewhere each step is a line when
 * it starts and a line when it ends, so that a log reads the same.
 */
export function createNarrator(out = process.stdout) {
  const ticks = Boolean(out.isTTY);

  async function step(text, work) {
    const started = Date.now();
    const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
    if (!ticks) {
      out.write(`… ${text}\n`);
    }
    let detail = '';
    let frame = 0;
    const timer =
      ticks &&
      setInterval(() => {
        frame = (frame + 1) % FRAMES.length;
        const line = `${FRAMES[frame]} ${text} (${seconds()}) ${detail}`;
        out.write(`\r\x1b[2K${line.slice(0, (out.columns ?? 80) - 1)}`);
      }, 120);
    const end = mark => {
      if (timer) {
        clearInterval(timer);
        out.write('\r\x1b[2K');
      }
      out.write(`${mark} ${text} (${seconds()})\n`);
    };
    try {
      const result = await work(line => {
        detail = line;
      });
      end('✓');
      return result;
    } catch (error) {
      end('✗');
      throw error;
    }
  }

  return { step, say: text => out.write(`${text}\n`) };
}
