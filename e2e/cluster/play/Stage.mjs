import { readFile } from 'node:fs/promises';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { templateFile } from './loadScenarios.mjs';
import { changeObjects } from './merge.mjs';

/** Marks the namespaces that the suite made. */
export const SCENARIO_LABEL = 'flux-delivery.test/scenario';

/** Nobody listens at the port that TCP calls the multiplexer. */
const CLOSED_PORT = '127.0.0.1:1';

/** What templates say where a scenario says nothing else. */
const DEFAULTS = {
  name: 'app',
  wait: true,
  retry: '20s',
  path: './',
  version: '1.x',
};

/**
 * One scenario on one cluster: its namespace, its repositories on the forge, and the words that its files may use.
 */
export class Stage {
  /**
   * @param {{ scenario: import('./loadScenarios.mjs').Scenario, cluster: import('../kube/Cluster.mjs').Cluster, forge: any, images: Record<string, { image: string, args?: string[] }> }} options
   */
  constructor({ scenario, cluster, forge, images }) {
    this.scenario = scenario;
    this.cluster = cluster;
    this.forge = forge;
    this.images = images;
    this.namespace = `fd-e2e-${scenario.name}`;
    /** Path of this play's repositories on the forge. */
    this.path = `${cluster.context
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')}/${scenario.name}`;
    this.words = {
      namespace: this.namespace,
      entity: `component:default/e2e-${scenario.name}`,
      cluster: cluster.context,
      git: `${forge.url}/git/${this.path}`,
      privateGit: `${forge.url}/git/private/${this.path}`,
      charts: `${forge.url}/charts/${this.path}/`,
      forge: forge.host,
      closed: CLOSED_PORT,
      api: cluster.connection.server,
      registry: `${forge.host}/${this.path}`,
      privateRegistry: `${forge.host}/private/${this.path}`,
    };
  }

  get label() {
    return { [SCENARIO_LABEL]: this.scenario.name };
  }

  /** Replaces `${word}`; a word that is not known is a mistake in the scenario, and `$${word}` stays as `${word}`. */
  fill(text, more = {}) {
    const words = { ...this.words, ...more };
    return text.replace(/(\$?)\$\{(\w+)\}/g, (found, escape, word) => {
      if (escape) {
        return found.slice(1);
      }
      if (words[word] === undefined) {
        throw new Error(
          `${this.scenario.name}: nothing is called \${${word}} here`,
        );
      }
      return words[word];
    });
  }

  /**
   * The objects that a step applies: whole ones, and those of templates, `{ template, change, … }`.
   *
   * @param {object | object[]} wanted
   */
  async objects(wanted) {
    const found = await Promise.all(
      [wanted].flat().map(async one => {
        if (one.template) {
          return this.#fromTemplate(one);
        }
        return [parse(this.fill(stringify(one)))];
      }),
    );
    return found.flat();
  }

  /**
   * The files of a commit, artifact or chart. A value is the text itself, or `{ template, name, image, … }`: a file of
   * `scenarios/_templates` with its words, of which `with` has the last one, and with `change` for the objects by kind.
   */
  async files(files) {
    const texts = await Promise.all(
      Object.entries(files).map(async ([path, content]) => [
        path,
        typeof content === 'string'
          ? this.fill(content)
          : (await this.#fromTemplate(content))
              .map(object => stringify(object))
              .join('---\n'),
      ]),
    );
    return Object.fromEntries(texts);
  }

  async #fromTemplate({ template, image = 'ok', id, with: more, ...rest }) {
    const { change = {}, ...words } = rest;
    const text = await readFile(templateFile(`${template}.yaml`), 'utf8');
    const filled = this.fill(text, {
      ...DEFAULTS,
      labels: id ? `, backstage.io/kubernetes-id: ${id}` : '',
      selector: words.name,
      ...this.imageWords(image),
      ...this.#filled({ ...words, ...more }),
    });
    const objects = parseAllDocuments(filled).map(document => document.toJS());
    return changeObjects(
      objects.filter(Boolean),
      parse(this.fill(stringify(change))),
    );
  }

  /** Words may be made of words. */
  #filled(words) {
    return Object.fromEntries(
      Object.entries(words).map(([key, value]) => [
        key,
        typeof value === 'string' ? this.fill(value) : value,
      ]),
    );
  }

  /** What `image: crash` in a scenario stands for: an image, its arguments, and what else its container needs. */
  imageWords(name) {
    const found = this.images[name];
    if (!found) {
      throw new Error(
        `${this.scenario.name}: there is no image "${name}" in scenarios/_templates/images.yaml`,
      );
    }
    const { image, ...more } = found;
    const fields = Object.entries({ args: [], ...more }).map(
      ([key, value]) => `, ${key}: ${JSON.stringify(value)}`,
    );
    return { image, container: fields.join('') };
  }

  /** Server-side apply. What does not go with the scenario's namespace bears its label, to be found and deleted. */
  async apply({ metadata, ...object }) {
    const { apiVersion, kind } = object;
    const inNamespace = await this.cluster.namespaced(apiVersion, kind);
    const more = inNamespace
      ? { namespace: metadata.namespace ?? this.namespace }
      : { labels: { ...metadata.labels, ...this.label } };
    await this.cluster.apply({ ...object, metadata: { ...metadata, ...more } });
  }

  /** `Kustomization/app` or `Kustomization/ns/app` → what the API calls it. */
  ref(text) {
    const parts = this.fill(text).split('/');
    const [kind, namespace, name] =
      parts.length === 3 ? parts : [parts[0], this.namespace, parts[1]];
    const apiVersion = API_VERSIONS[kind];
    if (!apiVersion) {
      throw new Error(
        `${this.scenario.name}: the suite does not know the kind of "${text}"`,
      );
    }
    return { apiVersion, kind, namespace, name };
  }
}

const API_VERSIONS = {
  Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
  HelmRelease: 'helm.toolkit.fluxcd.io/v2',
  GitRepository: 'source.toolkit.fluxcd.io/v1',
  OCIRepository: 'source.toolkit.fluxcd.io/v1',
  HelmRepository: 'source.toolkit.fluxcd.io/v1',
  HelmChart: 'source.toolkit.fluxcd.io/v1',
  Bucket: 'source.toolkit.fluxcd.io/v1',
  ImageRepository: 'image.toolkit.fluxcd.io/v1',
  ImagePolicy: 'image.toolkit.fluxcd.io/v1',
  ImageUpdateAutomation: 'image.toolkit.fluxcd.io/v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  Pod: 'v1',
  PodDisruptionBudget: 'policy/v1',
  Service: 'v1',
  ResourceQuota: 'v1',
  Widget: 'fd-e2e.test/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  TLSRoute: 'gateway.networking.k8s.io/v1',
  TCPRoute: 'gateway.networking.k8s.io/v1',
};

/** @returns {Promise<Record<string, { image: string, args?: string[] }>>} */
export async function loadImages() {
  return parse(await readFile(templateFile('images.yaml'), 'utf8'));
}
