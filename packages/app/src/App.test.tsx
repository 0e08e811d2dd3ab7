import { render, waitFor } from '@testing-library/react';
import { App } from './App';

describe('App', () => {
  const environment = process.env;
  afterEach(() => {
    process.env = environment;
    jest.restoreAllMocks();
  });

  it('boots with all its features and signs the guest in without a click', async () => {
    const asked: string[] = [];
    jest.spyOn(global, 'fetch').mockImplementation(async input => {
      asked.push(String(input instanceof Request ? input.url : input));
      throw new Error('no backend in this test');
    });
    const config = [
      {
        context: 'test',
        data: {
          app: { title: 'Test', baseUrl: 'http://localhost:7007' },
          backend: { baseUrl: 'http://localhost:7007' },
        },
      },
    ];
    // The real process.env turns every value into a string; the app reads an array.
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: config as unknown as string,
    };

    const rendered = render(App.createRoot());

    await waitFor(
      () =>
        expect(asked).toEqual([
          expect.stringMatching(/\/api\/auth\/guest\/refresh$/),
        ]),
      { timeout: 20_000 },
    );
    // A feature that does not fit (two pages on one path, an unknown extension) is an error screen.
    expect(rendered.baseElement).not.toHaveTextContent(
      /error while setting up the app/i,
    );
  }, 30_000);
});
