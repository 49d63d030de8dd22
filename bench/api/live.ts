// How soon all who listen hear of a change: every desk keeps its stream open while notes are written into one case that
// all of them may see, and the time from the answer of the command to the notice at each desk is taken.
import { get } from 'node:http'
import { percentile } from './desks.ts'
import { openLine } from './line.ts'
import { type Desk, idOf, inspectors, isClosed, type Loaded, policeUnits } from './world.ts'

export type Heard = Readonly<{
  listeners: number
  changes: number
  p95: number
  worst: number
  missing: number
}>

export const listenForChanges = async ({
  desks,
  ports,
  loaded,
}: Readonly<{
  desks: readonly Desk[]
  ports: readonly number[]
  loaded: Loaded
}>): Promise<Heard> => {
  const writer = desks.find(({ role }) => role === 'inspector') as Desk
  const number = Number.parseInt(writer.userId.slice(-12), 16)
  const caseIndex = Array.from({ length: 200 }, (_, at) => number + at * inspectors).find(
    (at) => !isClosed(at) && at < loaded.cases,
  )
  if (caseIndex === undefined)
    return { listeners: 0, changes: 0, p95: Number.NaN, worst: Number.NaN, missing: 0 }
  const caseId = idOf('case', caseIndex)
  // The writer on several screens, and every other desk, which must hear nothing of it.
  const heardAt: number[][] = []
  const streams = await Promise.all(
    desks.map(
      (desk, at) =>
        new Promise<{ end: () => void }>((resolve, reject) => {
          const times: number[] = []
          heardAt[at] = times
          const asking = get(
            {
              host: '127.0.0.1',
              port: ports[at % ports.length],
              path: '/api/live',
              headers: {
                cookie: `sid=${desk.token}`,
                'x-umai': '1',
                'x-forwarded-for': `10.1.0.${at}`,
              },
            },
            (reply) => {
              reply.on('data', (part: Buffer) => {
                if (part.toString('utf8').includes(caseId)) times.push(performance.now())
              })
              resolve({ end: () => asking.destroy() })
            },
          )
          asking.on('error', (error) => {
            reject(error)
          })
        }),
    ),
  )
  const sees = (desk: Desk): boolean => {
    const own = Number.parseInt(desk.userId.slice(-12), 16)
    if (desk === writer) return true
    return desk.role === 'unit-head' && own - inspectors - 200 === number % policeUnits
  }
  const line = openLine(ports[0] as number, writer, '10.1.1.1')
  const delays: number[] = []
  let missing = 0
  const changes = 20
  for (let change = 0; change < changes; change++) {
    for (const times of heardAt) times.length = 0
    const { status } = await line.send({
      method: 'POST',
      path: `/api/cases/${caseId}/notes`,
      body: { text: 'Жаңа жазба.', isStaffOnly: true },
      isCommand: true,
    })
    if (status !== 200)
      throw new Error(`The note that others were to hear of was answered with ${status}.`)
    const doneAt = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 900))
    for (const [at, desk] of desks.entries()) {
      const [first] = heardAt[at] ?? []
      if (!sees(desk)) {
        if (first !== undefined && desk.role === 'inspector') missing += 1
        continue
      }
      if (first === undefined) missing += 1
      else delays.push(Math.max(0, first - doneAt))
    }
  }
  for (const { end } of streams) end()
  line.close()
  return {
    listeners: desks.length,
    changes,
    p95: percentile(delays, 0.95),
    worst: Math.max(...delays),
    missing,
  }
}
