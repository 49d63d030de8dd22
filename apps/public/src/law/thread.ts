// One thread answers every question about the law, so that a flood of them leaves the help pages as quick as before.
import { startLawThread } from '@umai/law/thread'

export const lawThread = startLawThread({ waitMs: 8_000, mostWaiting: 40 })
