// One thread answers every question about the law, so that a flood of them leaves the help pages as quick as before.
import { startLawThreads } from '@umai/law/threads'

export const lawThread = startLawThreads({ waitMs: 8_000, mostWaiting: 40, mostThreads: 1 })
