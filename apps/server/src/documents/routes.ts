import { checkDocument, downloadDocument, listCaseDocuments } from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { fail } from '@umai/platform'
import { dayOf } from '@umai/words'
import { type App, route } from '../http/route.ts'
import { checkHashOf } from './actions/keep-paper.ts'
import { checkPage } from './page.ts'
import { findCaseOfDocument, findPaper, listDocuments, readFile } from './store.ts'

export const documentRoutes = (app: App): void => {
  route(app, listCaseDocuments, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'list-case-documents', subject: { kind: 'case', id: params.id } },
      async (tx) => ({ items: await listDocuments(tx, params.id) }),
    ),
  )

  route(app, downloadDocument, async (ctx, { params }) => {
    const caseId = await runRead(ctx, (tx) => findCaseOfDocument(tx, params.id))
    if (caseId === undefined) fail('not-found')
    return runView(
      ctx,
      { name: 'download-document', subject: { kind: 'document', id: params.id, caseId } },
      async (tx) => {
        const file = (await readFile(tx, ctx.keys, params.id)) ?? fail('not-found')
        return {
          fileName: file.fileName,
          mediaType: 'application/pdf' as const,
          sha256: file.sha256,
          base64: file.base64,
        }
      },
    )
  })

  route(app, checkDocument, (ctx, { body }) =>
    runRead(ctx, async (tx) => {
      const paper = await findPaper(tx, checkHashOf(body.code))
      return {
        authentic: paper !== undefined,
        number: paper?.number ?? null,
        issuedOn: paper === undefined ? null : dayOf(paper.issued_at),
        unit: paper?.unit ?? null,
        state: paper?.state ?? null,
      }
    }),
  )

  // What the code on a paper leads to: a page for a telephone, not an endpoint.
  app.http.get<{ Params: { code: string } }>(
    '/check/:code',
    { config: { endpoint: 'check-page' } },
    async (request, reply) => {
      const { code } = request.params
      const paper = /^[0-9A-Za-z-]{16,24}$/.test(code)
        ? await app.db.transaction({ role: 'umai_door', readOnly: true }, (tx) =>
            findPaper(tx, checkHashOf(code)),
          )
        : undefined
      return reply
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(checkPage(paper))
    },
  )
}
