// What a file is, by its bytes alone, and the file without what a camera or an office wrote into it. Pure.
import type { SecretKey } from '@umai/platform'

export const mostFiles = 5
export const mostBytes = 5 * 1_048_576

/** Kinds that are cleaned; others are taken as they are or not at all. */
export const fileKinds = ['jpg', 'png', 'webp', 'pdf', 'txt', 'mp3', 'mp4'] as const
export type CleanKind = (typeof fileKinds)[number]

export type Taken = Readonly<{ kind: CleanKind; isOriginal: boolean; bytes: Buffer }>
export type Tray = Readonly<{
  /** Undefined where there is no room left for now. */
  put: (file: Taken, key: SecretKey) => string | undefined
  take: (id: string, key: SecretKey) => Buffer | undefined
  drop: (id: string) => void
}>

/** The kind that the content shows; undefined where it is none that we take, whatever its name says. */
export function kindOf(bytes: Buffer): CleanKind | undefined {
  const begins = (...signs: readonly number[]) => signs.every((sign, at) => bytes[at] === sign)
  const text = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (begins(0xff, 0xd8, 0xff)) return 'jpg'
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(0, 5) === '%PDF-') return 'pdf'
  if (text(4, 8) === 'ftyp' && /^(?:isom|iso\d|mp4\d|avc1|M4[AV] |3gp|qt)/.test(text(8, 12)))
    return 'mp4'
  if (
    text(0, 3) === 'ID3' ||
    (bytes[0] === 0xff && [0xfb, 0xfa, 0xf3, 0xf2].includes(bytes[1] ?? 0))
  )
    return 'mp3'
  return isPlainText(bytes) ? 'txt' : undefined
}

/** Signs that no text has, and those that nobody types: they turn the direction of what follows, or hide it. */
const binarySigns = /(?![\t\n\v\f\r])\p{Cc}/u
const hiddenSigns = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

function isPlainText(bytes: Buffer): boolean {
  if (bytes.length === 0) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !binarySigns.test(text) && !/^\s*(?:<!doctype|<html|<script|<svg|<\?)/i.test(text)
  } catch {
    return false
  }
}

/** The file without place, time, camera and author; throws where it is damaged. A PDF is cleaned elsewhere. */
export function cleaned(kind: Exclude<CleanKind, 'pdf'>, bytes: Buffer): Buffer {
  switch (kind) {
    case 'jpg':
      return cleanedJpeg(bytes)
    case 'png':
      return cleanedPng(bytes)
    case 'webp':
      return cleanedWebp(bytes)
    case 'mp3':
      return cleanedMp3(bytes)
    case 'mp4':
      return cleanedMp4(bytes)
    case 'txt':
      return Buffer.from(plainText(bytes.toString('utf8')))
  }
}

/** Signs that turn the direction of what follows make a name or a text look like another; nobody types them. */
export const plainText = (text: string): string =>
  text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll(hiddenSigns, '')

const damaged = (): never => {
  throw new Error('The file is damaged')
}

/** Keeps what is needed to show the picture: tables, frames, scans, and the colours of APP14; nothing else of APP and COM. */
export function cleanedJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) damaged()
    const marker = bytes[at + 1] ?? damaged()
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) {
      // What follows the end of the picture belongs to nobody: thumbnails, videos, notes of the telephone.
      kept.push(Buffer.from([0xff, 0xd9]))
      return Buffer.concat(kept)
    }
    const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : damaged()
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) damaged()
    const isTelling = (marker >= 0xe0 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!isTelling) kept.push(bytes.subarray(at, end))
    at = end
    if (marker === 0xda) {
      const scanEnd = endOfScan(bytes, at)
      kept.push(bytes.subarray(at, scanEnd))
      at = scanEnd
    }
  }
  // Cut off on the way, as old telephones do; what is there can be shown.
  kept.push(Buffer.from([0xff, 0xd9]))
  return Buffer.concat(kept)
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length - 1; at += 1) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at
  }
  return bytes.length
}

const pngKept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
])

function cleanedPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) damaged()
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (pngKept.has(name)) kept.push(bytes.subarray(at, end))
    at = end
    if (name === 'IEND') return Buffer.concat(kept)
  }
  return damaged()
}

function cleanedWebp(bytes: Buffer): Buffer {
  const kept: Buffer[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (end > bytes.length + 1) damaged()
    const name = bytes.toString('latin1', at, at + 4)
    if (['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'].includes(name)) {
      const chunk = Buffer.from(bytes.subarray(at, end))
      // The header says which parts follow: no EXIF (8), no XMP (4), no colour profile (32) any more.
      if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0x2c
      kept.push(chunk)
    }
    at = end
  }
  if (kept.length === 0) damaged()
  const body = Buffer.concat(kept)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

/** Sound without its labels: those before it and the 128 bytes after it. */
function cleanedMp3(bytes: Buffer): Buffer {
  let from = 0
  while (bytes.toString('latin1', from, from + 3) === 'ID3' && from + 10 <= bytes.length) {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[from + at] ?? 0) & 0x7f), 0)
    from += 10 + size
  }
  const end =
    bytes.toString('latin1', bytes.length - 128, bytes.length - 125) === 'TAG'
      ? bytes.length - 128
      : bytes.length
  if (from >= end) damaged()
  return bytes.subarray(from, end)
}

const boxesWithin = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'moof', 'traf'])
const tellingBoxes = new Set(['udta', 'meta', 'uuid', 'ilst', 'skip', 'free'])

/** Empties the boxes of labels in their place, because other boxes point to places; times become zero. */
function cleanedMp4(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  emptyBoxes(copy, 0, copy.length, 0)
  return copy
}

function emptyBoxes(bytes: Buffer, from: number, to: number, depth: number): void {
  let at = from
  while (at + 8 <= to) {
    const short = bytes.readUInt32BE(at)
    const head = short === 1 ? 16 : 8
    const size = short === 0 ? to - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (size < head || at + size > to || depth > 8) damaged()
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (tellingBoxes.has(name)) {
      bytes.write('free', at + 4, 'latin1')
      bytes.fill(0, at + head, at + size)
    } else if (boxesWithin.has(name)) emptyBoxes(bytes, at + head, at + size, depth + 1)
    else if (['mvhd', 'tkhd', 'mdhd'].includes(name)) {
      const wide = bytes[at + head] === 1
      bytes.fill(0, at + head + 4, Math.min(at + head + 4 + (wide ? 16 : 8), at + size))
    }
    at += size
  }
}
