import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { deriveReceiptKeys, newReceipt } from '@umai/threads'
import { afterAll, expect, test } from 'vitest'
import { startDerivation } from './derivation.ts'

const secrets = { salt: randomBytes(16), pepper: randomBytes(32) }
const derivation = startDerivation()
const pidNow = (): number => derivation.pid() ?? Number.NaN
afterAll(() => derivation.close())

test('a process that gives way to all others derives the same keys, each for who asked', async () => {
  const receipts = [newReceipt(), newReceipt(), newReceipt()]
  const derived = await Promise.all(receipts.map((one) => derivation.derive(secrets, one)))

  expect(derived).toEqual(await Promise.all(receipts.map((one) => deriveReceiptKeys(secrets, one))))
  expect(pidNow()).not.toBe(process.pid)
  expect(getPriority(pidNow())).toBe(19)
})

const idlePolicy = '5'
test.skipIf(spawnSync('chrt', ['--idle', '0', 'true']).status !== 0)(
  'where Linux can, whoever else wants the processor has it at once: no part of it is of another policy',
  async () => {
    await derivation.derive(secrets, newReceipt())
    const policies = () =>
      readdirSync(`/proc/${pidNow()}/task`).map((task) => {
        // What stands behind the name, which may hold anything.
        const stat = readFileSync(`/proc/${pidNow()}/task/${task}/stat`, 'utf8')
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38]
      })

    await expect.poll(() => new Set(policies())).toEqual(new Set([idlePolicy]))
  },
)

test('neither the arguments nor the environment of the process hold anything', async () => {
  await derivation.derive(secrets, newReceipt())
  const read = (name: string) => readFileSync(`/proc/${pidNow()}/${name}`, 'utf8').split('\0')

  expect(read('cmdline').filter((part) => part !== '')).toEqual([
    process.execPath,
    expect.stringMatching(/derivation-process\.ts$/),
  ])
  expect(read('environ').filter((part) => /^(?!NODE_CHANNEL)./.test(part))).toEqual([])
})

test('killed in the middle, it is started once more and the one who waits is answered', async () => {
  await derivation.derive(secrets, newReceipt())
  const [receipt, before] = [newReceipt(), pidNow()]
  const asked = derivation.derive(secrets, receipt)
  process.kill(before, 'SIGKILL')

  expect(await asked).toEqual(await deriveReceiptKeys(secrets, receipt))
  expect(pidNow()).not.toBe(before)
})

test('a process that gets no time does not keep a receipt waiting: another one answers, and both end with the site', async () => {
  const starved = startDerivation({ patienceMs: 50 })
  await starved.derive(secrets, newReceipt())
  const pid = starved.pid() ?? Number.NaN
  process.kill(pid, 'SIGSTOP')
  // More than may stand in the line of the one that does not come to it.
  for (let turn = 0; turn < 8; turn += 1) {
    const receipt = newReceipt()
    expect(await starved.derive(secrets, receipt)).toEqual(
      await deriveReceiptKeys(secrets, receipt),
    )
  }
  process.kill(pid, 'SIGCONT')
  await starved.close()
  expect(existsSync(`/proc/${pid}`)).toBe(false)
})

test('the process ends with the site', async () => {
  const other = startDerivation()
  await other.derive(secrets, newReceipt())
  const pid = other.pid() ?? Number.NaN
  await other.close()

  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})
