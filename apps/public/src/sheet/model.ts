// The square code of the sheet, as a drawing. Pure.
import QRCode from 'qrcode'

export type SquareCode = Readonly<{
  /** Modules on a side, without the quiet zone. */
  size: number
  /** The dark modules as one path, a unit a module. */
  path: string
}>

/** Error correction Q: a quarter of it may be torn off or drawn over. */
export function squareCode(address: string): SquareCode {
  const { size, data } = QRCode.create(address, { errorCorrectionLevel: 'Q' }).modules
  const runs: string[] = []
  for (let row = 0; row < size; row += 1)
    for (let from = 0; from < size; from += 1) {
      let to = from
      while (to < size && data[row * size + to]) to += 1
      if (to > from) runs.push(`M${from} ${row}h${to - from}v1H${from}z`)
      from = to
    }
  return { size, path: runs.join('') }
}

/** What a hand types: without the scheme, which no browser asks for. */
export const typedAddress = (address: string): string => address.replace(/^https?:\/\//, '')

/** Whether everybody can open it: not one of this machine alone, nor of an onion service. */
export const isReachable = (address: string): boolean =>
  !/^(?:localhost|127\.|\[::1\]|0\.0\.0\.0)|\.onion(?::\d+)?(?:\/|$)/.test(typedAddress(address))
