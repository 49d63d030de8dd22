// Work instead of waiting: who has a script may pay for a place in the lane with some seconds of the processor, so that a flood that
// only sends does not shut her out. What a browser does itself as quickly as any program (PBKDF2) is asked, not what a program does a
// hundred times quicker; an attempt then costs a program about what it costs this server.
import { pbkdf2Sync } from 'node:crypto'

/** Known to `assets/leave.js` as well. */
const iterations = 1000
const bytes = 4

/** The tries it takes are doubled by each bit. */
export type Task = Readonly<{ salt: string; bits: number }>

export const fewestBits = 10
const mostBits = 14

/** Twice the work for each `perBit` who wait already. */
export const bitsFor = (waiting: number, perBit = 4): number =>
  Math.min(mostBits, fewestBits + Math.floor(waiting / perBit))

/** Whether `answer` is one of the numbers whose derivation from the salt begins with so many zero bits. */
export function isDone({ salt, bits }: Task, answer: string): boolean {
  if (!/^\d{1,9}$/.test(answer)) return false
  const derived = pbkdf2Sync(answer, salt, iterations, bytes, 'sha256')
  return Math.clz32(derived.readUInt32BE(0)) >= bits
}
