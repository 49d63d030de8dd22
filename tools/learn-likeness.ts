// Learns the model by which likely matches are ranked, from the simulated register alone, blindly: `node tools/learn-likeness.ts`.
// The same seed gives the same file. A new model gets a new name, because answers remember the one they were given under.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kazakhRegister, loadRecords, openRun, train } from '../packages/linkage/src/index.ts'
import { countShares, type ShippedModel } from '../packages/linkage/src/likeness/scorer.ts'
import { registerToCsv, simulateRegister } from '../packages/sample/src/index.ts'

const name = 'simulated-register-1'
const people = 40_000
const seed = 'likeness'
const dir = mkdtempSync(join(tmpdir(), 'umai-likeness-'))
try {
  const register = join(dir, 'register.csv')
  const records = [...simulateRegister({ seed, people })]
  writeFileSync(register, [...registerToCsv(records, { withTruth: false })].join(''))
  const run = await openRun(join(dir, 'run'), kazakhRegister, { memoryLimit: '2GB' })
  await loadRecords(run, [{ source: 'register', path: register }])
  const model = await train(run, { trainedAt: '2026-11-26T00:00:00.000Z' })
  const shares = countShares(
    kazakhRegister,
    records.map((record) => ({
      surname: record.surname,
      given_name: record.given,
      patronymic: record.patronymic,
      kato: record.kato,
    })),
    8,
  )
  const shipped: ShippedModel = {
    name,
    about: `${people} simulated people, seed ${seed}, ${records.length} records; no label was used`,
    model: { ...model, sessions: [] },
    shares,
  }
  writeFileSync(
    new URL('../packages/linkage/src/likeness/model.json', import.meta.url),
    `${JSON.stringify(shipped, undefined, 2)}\n`,
  )
} finally {
  rmSync(dir, { recursive: true, force: true })
}
