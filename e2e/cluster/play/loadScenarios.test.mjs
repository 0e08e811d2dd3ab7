import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { test } from 'node:test';
import { resolveExpectations } from './expectations.mjs';
import { loadScenarios } from './loadScenarios.mjs';
import { isStep } from './playScenario.mjs';
import { loadImages, Stage } from './Stage.mjs';

const scenarios = await loadScenarios([]);
const stageOf = async scenario =>
  new Stage({
    scenario,
    cluster: {
      context: 'kind-a',
      connection: { server: 'https://127.0.0.1:6443' },
    },
    forge: { host: 'forge:1', url: 'http://forge:1' },
    images: await loadImages(),
  });

test('scenarios have names of their own, whatever their segment, as namespaces are called like them', async () => {
  const files = await readdir(new URL('../scenarios/', import.meta.url), {
    recursive: true,
  });
  const names = files
    .filter(path => /^[a-z]+\/.*\.yaml$/.test(path))
    .map(path => basename(path, '.yaml'));
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.every(name => /^[a-z0-9-]{1,50}$/.test(name)));
});

test('entities have names of their own', () => {
  const names = scenarios.flatMap(({ entities }) =>
    entities.map(({ name }) => name),
  );
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length >= 18);
});

for (const scenario of scenarios) {
  test(`${scenario.name} can be played: its steps, files and words are known`, async () => {
    const stage = await stageOf(scenario);
    for (const step of [...scenario.steps, ...scenario.then]) {
      const [[verb, details]] = Object.entries(step);
      assert.ok(isStep(verb), verb);
      if (details.remember) {
        stage.words[details.remember] = 'abc';
      }
      if (details.files) {
        assert.ok(Object.keys(await stage.files(details.files)).length > 0);
      }
      if (verb === 'apply') {
        const objects = await stage.objects(details);
        assert.ok(
          objects.every(
            ({ apiVersion, kind, metadata }) =>
              apiVersion && kind && metadata.name,
          ),
        );
      }
    }
    for (const { expect } of scenario.entities) {
      const [first] = resolveExpectations(expect, text => stage.ref(text));
      assert.ok(first.divergence, 'says where the first divergence is');
    }
  });
}

test('says which scenarios there are', async () => {
  await assert.rejects(
    loadScenarios(['nothing']),
    /no scenario "nothing"\. Known: .*git-healthy/,
  );
});
