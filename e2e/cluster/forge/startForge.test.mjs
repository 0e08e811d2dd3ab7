import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { startForge } from './startForge.mjs';
import { digestOf, tarball } from './tarball.mjs';

const run = promisify(execFile);
const env = {
  ...process.env,
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
};

let forge;
let folder;
before(async () => {
  forge = await startForge({ address: '127.0.0.1' });
  folder = await mkdtemp(join(tmpdir(), 'forge-test-'));
});
after(async () => {
  await forge.close();
  await rm(folder, { recursive: true, force: true });
});

test('serves commits to git clone, the newest content alone', async () => {
  await forge.commit(
    'c/app',
    { 'old.yaml': 'a: 1\n', 'app/a.yaml': 'a: 1\n' },
    'first',
  );
  const commit = await forge.commit(
    'c/app',
    { 'app/a.yaml': 'a: 2\n' },
    'second',
  );
  const clone = join(folder, 'app');
  await run('git', ['clone', '-q', `${forge.url}/git/c/app.git`, clone], {
    env,
  });
  const { stdout } = await run(
    'git',
    ['-C', clone, 'log', '--format=%H %an %s'],
    { env },
  );
  assert.equal(stdout.split('\n')[0], `${commit} Dana Developer second`);
  assert.equal(await readFile(join(clone, 'app/a.yaml'), 'utf8'), 'a: 2\n');
  await assert.rejects(readFile(join(clone, 'old.yaml')), { code: 'ENOENT' });
});

test('asks for the password of a private repository', async () => {
  await forge.commit('private/c/app', { 'a.yaml': 'a: 1\n' }, 'first');
  const url = `${forge.url}/git/private/c/app.git`;
  await assert.rejects(
    run('git', ['ls-remote', url], { env }),
    /could not read Username/,
  );
  await assert.rejects(
    run('git', ['ls-remote', url.replace('//', '//forge:wrong@')], { env }),
    /Authentication failed/,
  );
  const { stdout } = await run(
    'git',
    ['ls-remote', url.replace('//', '//forge:forge@')],
    { env },
  );
  assert.match(stdout, /refs\/heads\/main/);
});

test('indexes the charts of a repository with their digests', async () => {
  forge.publishChart('c', 'web', '1.0.0', { 'values.yaml': 'a: 1\n' });
  forge.publishChart('c', 'web', '1.1.0', { 'values.yaml': 'a: 2\n' });
  const index = parse(
    await (await fetch(`${forge.url}/charts/c/index.yaml`)).text(),
  );
  assert.deepEqual(
    index.entries.web.map(({ version }) => version),
    ['1.0.0', '1.1.0'],
  );
  const [{ urls, digest }] = index.entries.web;
  const data = Buffer.from(
    await (await fetch(`${forge.url}/charts/c/${urls[0]}`)).arrayBuffer(),
  );
  assert.equal(digestOf(data), `sha256:${digest}`);
  assert.equal(
    (await fetch(`${forge.url}/charts/other/index.yaml`)).status,
    404,
  );
});

test('gives back what was pushed, by tag and by digest, and moves tags', async () => {
  const first = await forge.pushManifests('c/app', 'stable', {
    'a.yaml': 'a: 1\n',
  });
  const second = await forge.pushManifests('c/app', 'stable', {
    'a.yaml': 'a: 2\n',
  });
  const byTag = await fetch(`${forge.url}/v2/c/app/manifests/stable`);
  assert.equal(byTag.headers.get('docker-content-digest'), second);
  assert.equal(
    (
      await fetch(`${forge.url}/v2/c/app/manifests/${first}`, {
        method: 'HEAD',
      })
    ).status,
    200,
  );
  const { layers } = await byTag.json();
  const blob = await fetch(`${forge.url}/v2/c/app/blobs/${layers[0].digest}`);
  assert.match(
    gunzipSync(Buffer.from(await blob.arrayBuffer())).toString(),
    /a: 2/,
  );
  const { tags } = await (
    await fetch(`${forge.url}/v2/c/app/tags/list`)
  ).json();
  assert.deepEqual(tags, ['stable']);
});

test('lists the tags of what it knows, and asks for the password of what is private', async () => {
  await forge.pushManifests('private/c/app', '1.0.0', {});
  const list = name => fetch(`${forge.url}/v2/${name}/tags/list`);
  assert.equal((await list('c/nobody')).status, 404);
  const refused = await list('private/c/app');
  assert.equal(refused.status, 401);
  assert.match(refused.headers.get('www-authenticate'), /^Basic/);
});

test('takes pushes where it was told to, and refuses those to a protected branch', async () => {
  const push = async (name, more) => {
    await forge.commit(name, { 'a.yaml': 'a: 1\n' }, 'first', more);
    const clone = join(folder, name.replaceAll('/', '-'));
    const url = `${forge.url}/git/${name}.git`;
    const git = (...args) => run('git', ['-C', clone, ...args], { env });
    await run('git', ['clone', '-q', url, clone], { env });
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    await git(...who, 'commit', '-q', '--allow-empty', '-m', 'second');
    return git('push', '-q', 'origin', 'main');
  };
  await push('c/open', { push: 'allowed' });
  await assert.rejects(
    push('c/kept', { push: 'protected' }),
    /Protected branch/,
  );
  await assert.rejects(push('c/closed', {}), /403/);
});

test('serves a file of a chart repository in place of what would be there', async () => {
  forge.publishChart('d', 'web', '1.0.0', {});
  forge.publishFile('d', 'index.yaml', 'down');
  const index = await fetch(`${forge.url}/charts/d/index.yaml`);
  assert.equal(await index.text(), 'down');
});

test('refuses all that is below certain names', async () => {
  const statusOf = async path => (await fetch(`${forge.url}${path}`)).status;
  assert.equal(await statusOf('/git/forbidden/app.git/info/refs'), 403);
  assert.equal(await statusOf('/v2/limited/app/manifests/a'), 429);
  assert.equal(await statusOf('/v2/broken/app/manifests/a'), 503);
});

test('refuses a blob that is not what its digest says', async () => {
  const url = `${forge.url}/v2/c/app/blobs/uploads/?digest=sha256:${'0'.repeat(
    64,
  )}`;
  assert.equal((await fetch(url, { method: 'POST', body: 'x' })).status, 400);
});

test('the same files give the same archive, which tar reads', async () => {
  const files = { 'b.yaml': 'b\n', 'a.yaml': 'a\n' };
  assert.deepEqual(
    tarball(files),
    tarball({ 'a.yaml': 'a\n', 'b.yaml': 'b\n' }),
  );
  const listing = execFile('tar', ['-tzf', '-']);
  let names = '';
  listing.stdout.on('data', text => {
    names += text;
  });
  listing.stdin.end(tarball(files));
  await new Promise(resolve => listing.once('close', resolve));
  assert.equal(names, 'a.yaml\nb.yaml\n');
});
