import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { refuseFullDisk, refuseTakenPorts } from './host.ts'

const host = '127.0.0.1'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umai-host-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

const aTakenPort = async (): Promise<number> => {
  const holder = createServer().listen(0, host)
  await once(holder, 'listening')
  onTestFinished(() => void holder.close())
  return (holder.address() as AddressInfo).port
}

test('a taken port is named with what it is meant for and the setting that moves it', async () => {
  const port = await aTakenPort()
  const site = { name: 'the public site', host, port, setting: 'UMAI_PUBLIC_PORT' }

  await expect(
    refuseTakenPorts([{ name: 'the desk', host, port: 0, setting: 'UMAI_PORT' }, site]),
  ).rejects.toThrow(`Port ${port}, meant for the public site, is taken`)
  await expect(refuseTakenPorts([site])).rejects.toThrow('UMAI_PUBLIC_PORT')
})

test('a port that was tried is free again', async () => {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  const free = { name: 'the desk', host, port, setting: 'UMAI_PORT' }

  await expect(refuseTakenPorts([free, free])).resolves.toBeUndefined()
})

test.each([
  ['a folder that is not there yet', 299, true],
  ['a folder that is not there yet', 300, false],
  ['an empty folder', 299, true],
  ['a folder with a database in it', 19, true],
  ['a folder with a database in it', 20, false],
])('%s on a disk with %i MB left is refused: %s', async (which, left, isRefused) => {
  if (which.includes('with a database')) writeFileSync(join(folder, 'database'), '')
  const dataDir = which.includes('not there') ? join(folder, 'a', 'b') : folder

  const outcome = refuseFullDisk(dataDir, async () => left * 1_048_576)

  if (isRefused) await expect(outcome).rejects.toThrow(`has ${left} MB left`)
  else await expect(outcome).resolves.toBeUndefined()
})
