import type { KeyObject } from 'node:crypto'
import {
  decideLicence as decideEndpoint,
  listInstrumentEntries,
  proposeLicence as proposeEndpoint,
  readInstrumentPaper,
  readLicensedContent,
  revokeLicence as revokeEndpoint,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fingerprintOf } from '@umai/instruments'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { decideLicence, listEntries, proposeLicence, revokeLicence } from './actions.ts'
import { toContent } from './model.ts'
import { findLicence, readPaper } from './store.ts'

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

export const instrumentRoutes = (app: App, signers: readonly KeyObject[]): void => {
  route(app, listInstrumentEntries, (ctx) =>
    runRead(ctx, async (tx) => ({
      items: await listEntries(tx, ctx.identity.userId, signers),
      signers: signers.map(fingerprintOf),
    })),
  )
  route(app, readLicensedContent, (ctx, { params }) =>
    runRead(ctx, async (tx) =>
      toContent(((await findLicence(tx, params.id)) ?? fail('not-found')).definition),
    ),
  )
  route(app, readInstrumentPaper, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-instrument-paper', subject: { kind: 'instrument-licence', id: params.id } },
      async (tx) => {
        const { mediaType, sha256, content } = (await readPaper(tx, params.id)) ?? fail('not-found')
        return {
          fileName: `paper-${sha256.slice(0, 8)}.${endings[mediaType] ?? 'bin'}`,
          mediaType,
          sha256,
          base64: content.toString('base64'),
        }
      },
    ),
  )
  route(app, proposeEndpoint, (ctx, input) => proposeLicence(ctx, input, signers))
  route(app, decideEndpoint, (ctx, input) => decideLicence(ctx, input, signers))
  route(app, revokeEndpoint, revokeLicence)
}
