// Registers from their arrival to the day they are forgotten. Checking and comparing are jobs; what they have done is kept batch
// by batch, so that one which was cut off goes on. No row of a register is ever written anywhere unsealed.
import { setImmediate as breathe } from 'node:timers/promises'
import type {
  addRegisterPart as addPartEndpoint,
  answerRegisterMatch as answerEndpoint,
  beginRegisterFile as beginEndpoint,
  checkRegisterFile as checkEndpoint,
  finishRegisterFile as finishEndpoint,
  forgetRegisterFile as forgetEndpoint,
  Input,
  RegisterProblem,
  releaseRegisterFile as releaseEndpoint,
} from '@umai/contract'
import { type Context, createSubjectKey, runCommand, runRead, type Tx } from '@umai/db'
import {
  lookAtRegister,
  RegisterError,
  type RegisterLook,
  type RegisterRow,
  readRegister,
} from '@umai/linkage/registers'
import { fail, randomId, sha256 } from '@umai/platform'
import { addHours, addMs, dayOf, type Instant } from '@umai/words'
import { workUnitOf } from '../cases/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { weigh } from '../likeness/model.ts'
import {
  bytesOfPart,
  forgetOn,
  isTooLarge,
  knownOfRow,
  limits,
  partsOf,
  saysWhoItIs,
  soughtOfRow,
} from './model.ts'
import {
  bytesOf,
  type FileRow,
  type FoundMatch,
  findFile,
  findWork,
  forgetFile,
  insertFile,
  insertMatches,
  keepPart,
  keyOf,
  listCandidates,
  listDue,
  lockFile,
  moveFile,
  PartMissing,
  replaceFaults,
  updateAnswer,
  updateFile,
} from './store.ts'

/** So many rows are compared in one command. */
const rowsTogether = 100
/** Of each row no more matches than these, and none that is less likely than even odds. */
const mostMatchesOfRow = 5
const leastLikeness = 3
/** A register that nobody has moved for so long was left by a process that is gone. */
const cutOffMs = 60_000
const unfinishedHours = 24
/** Taken up so often without coming further, a register has a fault that does not pass. */
const mostAttempts = 5

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`
const fault = (path: string, message: string) => ({
  faults: [{ in: 'body' as const, path, message }],
})

export const beginRegisterFile = (ctx: CommandContext, input: Input<typeof beginEndpoint>) => {
  const id = randomId()
  return runCommand(
    ctx,
    {
      name: 'begin-register-file',
      key: ctx.key,
      input,
      subject: { kind: 'register-file', id },
    },
    async (tx, leaf) => {
      const { name, sender, format, bytes, sha256: hash } = input.body
      if (isTooLarge(bytes)) fail('register-too-large', fault('/bytes', megabytes(bytes)))
      if (bytes === 0) fail('register-empty')
      const unitId = (await workUnitOf(tx, 'merge-people')) ?? fail('permission-missing')
      const { agencyId } = ctx.caller
      await createSubjectKey(tx, { keys: ctx.keys, subjectId: id, agencyId })
      const parts = partsOf(bytes)
      const at = ctx.clock.now()
      await insertFile(tx, ctx.keys, {
        id,
        unitId,
        by: ctx.identity.userId,
        at,
        about: { name, sender },
        format,
        bytes,
        parts,
        sha256: hash,
        forgetOn: forgetOn(at),
      })
      leaf.note('unit', unitId)
      leaf.note('sha256', hash)
      leaf.note('bytes', bytes)
      return { id, parts }
    },
  )
}

/** Whoever changes a register holds it; of one that is forgotten nothing can be changed. */
const locked = async (tx: Tx, id: string): Promise<FileRow> => {
  const row = await lockFile(tx, id)
  if (row !== undefined) return row
  return fail((await findFile(tx, id)) === undefined ? 'not-found' : 'register-forgotten')
}

/** A register that is on its way and was announced by the one who asks. */
const arriving = async (ctx: CommandContext, tx: Tx, id: string): Promise<FileRow> => {
  const row = (await findFile(tx, id)) ?? fail('not-found')
  if (row.uploaded_by !== ctx.identity.userId) fail('not-found')
  if (row.state !== 'arriving') fail('register-moved-on')
  return row
}

export const addRegisterPart = async (
  ctx: CommandContext,
  input: Input<typeof addPartEndpoint>,
) => {
  const { id } = input.params
  const { number, base64 } = input.body
  const bytes = Buffer.from(base64, 'base64')
  // What was sent is known by its hash; the idempotency of a command does not need the bytes themselves.
  const sent = { ...input, body: { number, sha256: sha256(bytes).toString('hex') } }
  return runCommand(
    ctx,
    {
      name: 'add-register-part',
      key: ctx.key,
      input: sent,
      subject: { kind: 'register-file', id },
    },
    async (tx, leaf) => {
      const row = await arriving(ctx, tx, id)
      if (number > row.parts || bytes.byteLength !== bytesOfPart(number, row.bytes))
        fail('register-damaged')
      await keepPart(tx, ctx.keys, { id, number, bytes })
      leaf.note('part', number)
      return { number }
    },
  )
}

/** The beginning of a register; undefined bytes are those that never came. */
export const lookAt = async (
  ctx: Pick<Context, 'keys'>,
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  row: FileRow,
  encoding: FileRow['encoding'],
): Promise<RegisterLook> =>
  lookAtRegister({
    bytes: bytesOf(inTx, ctx.keys, row),
    format: row.format,
    encoding: encoding ?? undefined,
    limits,
  })

export const finishRegisterFile = async (
  ctx: CommandContext,
  input: Input<typeof finishEndpoint>,
) => {
  const { id } = input.params
  const row = await runRead(ctx, (tx) => arriving(ctx, tx, id))
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => runRead(ctx, work)
  let problem: RegisterProblem | null = null
  let encoding: FileRow['encoding'] = null
  try {
    const bytes = await bytesOf(inTx, ctx.keys, row).read(0, row.bytes)
    if (bytes.byteLength !== row.bytes || sha256(bytes).toString('hex') !== row.sha256)
      fail('register-damaged')
    const look = await lookAt(ctx, inTx, row, null)
    encoding = look.encoding === 'parquet' ? null : look.encoding
  } catch (error) {
    if (error instanceof PartMissing) fail('register-damaged')
    if (!(error instanceof RegisterError)) throw error
    problem = error.problem
  }
  return runCommand(
    ctx,
    {
      name: 'finish-register-file',
      key: ctx.key,
      input,
      subject: { kind: 'register-file', id },
    },
    async (tx, leaf) => {
      const held = await locked(tx, id)
      if (held.state !== 'arriving') fail('register-moved-on')
      const state = problem === null ? 'arrived' : 'broken'
      await updateFile(tx, id, { state, problem, encoding })
      leaf.note('problem', problem)
      return { id, problem }
    },
  )
}

export const checkRegisterFile = (ctx: CommandContext, input: Input<typeof checkEndpoint>) => {
  const { id } = input.params
  const { encoding, columns } = input.body
  return runCommand(
    ctx,
    { name: 'check-register-file', key: ctx.key, input, subject: { kind: 'register-file', id } },
    async (tx, leaf) => {
      if (!saysWhoItIs(columns)) fail('register-without-name')
      const row = await locked(tx, id)
      // What somebody let be compared is what he saw: afterwards nothing of it is read otherwise.
      const mayStill = ['arrived', 'checked', 'broken'].includes(row.state)
      if (!mayStill || row.released_by !== null) fail('register-moved-on')
      await updateFile(tx, id, {
        state: 'checking',
        problem: null,
        encoding: row.format === 'parquet' ? null : encoding,
        columns: JSON.stringify(columns),
        ...nothingDone,
      })
      leaf.note('fields', Object.keys(columns).toSorted())
      return { done: true as const }
    },
  )
}

const nothingDone = {
  rows: 0,
  good: 0,
  fault_count: 0,
  share: 0,
  behind: 0,
  begun_at: null,
  moved_at: null,
  attempts: 0,
}

export const releaseRegisterFile = (ctx: CommandContext, input: Input<typeof releaseEndpoint>) => {
  const { id } = input.params
  return runCommand(
    ctx,
    {
      name: 'release-register-file',
      key: ctx.key,
      input,
      subject: { kind: 'register-file', id },
    },
    async (tx, leaf) => {
      const row = await locked(tx, id)
      if (row.state !== 'checked') fail('register-moved-on')
      if (row.uploaded_by === ctx.identity.userId) fail('register-needs-second')
      await updateFile(tx, id, {
        state: 'comparing',
        released_by: ctx.identity.userId,
        released_at: ctx.clock.now(),
        share: 0,
        behind: 0,
        begun_at: null,
        moved_at: null,
        attempts: 0,
      })
      leaf.note('rows', row.good)
      return { done: true as const }
    },
  )
}

export const answerRegisterMatch = (ctx: CommandContext, input: Input<typeof answerEndpoint>) => {
  const { id } = input.params
  const { answer } = input.body
  return runCommand(
    ctx,
    { name: 'answer-register-match', key: ctx.key, input, subject: { kind: 'register-match', id } },
    async (tx, leaf) => {
      const by = ctx.identity.userId
      const fileId = await updateAnswer(tx, { id, answer, by, at: ctx.clock.now() })
      leaf.note('register', fileId ?? fail('not-found'))
      leaf.note('answer', answer)
      return { done: true as const }
    },
  )
}

export const forgetRegisterFile = (ctx: CommandContext, input: Input<typeof forgetEndpoint>) => {
  const { id } = input.params
  return runCommand(
    ctx,
    { name: 'forget-register-file', key: ctx.key, input, subject: { kind: 'register-file', id } },
    async (tx) => {
      await locked(tx, id)
      if (!(await forgetFile(tx, { id, by: ctx.identity.userId, at: ctx.clock.now() })))
        fail('not-found')
      return { done: true as const }
    },
  )
}

/** The job that forgets registers whose day has come. */
export const forgetRegisterFiles = async (ctx: Context): Promise<void> => {
  const at = ctx.clock.now()
  const due = await runRead(ctx, (tx) =>
    listDue(tx, { today: dayOf(at), unfinishedBefore: addHours(at, -unfinishedHours) }),
  )
  for (const id of due)
    await runCommand(
      ctx,
      {
        name: 'forget-register-file',
        key: `forget-register-${id}`,
        input: { id },
        subject: { kind: 'register-file', id },
      },
      async (tx) => ({ done: await forgetFile(tx, { id, by: null, at }) }),
    )
}

/** The job that checks and compares registers, one after the other, until none waits. */
export const readRegisterFiles = async (ctx: Context): Promise<void> => {
  for (;;) {
    const since = addMs(ctx.clock.now(), -cutOffMs)
    const row = await runRead(ctx, (tx) => findWork(tx, since))
    if (row === undefined) return
    const begun = await take(ctx, row)
    if (begun === undefined) return
    try {
      if (begun.state === 'checking') await check(ctx, begun)
      else await compare(ctx, begun)
    } catch (error) {
      // Forgotten while it was read: there is nothing left to do.
      if (error instanceof PartMissing) continue
      const isOfFile = error instanceof RegisterError
      if (isOfFile || begun.attempts >= mostAttempts)
        await step(ctx, begun.id, 'break', async (tx) => {
          const problem = isOfFile ? error.problem : 'failed'
          await updateFile(tx, begun.id, { state: 'broken', problem, moved_at: null })
          return true
        })
      if (!isOfFile) throw error
    }
  }
}

/** One step of a job on a register, with its leaf; the desk is told. */
const step = (
  ctx: Context,
  id: string,
  what: string,
  work: (tx: Tx) => Promise<boolean>,
): Promise<{ done: boolean }> =>
  runCommand(
    ctx,
    {
      name: 'read-register-rows',
      key: `register-${id}-${what}-${randomId()}`,
      input: { id, what },
      subject: { kind: 'register-file', id },
    },
    async (tx, leaf) => {
      leaf.note('step', what)
      return { done: await work(tx) }
    },
  )

const take = async (ctx: Context, row: FileRow): Promise<FileRow | undefined> => {
  const at = ctx.clock.now()
  const attempts = row.attempts + 1
  const { done } = await step(ctx, row.id, 'begin', (tx) =>
    moveFile(tx, row, { begun_at: at, moved_at: at, attempts }),
  )
  return done ? { ...row, moved_at: at, attempts } : undefined
}

const sourceOf = (ctx: Context, row: FileRow) => ({
  bytes: bytesOf((work) => runRead(ctx, work), ctx.keys, row),
  format: row.format,
  encoding: row.encoding ?? undefined,
  limits,
})

/** Later than before in any case, so that whoever else was at the file notices. */
const nextMoment = (ctx: Context, before: Instant | null): Instant => {
  const now = ctx.clock.now()
  return before !== null && now <= before ? addMs(before, 1) : now
}

const check = async (ctx: Context, row: FileRow): Promise<void> => {
  let at = row
  let rows = 0
  let isOurs = true
  const report = await readRegister(sourceOf(ctx, row), row.columns ?? {}, async (batch, share) => {
    await breathe()
    rows += batch.length
    const moved_at = nextMoment(ctx, at.moved_at)
    // What is told meanwhile is how far it is; faults are kept at the end, when they are whole.
    const change = { share: Math.min(share, 0.99), good: rows, moved_at, attempts: 0 }
    isOurs = (await step(ctx, row.id, 'check', (tx) => moveFile(tx, at, change))).done
    at = { ...at, moved_at }
    return isOurs
  })
  if (!isOurs) return
  await step(ctx, row.id, 'checked', async (tx) => {
    const isMoved = await moveFile(tx, at, {
      state: 'checked',
      rows: report.rows,
      good: report.good,
      fault_count: report.faultCount,
      share: 1,
      moved_at: null,
    })
    if (isMoved) await replaceFaults(tx, ctx.keys, row.id, report.faults)
    return isMoved
  })
}

const compare = async (ctx: Context, row: FileRow): Promise<void> => {
  let at = row
  let isOurs = true
  const all = Math.max(1, row.good)
  let passed = 0
  await readRegister(sourceOf(ctx, row), row.columns ?? {}, async (batch) => {
    for (let from = 0; from < batch.length && isOurs; from += rowsTogether) {
      const rows = batch.slice(from, from + rowsTogether)
      const isBehind = passed + rows.length <= row.behind
      passed += rows.length
      // These were compared before the job was cut off: batches are cut alike each time.
      if (isBehind) continue
      const found = await match(ctx, row, rows)
      const moved_at = nextMoment(ctx, at.moved_at)
      const behind = passed
      const { done } = await step(ctx, row.id, 'compare', async (tx) => {
        const change = { behind, share: Math.min(0.999, behind / all), moved_at, attempts: 0 }
        if (!(await moveFile(tx, at, change))) return false
        await insertMatches(tx, await keyOf(tx, ctx.keys, row.id), row.id, found)
        return true
      })
      isOurs = done
      at = { ...at, moved_at, behind }
    }
    return isOurs
  })
  if (!isOurs) return
  await step(ctx, row.id, 'compared', (tx) =>
    moveFile(tx, at, { state: 'compared', share: 1, moved_at: null }),
  )
}

const match = async (
  ctx: Context,
  file: FileRow,
  rows: readonly RegisterRow[],
): Promise<readonly FoundMatch[]> => {
  const candidates = await runRead(ctx, (tx) =>
    listCandidates(
      tx,
      file.unit_id,
      rows.map((row) => soughtOfRow(ctx.keys, row)),
    ),
  )
  const byRow = Map.groupBy(candidates, ({ row }) => row)
  const found: FoundMatch[] = []
  for (const row of rows) {
    const known = knownOfRow(row)
    const ofRow = (byRow.get(row.row) ?? [])
      .map((candidate): FoundMatch => {
        const other = {
          names: candidate.names ?? [],
          birthDate: candidate.birth_date,
          sex: candidate.sex,
        }
        return { row, personId: candidate.person_id, weighed: weigh(known, other, candidate) }
      })
      .filter(({ weighed }) => weighed.likeness >= leastLikeness)
      .toSorted((a, b) => b.weighed.weight - a.weighed.weight)
    found.push(...ofRow.slice(0, mostMatchesOfRow))
    await breathe()
  }
  return found
}
