import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { folderOf } from './loadScenarios.mjs';

/** Marks the namespaces that the suite made. */
export const SCENARIO_LABEL = 'flux-delivery.test/scenario';

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
      cluster: cluster.context,
      git: `${forge.url}/git/${this.path}`,
      privateGit: `${forge.url}/git/private/${this.path}`,
      charts: `${forge.url}/charts/${this.path}/`,
      oci: `oci://${forge.host}/${this.path}`,
    };
  }

  get label() {
    return { [SCENARIO_LABEL]: this.scenario.name };
  }

  /** Replaces `${word}`; a word that is not known is a mistake in the scenario. */
  fill(text, more = {}) {
    const words = { ...this.words, ...more };
    return text.replace(/\$\{(\w+)\}/g, (_, word) => {
      if (words[word] === undefined) {
        throw new Error(
          `${this.scenario.name}: nothing is called \${${word}} here`,
        );
      }
      return words[word];
    });
  }

  /** The objects of one of the scenario's files. */
  async objects(file) {
    const text = this.fill(
      await readFile(join(folderOf(this.scenario.name), file), 'utf8'),
    );
    return parseAllDocuments(text)
      .map(document => document.toJS())
      .filter(Boolean);
  }

  /**
   * The files of a commit, artifact or chart. A value is the text itself, or `{ template, name, image, … }`: a file of
   * `scenarios/_templates` with its words, where `with` has the last word.
   */
  async files(files) {
    const texts = await Promise.all(
      Object.entries(files).map(async ([path, content]) => [
        path,
        await this.#text(content),
      ]),
    );
    return Object.fromEntries(texts);
  }

  async #text(content) {
    if (typeof content === 'string') {
      return this.fill(content);
    }
    const { template, image = 'ok', id, with: more, ...words } = content;
    const text = await readFile(
      join(folderOf('_templates'), `${template}.yaml`),
      'utf8',
    );
    const defaults = {
      labels: id ? `, backstage.io/kubernetes-id: ${id}` : '',
      selector: words.name,
      ...this.imageWords(image),
    };
    return this.fill(text, { ...defaults, ...words, ...more });
  }

  /** What `image: crash` in a scenario stands for. */
  imageWords(name) {
    const found = this.images[name];
    if (!found) {
      throw new Error(
        `${this.scenario.name}: there is no image "${name}" in scenarios/_templates/images.yaml`,
      );
    }
    return { image: found.image, args: JSON.stringify(found.args ?? []) };
  }

  /** `Kustomization/app` or `Kustomization/ns/app` → what the API calls it. */
  ref(text) {
    const parts = text.split('/');
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
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  HelmChart: 'source.toolkit.fluxcd.io/v1',
  Service: 'v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
};

/** @returns {Promise<Record<string, { image: string, args?: string[] }>>} */
export async function loadImages() {
  return parse(
    await readFile(join(folderOf('_templates'), 'images.yaml'), 'utf8'),
  );
}
