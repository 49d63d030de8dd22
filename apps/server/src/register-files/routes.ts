import {
  addRegisterPart as addPartEndpoint,
  answerRegisterMatch as answerEndpoint,
  beginRegisterFile as beginEndpoint,
  checkRegisterFile as checkEndpoint,
  finishRegisterFile as finishEndpoint,
  forgetRegisterFile as forgetEndpoint,
  listRegisterFaults,
  listRegisterFiles,
  listRegisterMatches,
  lookAtRegisterFile,
  readRegisterFile,
  releaseRegisterFile as releaseEndpoint,
} from '@umai/contract'
import { runRead, runView } from '@umai/db'
import { RegisterError } from '@umai/linkage/registers'
import { fail } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import {
  addRegisterPart,
  answerRegisterMatch,
  beginRegisterFile,
  checkRegisterFile,
  finishRegisterFile,
  forgetRegisterFile,
  lookAt,
  releaseRegisterFile,
} from './actions.ts'
import { findFile, listFaults, listFiles, listMatches, PartMissing, readFile } from './store.ts'

export const registerFileRoutes = (app: App, runSoon: (job: string) => Promise<void>): void => {
  const viewOf = (name: string, id: string) => ({ name, subject: { kind: 'register-file', id } })

  route(app, listRegisterFiles, (ctx, { query }) =>
    runRead(ctx, (tx) => listFiles(tx, { keys: ctx.keys, now: ctx.clock.now() }, query)),
  )
  route(app, readRegisterFile, (ctx, { params }) =>
    runRead(
      ctx,
      async (tx) =>
        (await readFile(tx, { keys: ctx.keys, now: ctx.clock.now() }, params.id)) ??
        fail('not-found'),
    ),
  )
  route(app, lookAtRegisterFile, (ctx, { params, query }) =>
    runView(ctx, viewOf('look-at-register-file', params.id), async (tx) => {
      const row = (await findFile(tx, params.id)) ?? fail('not-found')
      if (row.state === 'forgotten') fail('register-forgotten')
      try {
        const look = await lookAt(ctx, (work) => work(tx), row, query.encoding ?? row.encoding)
        return {
          columns: [...look.columns],
          sample: look.sample.map((cells) => cells.map((cell) => cell.slice(0, 80))),
          guess: look.guess,
          encoding: look.encoding === 'parquet' ? null : look.encoding,
          lacksHeader: look.lacksHeader,
        }
      } catch (error) {
        if (error instanceof RegisterError || error instanceof PartMissing)
          return fail('register-unreadable')
        throw error
      }
    }),
  )
  route(app, listRegisterFaults, (ctx, { params, query }) =>
    runView(ctx, viewOf('list-register-faults', params.id), async (tx) => {
      if ((await findFile(tx, params.id)) === undefined) fail('not-found')
      return listFaults(tx, ctx.keys, params.id, query)
    }),
  )
  route(app, listRegisterMatches, (ctx, { params, query }) =>
    runView(ctx, viewOf('list-register-matches', params.id), async (tx, leaf) => {
      if ((await findFile(tx, params.id)) === undefined) fail('not-found')
      const found = await listMatches(tx, ctx.keys, params.id, query)
      leaf.note('found', found.total)
      return found
    }),
  )

  route(app, beginEndpoint, beginRegisterFile)
  route(app, addPartEndpoint, addRegisterPart)
  route(app, finishEndpoint, finishRegisterFile)
  route(app, checkEndpoint, async (ctx, input) => {
    const reply = await checkRegisterFile(ctx, input)
    await runSoon('read-register-files')
    return reply
  })
  route(app, releaseEndpoint, async (ctx, input) => {
    const reply = await releaseRegisterFile(ctx, input)
    await runSoon('read-register-files')
    return reply
  })
  route(app, answerEndpoint, answerRegisterMatch)
  route(app, forgetEndpoint, forgetRegisterFile)
}
