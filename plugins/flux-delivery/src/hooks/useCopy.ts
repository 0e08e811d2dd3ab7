import { useEffect, useState } from 'react';

const SHOW_RESULT_FOR = 2000;

/** Copies `text`, and tells for a moment whether that worked. */
export function useCopy(text = '') {
  const [result, setResult] = useState<'done' | 'failed'>();

  useEffect(() => {
    const timer = setTimeout(() => setResult(undefined), SHOW_RESULT_FOR);
    return () => clearTimeout(timer);
  }, [result]);

  /** For what is made only when it is asked for. */
  const copyText = (other: string) =>
    writeToClipboard(other).then(
      () => setResult('done'),
      () => setResult('failed'),
    );
  return { result, copy: () => copyText(text), copyText };
}

/** The clipboard does not exist at all on pages without TLS: that is a failure to tell, not an exception. */
async function writeToClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
