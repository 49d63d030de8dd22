// Prints a paper, keeps the very bytes and the hash of the code that is printed on it; the code is nowhere else.
import { randomInt } from 'node:crypto'
import type { DocumentKind } from '@umai/contract'
import type { Tx } from '@umai/db'
import { randomId, sha256 } from '@umai/platform'
import type { CommandContext } from '../../http/context.ts'
import type { Paper } from '../model.ts'
import { insertDocument } from '../store.ts'
import { printPaper } from './print-paper.ts'

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Sixteen letters and digits that cannot be mistaken for one another: nobody guesses one. */
const newCheckCode = (): string =>
  Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('')

/** What the code of a paper is found by; spaces, dashes and small letters do not matter. */
export const checkHashOf = (typed: string): Buffer =>
  sha256(typed.toUpperCase().replace(/[^0-9A-Z]/g, ''))

type Keeping = Readonly<{
  caseId: string
  orderId: string | null
  warningId?: string
  kind: DocumentKind
  number: string
  lang: 'kk' | 'ru'
  fileName: string
  paper: (check: Readonly<{ url: string; code: string }>) => Paper
}>

export const keepPaper = async (ctx: CommandContext, tx: Tx, keeping: Keeping): Promise<string> => {
  const id = randomId()
  const code = newCheckCode()
  const url = `${ctx.client.origin}/check/${code}`
  const file = await printPaper(keeping.paper({ url, code }))
  await insertDocument(tx, ctx.keys, {
    id,
    caseId: keeping.caseId,
    orderId: keeping.orderId,
    warningId: keeping.warningId ?? null,
    kind: keeping.kind,
    number: keeping.number,
    lang: keeping.lang,
    fileName: keeping.fileName,
    checkHash: checkHashOf(code),
    sha256: sha256(file).toString('hex'),
    file,
    by: ctx.identity.userId,
    at: ctx.clock.now(),
  })
  return id
}
