import { useEffect, useState } from 'react';

const SHOW_RESULT_FOR = 2000;

/** Copies `text`, and tells for a moment whether that worked. */
export function useCopy(text: string) {
  const [result, setResult] = useState<'done' | 'failed'>();

  useEffect(() => {
    const timer = setTimeout(() => setResult(undefined), SHOW_RESULT_FOR);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = () =>
    writeToClipboard(text).then(
      () => setResult('done'),
      () => setResult('failed'),
    );
  return { result, copy };
}

/** The clipboard does not exist at all on pages without TLS: that is a failure to tell, not an exception. */
async function writeToClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
