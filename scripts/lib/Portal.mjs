import { pollUntil } from './network.mjs';

/** Components that the demo is best read by; any other will do. */
const FIRST_CHOICE = ['payments-api'];
const LOOKED_AT = 20;

/** The portal as a browser sees it: used to say that a page answers only once it does. */
export class Portal {
  #url;
  #api;
  #token;

  /**
   * @param url where the app is served
   * @param api where the backend is served; the same unless a development server stands before it
   */
  constructor(url, api = url) {
    this.#url = url;
    this.#api = api;
  }

  async isReady() {
    return (await this.#fetch(`${this.#api}/.backstage/health/v1/readiness`))
      .ok;
  }

  /**
   * The address of a page of a service whose delivery path the backend answers with targets, and that the app serves.
   * Undefined while there is none.
   */
  async findServicePage() {
    for (const entity of await this.#components()) {
      const { namespace = 'default', name } = entity.metadata;
      const path = `${namespace}/component/${name}`;
      const answer = await this.#getJson(
        `/api/flux-delivery/entities/component/${namespace}/${name}/path`,
      ).catch(() => undefined);
      const targets =
        answer?.environments?.flatMap(({ targets: t }) => t) ?? [];
      const page = `${this.#url}/catalog/${path}/delivery-path`;
      if (targets.length > 0 && (await this.#servesApp(page))) return page;
    }
    return undefined;
  }

  /** The address of the catalog, once the app serves it. */
  async findCatalogPage() {
    return (await this.#servesApp(this.#url)) ? this.#url : undefined;
  }

  async #components() {
    const query = new URLSearchParams({
      filter: 'kind=component',
      fields: 'metadata.name,metadata.namespace,spec.lifecycle',
      limit: '500',
    });
    const { items } = await this.#getJson(
      `/api/catalog/entities/by-query?${query}`,
    );
    // What only plays a failure is the last choice.
    const rank = ({ metadata, spec }) => {
      if (FIRST_CHOICE.includes(metadata.name)) return 0;
      return spec?.lifecycle === 'example' ? 2 : 1;
    };
    return items.sort((a, b) => rank(a) - rank(b)).slice(0, LOOKED_AT);
  }

  async #servesApp(page) {
    const response = await this.#fetch(page);
    return response.ok && (await response.text()).includes('<div id="root">');
  }

  async #getJson(path) {
    this.#token ??= await this.#signIn();
    const response = await this.#fetch(`${this.#api}${path}`, {
      headers: this.#token ? { Authorization: `Bearer ${this.#token}` } : {},
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  }

  /** A portal whose adopter removed the guest is asked without a token, and may refuse. */
  async #signIn() {
    const response = await this.#fetch(`${this.#api}/api/auth/guest/refresh`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    return response.ok
      ? (await response.json()).backstageIdentity.token
      : undefined;
  }

  #fetch(url, init) {
    return fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  }
}

/** Waits for a page worth printing: `{ page, isService }`, or undefined when the backend never got ready. */
export async function waitForPage(portal, { readyWithin, serviceWithin }) {
  const ready = await pollUntil(() => portal.isReady(), {
    milliseconds: readyWithin,
  });
  if (!ready) return undefined;
  const service = await pollUntil(() => portal.findServicePage(), {
    milliseconds: serviceWithin,
    every: 500,
  });
  if (service) return { page: service, isService: true };
  const catalog = await pollUntil(() => portal.findCatalogPage(), {
    milliseconds: 5_000,
  });
  return catalog && { page: catalog, isService: false };
}
