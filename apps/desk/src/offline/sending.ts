// A file on its way to the server, in pieces; after a lost connection it goes on with the piece that was not answered.
// Nothing of it is kept in the browser but the choice on the page.
import { useRef, useState } from 'react'
import { base64, hashOf, nameOf } from './pieces.ts'
import { isLost } from './problem.ts'

/** How far a file has come; held by the page so that sending again goes on from there. */
export type Sending = {
  readonly keys: { readonly begin: string; readonly finish: string }
  id: string | null
  parts: number
  sent: number
}

type Described = Readonly<{ name: string; bytes: number; sha256: string }>
type Keyed = Readonly<{ key: string }>

/** The calls that carry one kind of file. */
export type Carrier = Readonly<{
  partBytes: number
  begin: (
    told: Described,
    options: Keyed,
  ) => Promise<{ readonly id: string; readonly parts: number }>
  add: (
    params: { readonly id: string },
    body: { readonly number: number; readonly base64: string },
    options: Keyed,
  ) => Promise<unknown>
  finish: (params: { readonly id: string }, options: Keyed) => Promise<unknown>
}>

const startSending = (): Sending => ({
  keys: { begin: crypto.randomUUID(), finish: crypto.randomUUID() },
  id: null,
  parts: 1,
  sent: 0,
})

/** Gives the id of the file once it is there whole. */
export const sendInPieces = async (
  sending: Sending,
  file: File,
  { partBytes, begin, add, finish }: Carrier,
  onProgress: (share: number) => void,
): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (sending.id === null) {
    const sha256 = await hashOf(bytes)
    const begun = await begin(
      { name: nameOf(file), bytes: bytes.length, sha256 },
      { key: sending.keys.begin },
    )
    sending.id = begun.id
    sending.parts = begun.parts
  }
  const params = { id: sending.id }
  while (sending.sent < sending.parts) {
    const number = sending.sent + 1
    const piece = bytes.subarray(sending.sent * partBytes, number * partBytes)
    await add(params, { number, base64: base64(piece) }, { key: `${sending.id}-${number}` })
    sending.sent = number
    onProgress(sending.sent / sending.parts)
  }
  await finish(params, { key: sending.keys.finish })
  return sending.id
}

/** The sending of one dialog: how far it is, what stopped it, and how to go on or begin anew. */
export const useSending = () => {
  const sending = useRef(startSending())
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)

  /** Another file, or the same one told otherwise, is another sending. */
  const anew = () => {
    sending.current = startSending()
    setShare(null)
    setError(null)
  }
  const run = async (
    work: (sending: Sending, onProgress: (share: number) => void) => Promise<void>,
  ) => {
    if (error !== null && !isLost(error)) sending.current = startSending()
    setError(null)
    setShare(sending.current.sent / sending.current.parts)
    try {
      await work(sending.current, setShare)
    } catch (caught) {
      setError(caught)
    }
  }
  return { share, error, isSending: share !== null && error === null, anew, run }
}
