import { expect } from '@playwright/test';
import type { APIRequestContext, Locator, Page } from '@playwright/test';

const MOST_CLICKS = 3;

/** Somebody of the demo, signed in as `?persona=` and _Look as…_ do it, whose clicks are counted: for each question anew. */
export class Persona {
  private clicks = 0;
  private token: string | undefined;

  constructor(
    private readonly page: Page,
    private readonly request: APIRequestContext,
    private readonly name: string,
  ) {}

  /** Opens an address of the portal as this person. The persona stays as long as the tab does. */
  async open(path: string): Promise<void> {
    const url = new URL(path, 'http://portal');
    url.searchParams.set('persona', this.name);
    await this.page.goto(`${url.pathname}${url.search}`);
  }

  /** Fails where the answer took more clicks than somebody in a hurry has. */
  async ask(question: string, read: () => Promise<void>): Promise<void> {
    this.clicks = 0;
    await read();
    expect(this.clicks, `clicks to know ${question}`).toBeLessThanOrEqual(
      MOST_CLICKS,
    );
  }

  async click(control: Locator): Promise<void> {
    await control.click();
    this.clicks += 1;
  }

  /** What the portal answers this person behind its pages. */
  async fetch(
    path: string,
    { method = 'GET', data }: { method?: string; data?: object } = {},
  ): Promise<{ status: number; text: string; body: any }> {
    const answer = await this.request.fetch(`/api/${path}`, {
      method,
      data,
      headers: { Authorization: `Bearer ${await this.signIn()}` },
    });
    const text = await answer.text();
    const isJson = answer.headers()['content-type']?.includes('json');
    return {
      status: answer.status(),
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  private async signIn(): Promise<string> {
    if (this.token === undefined) {
      const answer = await this.request.get('/api/auth/persona/refresh', {
        headers: {
          'X-Requested-With': 'XMLHttpRequest',
          'X-Persona': `user:default/${this.name}`,
        },
      });
      await expect(answer).toBeOK();
      const { backstageIdentity } = await answer.json();
      expect(backstageIdentity.identity.userEntityRef).toBe(
        `user:default/${this.name}`,
      );
      this.token = backstageIdentity.token as string;
    }
    return this.token;
  }
}
