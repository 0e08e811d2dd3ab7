/** @public */
export function isHttpUrl(url: string): boolean {
  return /^https?:\/\/[^\s/@\\]+(?:[/?#][^\s]*)?$/i.test(url);
}
