// The process of the slow step. It gives way to everything else on this machine, and does one receipt after the other:
// whoever floods it makes its line longer and takes nothing from the pages for help.
import { constants, setPriority } from 'node:os'
import { deriveReceiptKeys, type ReceiptKeys, type ReceiptSecrets } from '@umai/threads'

export type Asked = Readonly<{ id: number; secrets: ReceiptSecrets; receipt: string }>
export type Derived = Readonly<{ id: number; keys?: ReceiptKeys; fault?: string }>

// Before the first slow step: threads made later have the priority of the one that made them.
setPriority(constants.priority.PRIORITY_LOW)
// The site ends this process when it ends; a letter that is being sent is sent before that.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.once('disconnect', () => process.exit())

let last: Promise<unknown> = Promise.resolve()
process.on('message', ({ id, secrets, receipt }: Asked) => {
  last = last
    .then(() => deriveReceiptKeys(bytesOf(secrets), receipt))
    .then(
      (keys): Derived => ({ id, keys }),
      (error: unknown): Derived => ({ id, fault: String(error) }),
    )
    .then((answer) => process.send?.(answer))
})

/** Bytes come over as plain arrays of bytes. */
const bytesOf = ({ salt, pepper }: ReceiptSecrets): ReceiptSecrets => ({
  salt: Buffer.from(salt),
  pepper: Buffer.from(pepper),
})
