/** What asks again and again, and less while nobody looks. */
export interface Repeating {
  start(): void;
  stop(): void;
  setVisible(visible: boolean): void;
}

/** Starts it, and tells it whether the page is seen. Returns how to end it. */
export function whileVisible(repeating: Repeating): () => void {
  const onVisibility = () =>
    repeating.setVisible(document.visibilityState !== 'hidden');
  document.addEventListener('visibilitychange', onVisibility);
  repeating.start();
  onVisibility();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    repeating.stop();
  };
}
