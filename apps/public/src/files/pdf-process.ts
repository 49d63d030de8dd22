// Takes one PDF apart, in a process of its own: what somebody sends may be made to eat all memory, and a process that runs out of it
// dies with all its threads. Here it dies alone. It comes and goes with the file.
import { constants, setPriority } from 'node:os'
import { cleanedPdf } from './pdf.ts'

setPriority(constants.priority.PRIORITY_LOW)
// The site ends this process, by letting go of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.once('disconnect', () => process.exit())

process.once('message', async (bytes: Uint8Array) => {
  try {
    const clean = await cleanedPdf(Buffer.from(bytes))
    process.send?.(new Uint8Array(clean), () => process.disconnect())
  } catch {
    process.disconnect()
  }
})
