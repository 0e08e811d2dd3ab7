import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isAuthorized } from './credentials.mjs';

const run = promisify(execFile);

const AUTHOR = {
  GIT_AUTHOR_NAME: 'Dana Developer',
  GIT_AUTHOR_EMAIL: 'dana@example.com',
  GIT_COMMITTER_NAME: 'Dana Developer',
  GIT_COMMITTER_EMAIL: 'dana@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
};

const HOOKS = {
  allowed: '#!/bin/sh\nexit 0\n',
  protected:
    '#!/bin/sh\necho "error: GH006: Protected branch update failed for $1." >&2\nexit 1\n',
};

/**
 * Bare repositories in a folder, served over smart HTTP by `git http-backend`. One whose path begins with `private/` asks
 * for basic auth.
 *
 * @param {string} folder
 */
export async function createGitHost(folder) {
  const execPath = (await run('git', ['--exec-path'])).stdout.trim();
  const projectRoot = join(folder, 'git');
  await mkdir(projectRoot, { recursive: true });
  const git = (repository, workTree, ...args) =>
    run(
      'git',
      [
        '--git-dir',
        join(projectRoot, repository),
        '--work-tree',
        workTree,
        ...args,
      ],
      {
        env: { ...process.env, ...AUTHOR, HOME: folder },
      },
    );

  return {
    /**
     * One commit on `main` that holds exactly these files. Creates the repository where there is none.
     *
     * @param {string} name without `.git`
     * @param {Record<string, string>} files
     * @param {string} message
     * @param {{ tag?: string, push?: 'allowed' | 'protected' }} [more] `tag` is put on the commit; `push` says whether others may
     *   push, and what a protected branch answers them: by default the server takes no push at all
     * @returns {Promise<string>} the commit
     */
    async commit(name, files, message, { tag, push } = {}) {
      const repository = `${name}.git`;
      const workTree = await mkdtemp(join(folder, 'work-'));
      try {
        await run('git', [
          'init',
          '-q',
          '--bare',
          '-b',
          'main',
          join(projectRoot, repository),
        ]);
        for (const [path, text] of Object.entries(files)) {
          await mkdir(dirname(join(workTree, path)), { recursive: true });
          await writeFile(join(workTree, path), text);
        }
        await git(repository, workTree, 'add', '-A');
        await git(
          repository,
          workTree,
          'commit',
          '-q',
          '--allow-empty',
          '-m',
          message,
        );
        if (tag) {
          await git(repository, workTree, 'tag', '-f', tag);
        }
        if (push) {
          await git(repository, workTree, 'config', 'http.receivepack', 'true');
          const hook = join(projectRoot, repository, 'hooks/update');
          await writeFile(hook, HOOKS[push], { mode: 0o755 });
        }
        return (
          await git(repository, workTree, 'rev-parse', 'HEAD')
        ).stdout.trim();
      } finally {
        await rm(workTree, { recursive: true, force: true });
      }
    },

    /**
     * @param {import('node:http').IncomingMessage} request whose URL is below `/git/`
     * @param {import('node:http').ServerResponse} response
     */
    handle(request, response) {
      const url = new URL(request.url, 'http://forge');
      if (url.pathname.startsWith('/git/private/') && !isAuthorized(request)) {
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="forge"' });
        response.end('authentication required\n');
        return;
      }
      const backend = spawn(join(execPath, 'git-http-backend'), {
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          GIT_PROJECT_ROOT: projectRoot,
          GIT_HTTP_EXPORT_ALL: '1',
          GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
          PATH_INFO: url.pathname.slice('/git'.length),
          QUERY_STRING: url.search.slice(1),
          REQUEST_METHOD: request.method,
          CONTENT_TYPE: String(request.headers['content-type'] ?? ''),
          CONTENT_LENGTH: String(request.headers['content-length'] ?? ''),
          HTTP_CONTENT_ENCODING: String(
            request.headers['content-encoding'] ?? '',
          ),
          REMOTE_ADDR: '127.0.0.1',
        },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      backend.on('error', error => response.destroy(error));
      backend.stdin.on('error', () => {}); // it need not read all that it is sent
      request.pipe(backend.stdin);
      answer(backend.stdout, response);
    },
  };
}

/** CGI: header lines, an empty line, the body. */
async function answer(output, response) {
  let head = Buffer.alloc(0);
  let started = false;
  try {
    for await (const chunk of output) {
      if (started) {
        response.write(chunk);
        continue;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        started = true;
        const lines = head.subarray(0, end).toString('latin1').split('\r\n');
        const headers = Object.fromEntries(
          lines.map(line => line.split(/:\s*(.*)/s, 2)),
        );
        const { Status: status = '200', ...others } = headers;
        response.writeHead(Number.parseInt(status, 10), others);
        response.write(head.subarray(end + 4));
      }
    }
    if (!started) {
      response.writeHead(500);
    }
    response.end();
  } catch (error) {
    response.destroy(error);
  }
}
