/**
 * Asks again and again until it holds, and returns what it then is: a test that waits, waits for what it asserts.
 *
 * @throws Error with what it was last, after a minute
 */
export async function until<T>(
  ask: () => Promise<T> | T,
  holds: (answer: T) => boolean,
): Promise<T> {
  let answer = await ask();
  for (let tries = 0; tries < 120 && !holds(answer); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 500));
    answer = await ask();
  }
  if (!holds(answer)) {
    throw new Error(`Waited in vain; it is ${JSON.stringify(answer)}`);
  }
  return answer;
}
