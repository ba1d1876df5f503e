import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../../context.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import { sendBytes } from '../../../http/file-response.ts';
import { actorOf, actorOrNull } from '../../../http/request-state.ts';
import { redirect, respond } from '../../../http/respond.ts';
import type { FeatureRoutes } from '../../../http/routes.ts';
import { findPerson } from '../../accounts/index.ts';
import { profileOfPerson } from '../../profile/index.ts';
import { issueOwnKeys, ownDir } from './actions.ts';
import { pkiDir } from './folder.ts';
import { containerPassword, keyFilePattern, suffixes } from './rules.ts';

const castKeys = [
  { owner: 'Анна Смирнова', names: ['anna-rsa', 'anna-ec'] },
  { owner: 'Борис Волков', names: ['boris-rsa', 'boris-ec'] },
  { owner: 'Вера Кузнецова', names: ['vera-rsa', 'vera-ec'] },
  { owner: 'ООО «Ромашка»', names: ['romashka-rsa', 'romashka-ec'] },
  {
    owner: 'Анна Смирнова, для отказов: истёкший, отозванный, неизвестного центра',
    names: ['anna-expired', 'anna-revoked', 'anna-unknown'],
  },
];

export function addKeyRoutes(routes: FeatureRoutes, ctx: Context): void {
  routes.get('/demo/keys', { who: 'anyone' }, async function showKeys(req, res) {
    const actor = actorOrNull(req);
    const own = actor === null ? [] : await readdir(ownDir(ctx, actor.personId)).catch(() => []);
    const files = (name: string) => suffixes.map((suffix) => `${name}.${suffix}`);
    const model = {
      password: containerPassword,
      owners: castKeys.map(({ owner, names }) => ({
        owner,
        keys: names.map((name) => ({ name, files: files(name) })),
      })),
      own: own.length === 0 ? [] : ['own-rsa', 'own-ec'].map((name) => ({ name, files: files(name) })),
      signedIn: actor !== null,
    };
    await respond(req, res, 'demo/keys', model);
  });

  routes.post(
    '/demo/keys',
    { who: 'person', limit: 'uploads', audit: 'demo.key-issued' },
    async function submitKey(req, res) {
      const { personId } = actorOf(req);
      const profile = await profileOfPerson(ctx, personId);
      if (profile.snils === undefined) throw noSnils;
      const { name } = await findPerson(ctx, personId);
      await issueOwnKeys(ctx, personId, { ...name, snils: profile.snils, inn: profile.inn ?? null });
      redirect(res, '/demo/keys#own');
    },
  );

  routes.get(
    '/demo/keys/:file',
    { who: 'anyone', params: { file: keyFilePattern } },
    async function showKeyFile(req, res) {
      const { file } = req.params;
      const actor = actorOrNull(req);
      const own = file.startsWith('own-');
      if (own && actor === null) throw new NotFound();
      const folder =
        own && actor !== null
          ? ownDir(ctx, actor.personId)
          : file === 'ca.crt.pem'
            ? pkiDir(ctx)
            : path.join(pkiDir(ctx), 'keys');
      const found = path.join(folder, file);
      if (file.startsWith('stranger-') || !existsSync(found)) throw new NotFound();
      sendBytes(req, res, await readFile(found), {
        name: file,
        type: file.endsWith('.pem') ? 'application/x-pem-file' : 'application/x-pkcs12',
      });
    },
  );
}

const noSnils = new Forbidden({
  code: 'DEMO-NO-SNILS',
  title: 'Нужен СНИЛС',
  explanation:
    'Учебный сертификат выпускается на имя и СНИЛС, а СНИЛС в вашей учётной записи ещё не указан. Сначала подтвердите личность.',
  way: { href: '/confirmation', text: 'Подтвердить личность' },
});
