// A door for an onion service. Behind one every visitor comes from the same address, so limits count by circuit: tor
// writes a line of the PROXY protocol before whatever the visitor sends, and the line names the circuit. The door is a
// socket in the file system, so that who may come is decided by who may open it; who writes no such line is let go without an answer.
import { chmodSync, lstatSync, unlinkSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'

/** The line has less than this; whoever sends more without an end of line is not tor. */
const mostLine = 107
const lineWithinMs = 5_000
const mostConnections = 2_000
/** Owner and group: the site, and the group in which tor is. */
const socketMode = 0o660

const circuits = new WeakMap<object, string>()

/** The circuit by which a connection came; undefined where it came by an address. */
export const circuitOf = (socket: object): string | undefined => circuits.get(socket)

/** What tor writes with `HiddenServiceExportCircuitID haproxy`: the circuit stands in the last 32 bits of an address that nobody has. */
export function readCircuit(line: string): string | undefined {
  const [, high, low] =
    /^PROXY TCP6 fc00:dead:beef:4dad::([0-9a-f]{1,4}):([0-9a-f]{1,4}) ::1 \d{1,5} \d{1,5}$/.exec(
      line,
    ) ?? []
  return high === undefined || low === undefined ? undefined : `${high}:${low}`
}

/** Closed, it lets nobody in any more; connections that were handed over end with the server that has them. */
export type OnionDoor = Readonly<{ close: () => Promise<void> }>

/**
 * Listens at `path` and hands each connection of a circuit to `server`.
 *
 * @throws where something else stands at `path`, or another site listens there
 */
export async function openOnionDoor(server: HttpServer, path: string): Promise<OnionDoor> {
  await makeRoom(path)
  const unread = new Set<Socket>()
  const door = createServer({ allowHalfOpen: true }, (socket) => {
    unread.add(socket)
    socket.once('close', () => unread.delete(socket))
    readLine(socket, (circuit) => {
      unread.delete(socket)
      circuits.set(socket, circuit)
      server.emit('connection', socket)
    })
  })
  door.maxConnections = mostConnections
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject)
    door.listen(path, () => {
      door.off('error', reject)
      resolve()
    })
  })
  chmodSync(path, socketMode)
  return {
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve())
        for (const socket of unread) socket.destroy()
      }),
  }
}

/** Calls back once the line is there; everything after it is left for the one who reads on. */
function readLine(socket: Socket, onCircuit: (circuit: string) => void): void {
  let read = Buffer.alloc(0)
  const late = setTimeout(() => socket.destroy(), lineWithinMs)
  const gone = (): void => clearTimeout(late)
  const onReadable = (): void => {
    for (let part = socket.read(); part !== null; part = socket.read()) {
      read = Buffer.concat([read, part as Buffer])
      const end = read.indexOf('\r\n')
      if (end < 0 && read.length <= mostLine) continue
      const circuit = end < 0 ? undefined : readCircuit(read.toString('latin1', 0, end))
      clearTimeout(late)
      socket.off('readable', onReadable).off('close', gone)
      if (circuit === undefined) socket.destroy()
      else {
        socket.off('error', ignore).unshift(read.subarray(end + 2))
        onCircuit(circuit)
      }
      return
    }
  }
  socket.on('readable', onReadable).on('close', gone).on('error', ignore)
}

/** A connection that breaks is told by its end. */
const ignore = (): void => undefined

/** A socket that nobody listens at was left by a site that was killed; anything else is not ours to remove. */
async function makeRoom(path: string): Promise<void> {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (there === undefined) return
  if (!there.isSocket())
    throw new Error(
      `UMAI_PUBLIC_ONION_SOCKET is "${path}", where something else lies; name a path where nothing is`,
    )
  const isHeard = await new Promise<boolean>((resolve) => {
    const trial = connect(path)
    trial.once('connect', () => resolve(true)).once('error', () => resolve(false))
    trial.once('connect', () => trial.destroy())
  })
  if (isHeard)
    throw new Error(
      `UMAI_PUBLIC_ONION_SOCKET is "${path}", where another site listens already; stop it or name another path`,
    )
  unlinkSync(path)
}
